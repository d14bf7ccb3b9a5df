"""A person's reading of a stop: its upload, who speaks and on which terms, and when each sentence is heard.

Nothing is decoded here. The worker takes an upload in; its order is shown on the page until it ends.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tour import languages, narration, readiness
from tour.curator import uploads, work
from tour.curator.access import demand, may
from tour.curator.ranges import ranged
from tour.curator.sound import hearing
from tour.curator.sound.recording_form import CueForm, RecordingForm, RightsForm
from tour.curator.words.beside import Beside, chosen
from tour.models import Recording, Stop, words

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# The page has two forms with the same fields.
_UPLOAD_IDS = "upload_%s"


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, stop_id: int, site: AdminSite) -> HttpResponse:
    """Show the recording; POST uploads one, changes it, takes it away, or puts back one that was."""
    stop = _stop(stop_id)
    beside = chosen(request, stop.tour)
    demand(request, "see", tour=stop.tour, language=beside.language)
    if request.method == "POST":
        demand(request, "record", tour=stop.tour, language=beside.language)
        return _changed(request, stop, beside, site)
    return _shown(request, stop, beside, site)


@require_safe
def wave(request: HttpRequest, stop_id: int) -> HttpResponse:
    """The wave picture of the recording, as JSON; 404 where there is none."""
    stop = _stop(stop_id)
    beside = chosen(request, stop.tour)
    demand(request, "see", tour=stop.tour, language=beside.language)
    row = get_object_or_404(Recording.objects.only("sha256"), stop=stop, language=beside.language)
    drawn = Path(settings.MEDIA_ROOT) / narration.peaks_path(row.sha256)
    if not drawn.is_file():
        raise Http404
    return ranged(request, drawn.read_bytes(), "application/json")


def _changed(request: HttpRequest, stop: Stop, beside: Beside, site: AdminSite) -> HttpResponse:
    """Do what the pressed button says; without one, it is an upload."""
    act = {"rights": _set, "cues": _set, "again": _again, "away": _away, "back": _back}.get(
        request.POST.get("do", ""), _upload
    )
    return act(request, stop, beside, site)


def _upload(request: HttpRequest, stop: Stop, beside: Beside, site: AdminSite) -> HttpResponse:
    """Keep the bytes and ask the worker; or the page again with what is wrong."""
    form = RecordingForm(request.POST, request.FILES, auto_id=_UPLOAD_IDS)
    asked = readiness.of_stop(stop.pk, beside.language).asked
    if not asked.paragraphs:
        messages.error(request, gettext("This stop has no words in that language yet. Write them first, then upload."))
        return HttpResponseRedirect(_here(stop, beside))
    if not form.is_valid():
        return _shown(request, stop, beside, site, upload=form)
    if _replacing(request).seen != narration.mark(_standing(stop, beside)):
        # Who speaks stays typed; the file is chosen anew, beside what it would replace.
        messages.error(request, _changed_meanwhile())
        return _shown(request, stop, beside, site, upload=form)
    _token, kept = uploads.keep(request, form.cleaned_data["file"], "recording")
    day = form.cleaned_data["spoken_on"]
    rights = {
        "speaker": form.cleaned_data["speaker"],
        "licence": form.cleaned_data["licence"],
        "spoken_on": day.isoformat() if day else "",
    }
    script_hash = narration.words_hash(asked)
    replacing = _replacing(request)
    order = work.take_recording_soon(stop.pk, beside.language, f"uploads/{kept.name}", script_hash, rights, replacing)
    return HttpResponseRedirect(_here(stop, beside, order))


def _set(request: HttpRequest, stop: Stop, beside: Beside, site: AdminSite) -> HttpResponse:
    """Write who speaks, and the times of the sentences: one form, so that saving either loses neither."""
    with transaction.atomic():
        row = _row(stop, beside, lock=True)
        rights, cues, pressed = _rights_form(row, request.POST), None, request.POST["do"]
        if pressed == "cues" or "seen" in request.POST:
            cues = _cue_form(row, stop, beside, request.POST)
            if cues is None or _replacing(request).seen != narration.mark(row):
                messages.error(request, _changed_meanwhile())
                return _shown(request, stop, beside, site, rights=rights if "speaker" in request.POST else None)
        # The times alone may be set where nobody has said yet who speaks.
        new_rights = pressed == "rights" or ("speaker" in request.POST and rights.has_changed())
        new_cues = cues is not None and (pressed == "cues" or cues.touched)
        times = cues.cues() if cues and new_cues else None
        if (new_rights and not rights.is_valid()) or (new_cues and times is None):
            return _shown(request, stop, beside, site, rights=rights if new_rights else None, cues=cues)
        heard_before = row.may_be_heard
        changed: dict[str, Any] = rights.cleaned_data if new_rights else {}
        if times is not None:
            changed |= {"cues": times, "aligned": Recording.Aligned.HAND}
        Recording.objects.filter(pk=row.pk).update(**changed)
    messages.success(request, gettext("Saved."))
    # A recording that said too little was heard by nobody: its track is to be made now.
    order = "" if heard_before and times is None else work.set_recording_soon(stop.pk, beside.language)
    return HttpResponseRedirect(_here(stop, beside, order))


def _again(request: HttpRequest, stop: Stop, beside: Beside, _site: AdminSite) -> HttpResponse:
    """Have the machine find the sentences anew: what was set by hand, and shown, goes."""
    replacing = _replacing(request)
    if replacing.seen != narration.mark(_row(stop, beside)):
        messages.error(request, _changed_meanwhile())
        return HttpResponseRedirect(_here(stop, beside))
    return HttpResponseRedirect(
        _here(stop, beside, work.set_recording_soon(stop.pk, beside.language, again=replacing))
    )


def _away(request: HttpRequest, stop: Stop, beside: Beside, _site: AdminSite) -> HttpResponse:
    """Take the recording away that the page showed; a voice speaks the stop again."""
    with transaction.atomic():
        row = _row(stop, beside, lock=True)
        replacing = _replacing(request)
        if replacing.seen != narration.mark(row):
            messages.error(request, _changed_meanwhile())
            return HttpResponseRedirect(_here(stop, beside))
        narration.take_away(row, replacing.by)
    messages.success(request, gettext("The recording is taken away. The voices have been asked for this stop."))
    work.speak_soon()
    return HttpResponseRedirect(_here(stop, beside))


def _back(request: HttpRequest, stop: Stop, beside: Beside, _site: AdminSite) -> HttpResponse:
    """Put a recording back that was taken away or replaced; what stands there now can be put back in its turn."""
    replacing, entry = _replacing(request), request.POST.get("entry", "")
    with transaction.atomic():
        done = narration.put_back(stop.pk, beside.language, entry, seen=replacing.seen, by=replacing.by)
    if not done:
        messages.error(request, _changed_meanwhile())
        return HttpResponseRedirect(_here(stop, beside))
    messages.success(request, gettext("The recording stands again."))
    work.speak_soon()
    return HttpResponseRedirect(_here(stop, beside))


def _shown(
    request: HttpRequest,
    stop: Stop,
    beside: Beside,
    site: AdminSite,
    *,
    upload: RecordingForm | None = None,
    rights: RightsForm | None = None,
    cues: CueForm | None = None,
) -> HttpResponse:
    row = _standing(stop, beside)
    cell = readiness.of_stop(stop.pk, beside.language)
    context = {
        **site.each_context(request),
        "title": gettext("A person’s recording"),
        "stop": stop,
        "stop_title": words(stop, "title", beside.language) or stop.slug,
        "beside": beside,
        "tag": languages.tag(beside.language),
        "direction": languages.direction(beside.language),
        "row": row,
        "has_words": bool(cell.asked.paragraphs),
        "may_record": may(request.user, "record", stop=stop, language=beside.language),
        "upload": upload or RecordingForm(auto_id=_UPLOAD_IDS),
        "seen": narration.mark(row),
        "earlier": narration.earlier(stop.pk, beside.language),
        "order": work.recording_order(request.GET["order"]) if request.GET.get("order") else None,
    }
    if row is not None:
        context |= {
            "rights": rights or _rights_form(row),
            "stale": not narration.reads(row.script_hash, cell.asked),
            "length": languages.clock(row.duration_ms) if row.duration_ms else "",
            "cues": cues or _cue_form(row, stop, beside),
            "src": hearing.recorded_src(cell),
            "before_ms": hearing.before_ms(row, cell),
        }
    return TemplateResponse(request, "curator/recording.html", context)


def _cue_form(row: Recording, stop: Stop, beside: Beside, sent: QueryDict | None = None) -> CueForm | None:
    """The times of the recording's sentences; None where it was read from other words, or nobody has set them."""
    script = narration.script_of(stop, beside.language)
    sentences = [sentence for paragraph in script for sentence in paragraph]
    if not narration.reads(
        row.script_hash, narration.wanted(stop.tour.slug, stop.slug, beside.language, script, None)
    ):
        return None
    if row.cues is None or narration.cue_fault(row.cues, len(sentences), row.duration_ms) is not None:
        return None
    said = [(one.written, narration.speakable(one.spoken)) for one in sentences]
    fields = None if sent is None else {name: str(value) for name, value in sent.items()}
    return CueForm(said, row.cues, row.duration_ms, fields)


def _rights_form(row: Recording, sent: QueryDict | None = None) -> RightsForm:
    """Whose voice it is: as it is kept, or as somebody has sent it."""
    return RightsForm(sent, initial={name: getattr(row, name) for name in RightsForm.base_fields})


def _replacing(request: HttpRequest) -> narration.Replacing:
    """What the page showed that was sent, and who sent it."""
    return narration.Replacing(seen=request.POST.get("seen", ""), by=cast("User", request.user).pk)


def _changed_meanwhile() -> str:
    return gettext("The recording or its words have changed. This is how it stands now.")


def _standing(stop: Stop, beside: Beside) -> Recording | None:
    return Recording.objects.filter(stop=stop, language=beside.language).first()


def _row(stop: Stop, beside: Beside, *, lock: bool = False) -> Recording:
    rows = Recording.objects.select_for_update() if lock else Recording.objects
    return get_object_or_404(rows, stop=stop, language=beside.language)


def _stop(stop_id: int) -> Stop:
    # Without the words, which exist once a language; those of the page's own are read when needed.
    rows = Stop.objects.only("slug", "number", "tour__slug", "tour__source_language", "tour__languages")
    return get_object_or_404(rows.select_related("tour"), pk=stop_id, retired=False)


def _here(stop: Stop, beside: Beside, order: str = "") -> str:
    query = {"language": beside.language} | ({"order": order} if order else {})
    return f"{reverse('admin:tour_stop_recording', args=[stop.pk])}?{urlencode(query)}"

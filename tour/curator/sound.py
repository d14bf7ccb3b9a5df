"""A stop's sound at the desk: hearing it, asking for it, giving a person's recording."""

from dataclasses import dataclass
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from tour import languages, narration, readiness
from tour.curator import holding, marks, work
from tour.curator.access import demand
from tour.curator.beside import chosen
from tour.curator.ranges import ranged
from tour.models import Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A stop's sound as its page shows it: `src` is "" where there is none, `reason` why the best voice is silent."""

    mark: marks.Mark
    why: str
    src: str = ""
    voice: str = ""
    length: str = ""
    cues: int = 0
    reason: str = ""


class RecordingForm(forms.Form):
    """A person's reading of the stop, with the rights to it."""

    file = forms.FileField(label=_("Sound file"))
    speaker = forms.CharField(label=_("Who speaks"), max_length=200, required=False)
    licence = forms.CharField(label=_("Licence"), max_length=200, help_text=_("For example CC BY 4.0."))


def heard(cell: readiness.Cell) -> Heard:
    """What there is to hear in a cell."""
    mark, reason = marks.SOUND[cell.sound], ""
    if cell.sound in ("failed", "waiting", "stand-in"):
        reason = narration.reasons(cell.asked)
    if isinstance(cell.answer, narration.Silence):
        return Heard(mark=mark, why=cell.why_sound, reason=reason)
    track = cell.answer.track
    return Heard(
        mark=mark,
        why=cell.why_sound,
        reason=reason,
        src=reverse("admin:sound", args=[track.key]),
        voice=track.voice,
        length=languages.clock(track.duration_ms),
        cues=len(track.cues),
    )


@require_safe
def play(request: HttpRequest, key: str) -> HttpResponse:
    """A track's WebM file, or the part of it that `Range` asks for."""
    demand(request, "see")
    try:
        body = (Path(settings.MEDIA_ROOT) / narration.opus_path(key)).read_bytes()
    except FileNotFoundError as error:
        raise Http404 from error
    return ranged(request, body, "audio/webm")


@require_POST
def speak(request: HttpRequest, stop_id: int) -> HttpResponse:
    """Ask the worker for the stop's sound, and go back to its page."""
    stop = _stop(stop_id)
    demand(request, "record", tour=stop.tour, language=chosen(request, stop.tour).language)
    holding.asked_for_sound(stop.tour)
    work.speak_soon()
    messages.success(request, gettext("The voices have been asked. Come back in a minute to hear them."))
    return _back(request, stop)


@require_POST
def record(request: HttpRequest, stop_id: int) -> HttpResponse:
    """Take a person's recording of the stop, or say why not; back to its page."""
    stop = _stop(stop_id)
    language = chosen(request, stop.tour).language
    demand(request, "record", tour=stop.tour, language=language)
    form = RecordingForm(request.POST, request.FILES)
    if not form.is_valid():
        for name, errors in form.errors.items():
            messages.error(request, f"{form.fields[name].label}: {' '.join(map(str, errors))}")
        return _back(request, stop)
    try:
        narration.accept_recording(
            stop,
            language,
            form.cleaned_data["file"],
            speaker=form.cleaned_data["speaker"],
            licence=form.cleaned_data["licence"],
            # A language that lacks the stop has no script of its own to read.
            paragraphs=readiness.of_stop(stop.pk, language).asked.paragraphs,
        )
    except narration.RecordingRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, gettext("The recording is stored. It is made ready for phones now."))
        work.speak_soon()
    return _back(request, stop)


def _stop(stop_id: int) -> Stop:
    rows = Stop.objects.only("tour__slug", "tour__source_language", "tour__languages").select_related("tour")
    return get_object_or_404(rows, pk=stop_id, retired=False)


def _back(request: HttpRequest, stop: Stop) -> HttpResponse:
    query = chosen(request, stop.tour).query
    return HttpResponseRedirect(f"{reverse('admin:tour_stop_change', args=[stop.pk])}?{query}#sound")

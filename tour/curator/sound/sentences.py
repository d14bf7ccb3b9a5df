"""A stop's sound, sentence by sentence: heard one by one, and asked for again, slower or from another voice."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tour import languages, narration, readiness
from tour.curator import marks, work
from tour.curator.access import demand, may
from tour.curator.ranges import ranged
from tour.curator.sound import reading
from tour.curator.words.beside import Beside, chosen
from tour.models import Stop, StopVoice, VoiceHold, sentence_hash

if TYPE_CHECKING:
    from tour.operations import Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence as the page shows it; `src` and `length` are "" where there is nothing to hear."""

    spoken: narration.Spoken
    mark: marks.Mark
    sha256: str
    varies: bool = False
    src: str = ""
    length: str = ""

    @property
    def slowest(self) -> bool:
        """Whether it can be no slower."""
        return self.spoken.manner.pace <= reading.PACES[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceOption:
    """A voice that may read the stop."""

    name: str
    leaves: bool
    chosen: bool


def stop_of(stop_id: int) -> Stop:
    """The stop with what its pages of sound need of it, or 404."""
    rows = Stop.objects.only("slug", "number", "tour__slug", "tour__source_language", "tour__languages")
    return get_object_or_404(rows.select_related("tour"), pk=stop_id, retired=False)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, stop_id: int, *, site: AdminSite) -> HttpResponse:
    """Every sentence of the stop in a language. POST has one said otherwise; no voice is called here."""
    stop = stop_of(stop_id)
    beside = chosen(request, stop.tour)
    demand(request, "see", tour=stop.tour, language=beside.language)
    asked = readiness.of_stop(stop.pk, beside.language).asked
    if request.method == "POST":
        demand(request, "record", tour=stop.tour, language=beside.language)
        order = reading.change(request, stop, asked)
        more = f"&order={order}" if order else ""
        return HttpResponseRedirect(f"{request.path}?{beside.query}{more}")
    lines = [_line(one) for one in narration.sentences(asked)]
    saying = work.saying(request.GET["order"]) if "order" in request.GET else None
    context = {
        **site.each_context(request),
        **_context(stop, beside, lines),
        "saying": saying,
        "said": _said(saying, lines),
        "recorded": narration.recorded(asked),
        "voices": _voices(stop, asked.language),
        "may_record": may(request.user, "record", tour=stop.tour, language=beside.language),
    }
    return TemplateResponse(request, "curator/sentences.html", context)


@require_safe
def play(request: HttpRequest, key: str) -> HttpResponse:
    """One sentence's lossless file, or the part of it that `Range` asks for."""
    demand(request, "see")
    try:
        body = (Path(settings.MEDIA_ROOT) / narration.segment_path(key)).read_bytes()
    except FileNotFoundError as error:
        raise Http404 from error
    return ranged(request, body, "audio/flac")


def _context(stop: Stop, beside: Beside, lines: list[Line]) -> dict[str, Any]:
    return {
        "title": gettext("Stop %(number)d, sentence by sentence") % {"number": stop.number},
        "stop": stop,
        "beside": beside,
        "tag": languages.tag(beside.language),
        "direction": languages.direction(beside.language),
        "lines": lines,
        "leaves": sum(line.spoken.leaves for line in lines),
        "waiting": sum(line.spoken.state not in {"spoken", "no-voice"} for line in lines),
        "failed": any(line.spoken.failed for line in lines),
        "hold": VoiceHold.objects.filter(tour=stop.tour).first(),
    }


def _line(one: narration.Spoken) -> Line:
    voice = narration.voices().get(one.voice)
    heard = one.made if one.playable else None
    return Line(
        spoken=one,
        mark=marks.SENTENCE[one.state],
        sha256=sentence_hash(one.text),
        varies=voice is not None and voice.varies,
        src=reverse("admin:sentence", args=[heard.key]) if heard else "",
        length=languages.clock(heard.duration_ms) if heard else "",
    )


def _said(saying: "Saying | None", lines: list[Line]) -> Line | None:
    """The sentence that was asked for, once it can be heard."""
    made = ((line.spoken.made, line) for line in lines)
    return next((line for row, line in made if saying and row and row.key == saying.key), None)


def _voices(stop: Stop, language: str) -> list[VoiceOption]:
    """The voices that speak the language; the one this stop asks for is chosen."""
    own = StopVoice.objects.filter(stop=stop, language=language).values_list("voice", flat=True).first()
    return [
        VoiceOption(name=name, leaves=voice.sends_text_away, chosen=name == own)
        for name, voice in narration.voices().items()
        if language in voice.languages
    ]

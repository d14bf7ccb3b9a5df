"""A stop's sound at the desk: hearing it and asking for it (`recordings`: giving a person's reading)."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tour import languages, narration, readiness
from tour.curator import marks, work
from tour.curator.access import demand
from tour.curator.ranges import ranged
from tour.curator.sound import holding
from tour.curator.words.beside import chosen
from tour.models import Recording, Stop


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


def recorded_src(cell: readiness.Cell) -> str:
    """Where the recording's track is heard; "" where it is not made (yet)."""
    if isinstance(cell.answer, narration.Silence) or not cell.answer.recorded:
        return ""
    return reverse("admin:sound", args=[cell.answer.track.key])


def before_ms(row: Recording, cell: readiness.Cell) -> int:
    """How long a voice speaks on the track before the person does; the cues count from the person's beginning."""
    if isinstance(cell.answer, narration.Silence) or not (cell.answer.recorded and cell.answer.prefaced):
        return 0
    own = row.cues[0][0] if row.cues else 0
    return int(cell.answer.track.cues[1][0]) - own


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


def _stop(stop_id: int) -> Stop:
    rows = Stop.objects.only("tour__slug", "tour__source_language", "tour__languages").select_related("tour")
    return get_object_or_404(rows, pk=stop_id, retired=False)


def _back(request: HttpRequest, stop: Stop) -> HttpResponse:
    query = chosen(request, stop.tour).query
    return HttpResponseRedirect(f"{reverse('admin:tour_stop_change', args=[stop.pk])}?{query}#sound")

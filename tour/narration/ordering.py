"""Which voices are asked for a tour in a language, the best first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db.models import Value

from tour.models import StopVoice, VoiceChoice
from tour.narration.voices import Voice, known_voices

# (tour slug, stop slug, language); no stop: the tour's own order.
Place = tuple[str, str, str]


def order(tour_slug: str, language: str) -> list[str]:
    """Names of the voices that read this tour in this language, the best first: enabled and able ones only."""
    place = tour_slug, "", language
    return [voice.name for voice in orders([place])[place] if voice.enabled]


def orders(places: Iterable[Place], names: Sequence[str] | None = None) -> dict[Place, list[Voice]]:
    """The able voices for each place, in one query; `names` stands in for the order where given.

    A voice that the stop itself asks for goes first. Those switched off are among them: sound they
    made is still to be found.
    """
    places = set(places)
    chosen: dict[Place, list[str]] = defaultdict(list)
    if names is None:
        for slug, stop, language, voice in _rows(places):
            chosen[slug, stop, language].append(voice)

    def named(place: Place) -> Sequence[str]:
        tour, stop, language = place
        own = chosen.get(place, []) if stop else []
        return [*own, *(names or chosen.get((tour, "", language)) or settings.DEFAULT_VOICES)]

    return {place: _able(named(place), place[2]) for place in places}


def _rows(places: Iterable[Place]) -> Iterable[tuple[str, str, str, str]]:
    """What tours and stops say of their voices: (tour, stop or "", language, voice), the best first."""
    slugs, codes = {slug for slug, _, _ in places}, {language for _, _, language in places}
    tours = VoiceChoice.objects.filter(tour__slug__in=slugs, language__in=codes).order_by()
    stops = StopVoice.objects.filter(stop__tour__slug__in=slugs, language__in=codes).order_by()
    rows = tours.values_list("position", "tour__slug", Value(""), "language", "voice").union(
        stops.values_list(Value(0), "stop__tour__slug", "stop__slug", "language", "voice"), all=True
    )
    return [(slug, stop, language, voice) for _position, slug, stop, language, voice in sorted(rows)]


def _able(names: Sequence[str], language: str) -> list[Voice]:
    known = known_voices()
    return [known[name] for name in dict.fromkeys(names) if name in known and language in known[name].languages]

"""Which voices are asked for a tour in a language, the best first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.conf import settings

from tour.models import VoiceChoice
from tour.narration.voices import Voice, known_voices


def order(tour_slug: str, language: str) -> list[str]:
    """Names of the voices that read this tour in this language, the best first: enabled and able ones only."""
    return [voice.name for voice in orders([(tour_slug, language)])[tour_slug, language] if voice.enabled]


def orders(pairs: Iterable[tuple[str, str]], names: Sequence[str] | None = None) -> dict[tuple[str, str], list[Voice]]:
    """The able voices for each (tour slug, language), in one query; `names` stands in for the order where given.

    Those switched off are among them: sound they made is still to be found.
    """
    pairs = set(pairs)
    chosen: dict[tuple[str, str], list[str]] = defaultdict(list)
    if names is None:
        rows = VoiceChoice.objects.filter(
            tour__slug__in={slug for slug, _ in pairs}, language__in={language for _, language in pairs}
        ).order_by("position")
        for slug, language, voice in rows.values_list("tour__slug", "language", "voice"):
            chosen[slug, language].append(voice)
    return {pair: _able(names or chosen.get(pair) or settings.DEFAULT_VOICES, pair[1]) for pair in pairs}


def _able(names: Sequence[str], language: str) -> list[Voice]:
    known = known_voices()
    return [known[name] for name in dict.fromkeys(names) if name in known and language in known[name].languages]

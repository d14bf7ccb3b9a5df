"""Whether words in a language are there, current and read by a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, Prefetch

from tour.models import TOUR_WORDS, Claim, Route, Stop, Tour, TranslationState, column, left_behind, source_hash, words

WordsState = Literal["source", "reviewed", "draft", "stale", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleWords:
    """Words of the tour itself, or of one of its routes (then its slug and key), that are stale in a language."""

    language: str
    route: str = ""
    id: int


def words_state(stop: Stop, language: str, source: str) -> WordsState:
    """The state of the stop's words and of its claims' in a language; stale is a comparison, made here.

    Reads `stop.translations` and `stop.claims`: prefetch both where many stops are asked (`claims_read`).
    """
    if language == source:
        return "source"
    if not (words(stop, "title", language) and words(stop, "text", language)):
        return "missing"
    record = next((row for row in stop.translations.all() if row.language == language), None)
    if record is not None and record.source_hash != source_hash(stop, source):
        return "stale"
    if claims_behind(stop, language, source):
        return "stale"
    return "reviewed" if record is not None and record.state == TranslationState.REVIEWED else "draft"


def claims_behind(stop: Stop, language: str, source: str) -> tuple[Claim, ...]:
    """The stop's claims whose translation was made from another source than there is now."""
    return tuple(claim for claim in stop.claims.all() if left_behind(claim, language, source))


def claims_read(codes: Sequence[str]) -> "Prefetch[str]":
    """A stop's claims with what their state needs, in these languages alone, and how many sources they have."""
    columns = (column("text", code) for code in dict.fromkeys(codes))
    rows = Claim.objects.only("stop", "key", "position", "status", "attribution", "made_from", *columns)
    return Prefetch("claims", rows.annotate(named=Count("sources")))


def own_words(codes: Sequence[str]) -> tuple[str, ...]:
    """The columns of a tour that `stale_words` reads: without them it asks for each."""
    return ("made_from", *(column(field, code) for field in TOUR_WORDS for code in codes))


def stale_words(tour: Tour, codes: Sequence[str]) -> Iterator[StaleWords]:
    """Where the words of the tour itself and of its routes are stale, in the order of these languages."""
    source = tour.source_language
    for code in codes:
        if left_behind(tour, code, source):
            yield StaleWords(language=code, id=tour.pk)
    columns = [column(field, code) for field in ("title", "summary") for code in codes]
    for route in Route.objects.filter(tour=tour).only("slug", "made_from", *columns):
        for code in codes:
            if left_behind(route, code, source):
                yield StaleWords(language=code, route=route.slug, id=route.pk)

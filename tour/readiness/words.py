"""Whether words in a language are there, current and read by a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, Prefetch

from tour.models import (
    TOUR_WORDS,
    Claim,
    Route,
    Stop,
    Tour,
    TranslationState,
    column,
    lacking,
    left_behind,
    source_hash,
    words,
    words_of,
)

# As visitors are told: of a stop's title and text, and of what is out of date in the rest.
WordsState = Literal["source", "reviewed", "draft", "stale", "missing"]
# As the desk is: "partial" where the title and the text are there and up to date, and other words are not there.
DeskState = WordsState | Literal["partial"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """Words of the tour itself, or of one of its routes (then its slug and key), that lack something in a language."""

    language: str
    state: Literal["stale", "missing", "partial"]
    route: str = ""
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacks:
    """What a stop says in its source and not in a language: fields by name, claims by key."""

    fields: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.claims)


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


def lacks(stop: Stop, language: str, source: str) -> Lacks:
    """What visitors read of the stop in its source, because the language has no words for it; reads `stop.claims`."""
    if language == source:
        return Lacks()
    claims = tuple(claim.key for claim in stop.claims.all() if lacking(claim, language, source))
    return Lacks(fields=lacking(stop, language, source), claims=claims)


def claims_behind(stop: Stop, language: str, source: str) -> tuple[Claim, ...]:
    """The stop's claims whose translation was made from another source than there is now."""
    return tuple(claim for claim in stop.claims.all() if left_behind(claim, language, source))


def claims_read(codes: Sequence[str]) -> "Prefetch[str]":
    """A stop's claims with what their state needs, in these languages alone, and how many sources they have."""
    columns = (column("text", code) for code in dict.fromkeys(codes))
    rows = Claim.objects.only("stop", "key", "position", "status", "attribution", "made_from", *columns)
    return Prefetch("claims", rows.annotate(named=Count("sources")))


def own_words(codes: Sequence[str]) -> tuple[str, ...]:
    """The columns of a tour that `unready_words` reads: without them it asks for each."""
    return ("made_from", *(column(field, code) for field in TOUR_WORDS for code in codes))


def unready_words(tour: Tour, codes: Sequence[str]) -> Iterator[OwnWords]:
    """Where words of the tour itself and of its routes are stale or absent, in the order of these languages."""
    source = tour.source_language
    for code in codes:
        if state := _own_state(tour, code, source):
            yield OwnWords(language=code, state=state, id=tour.pk)
    columns = [column(field, code) for field in ("title", "summary") for code in codes]
    for route in Route.objects.filter(tour=tour).only("slug", "made_from", *columns):
        for code in codes:
            if state := _own_state(route, code, source):
                yield OwnWords(language=code, state=state, route=route.slug, id=route.pk)


def _own_state(row: Tour | Route, language: str, source: str) -> Literal["stale", "missing", "partial"] | None:
    """What is to be done about the row's words in a language; None where nothing is."""
    if left_behind(row, language, source):
        return "stale"
    if language == source or not lacking(row, language, source):
        return None
    return "partial" if any(words(row, field, language) for field in words_of(row)) else "missing"

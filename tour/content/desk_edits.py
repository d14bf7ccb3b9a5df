"""Words that somebody wrote at the desk and that a folder would replace: named, so that nobody loses them unseen.

A folder does not say when it was made, and may have come by any way: so every such text is named, with its day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from tour.content.values import StopFolder
from tour.models import STOP_WORDS, TextVersion, paragraphs

# Stops whose versions are read together.
_TOGETHER = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskEdit:
    """A stop's words in one language, last written at the desk at that time by that person."""

    number: int
    slug: str
    language: str
    at: datetime
    by: str


def replaced(stops: Mapping[int, tuple[StopFolder, StopFolder]]) -> Iterator[DeskEdit]:
    """The desk's words among those that change; `stops` are, by primary key, a stop as it is and as it will be."""
    pks = list(stops)
    for start in range(0, len(pks), _TOGETHER):
        yield from _replaced({pk: stops[pk] for pk in pks[start : start + _TOGETHER]})


def _replaced(stops: Mapping[int, tuple[StopFolder, StopFolder]]) -> Iterator[DeskEdit]:
    rows = TextVersion.objects.filter(table="stop", row__in=stops, field__in=STOP_WORDS)
    newest_first = rows.order_by("-at", "-id").values_list("row", "field", "language", "text", "at", "by__username")
    seen: set[tuple[int, str, str]] = set()
    told: set[tuple[int, str]] = set()
    found: list[DeskEdit] = []
    for pk, field, language, text, at, by in newest_first.iterator():
        before, after = (_said(stop, field, language) for stop in stops[pk])
        newest = (pk, field, language) not in seen
        seen.add((pk, field, language))
        # A text that a folder has replaced since is no longer the desk's.
        # A folder keeps what it wrote as nobody's; so are the words of a person who is deleted since.
        if not by or not newest or before == after or paragraphs(text) != before or (pk, language) in told:
            continue
        told.add((pk, language))
        stop = stops[pk][0]
        found.append(DeskEdit(number=stop.number, slug=stop.slug, language=language, at=at, by=by))
    yield from sorted(found, key=lambda one: (one.number, one.language))


def _said(stop: StopFolder, field: str, language: str) -> tuple[str, ...]:
    """The paragraphs of one of a stop's words."""
    if field in ("place", "safety"):
        return paragraphs(getattr(stop, field).get(language, ""))
    words = stop.words.get(language)
    if words is None:
        return ()
    return words.paragraphs if field == "text" else paragraphs(words.title)

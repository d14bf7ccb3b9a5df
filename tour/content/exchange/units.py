"""The texts of a tour that a translator sees, each under a name that stays the same from one export to the next."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from tour.models import STOP_WORDS, Claim, LexiconEntry, Picture, Route, Tour, column, paragraphs, words

# Fields whose paragraphs are translated one by one.
_LONG = frozenset({"text", "about", "advisory", "credits"})
_TOUR_WORDS = ("title", "summary", "about", "advisory", "credits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One text: `name` (`stop/the-mill/text/2`), the source's words and the translation ("" where there is none).

    `stamp` is a hash of both as they stood at the export: it comes back with the file.
    """

    name: str
    source: str
    target: str
    stamp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a row, as its paragraphs (one where the field is short), in both languages."""

    name: str
    row: Model
    field: str
    long: bool
    source: tuple[str, ...]
    target: tuple[str, ...]


def units(tour: Tour, language: str) -> Iterator[Unit]:
    """Every text of the tour whose source says something, in the order of the story."""
    for one in fields(tour, language):
        for at, source in enumerate(one.source):
            target = one.target[at] if at < len(one.target) else ""
            yield Unit(name=unit_name(one, at), source=source, target=target, stamp=stamp(source, target))


def unit_name(of: Field, at: int) -> str:
    """The name of the field's text at this place."""
    return f"{of.name}/{at + 1}" if of.long else of.name


def stamp(source: str, target: str) -> str:
    """16 hex digits over a text and its translation."""
    return hashlib.sha256(f"{source}\0{target}".encode()).hexdigest()[:16]


def fields(tour: Tour, language: str) -> Iterator[Field]:
    """Every translated field of the tour and its rows, with what both languages say."""
    source = tour.source_language
    yield from _fields(tour, "tour", _TOUR_WORDS, source, language)
    for route in _rows(Route.objects.filter(tour=tour), ("title", "summary"), (source, language), "slug", "position"):
        yield from _fields(route, f"route/{route.slug}", ("title", "summary"), source, language)
    entries = LexiconEntry.objects.filter(tour=tour)
    for entry in _rows(entries, ("form",), (source, language), "slug"):
        yield from _fields(entry, f"name/{entry.slug}", ("form",), source, language)
    stops = tour.stops.filter(retired=False)
    for stop in _rows(stops, STOP_WORDS, (source, language), "tour", "slug", "number", "position"):
        yield from _fields(stop, f"stop/{stop.slug}", STOP_WORDS, source, language)
        claims = Claim.objects.filter(stop=stop)
        for claim in _rows(claims, ("text",), (source, language), "stop", "key", "position"):
            yield from _fields(claim, f"stop/{stop.slug}/claim/{claim.key}", ("text",), source, language, long=False)
        pictures = Picture.objects.filter(stop=stop)
        for picture in _rows(pictures, ("alt",), (source, language), "stop", "name", "position"):
            yield from _fields(picture, f"stop/{stop.slug}/picture/{picture.name}", ("alt",), source, language)


def _fields(
    row: Model, name: str, names: Sequence[str], source: str, language: str, *, long: bool | None = None
) -> Iterator[Field]:
    for field in names:
        is_long = field in _LONG if long is None else long
        found = Field(
            name=f"{name}/{field}",
            row=row,
            field=field,
            long=is_long,
            source=_said(row, field, source, long=is_long),
            target=_said(row, field, language, long=is_long),
        )
        if found.source:
            yield found


def _said(row: Model, field: str, language: str, *, long: bool) -> tuple[str, ...]:
    text = words(row, field, language)
    if long:
        return paragraphs(text)
    return (" ".join(text.split()),) if text else ()


def _rows(rows: "QuerySet[Any]", names: Sequence[str], codes: Sequence[str], *plain: str) -> "QuerySet[Any]":
    """The rows with these two languages' columns alone."""
    read = [column(field, code) for field in names for code in dict.fromkeys(codes)]
    return rows.only(*plain, *read)

"""The texts of a tour that a translator sees, each under a name that stays the same from one export to the next."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model, QuerySet

from tour.models import (
    STOP_WORDS,
    TOUR_WORDS,
    Claim,
    LexiconEntry,
    Picture,
    Route,
    Tour,
    TranslationRecord,
    column,
    paragraphs,
    source_hash,
    words,
    words_of_hash,
)

# Fields whose paragraphs are translated one by one.
_LONG = frozenset({"text", "about", "advisory", "credits"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One text: `name` (`stop/the-mill/text/2`), the source's words and the translation ("" where there is none).

    `stamp` is a hash of both as they stood at the export: it comes back with the file. `fuzzy`: the translation
    is of an older source (`before`, where that is known); whoever puts it right takes the mark off.
    """

    name: str
    source: str
    target: str
    stamp: str = ""
    fuzzy: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a row, as its paragraphs (one where the field is short), in both languages.

    `stale` are the places whose translation is of an older source; `before` are the source's paragraphs that it
    was made from, where the history knows them.
    """

    name: str
    row: Model
    field: str
    long: bool
    source: tuple[str, ...]
    target: tuple[str, ...]
    stale: frozenset[int] = frozenset()
    before: tuple[str, ...] = ()


def units(tour: Tour, language: str) -> Iterator[Unit]:
    """Every text of the tour whose source says something, in the order of the story."""
    for one in fields(tour, language):
        for at, source in enumerate(one.source):
            target = one.target[at] if at < len(one.target) else ""
            fuzzy = bool(target) and at in one.stale
            yield Unit(
                name=unit_name(one, at),
                source=source,
                target=target,
                stamp=stamp(source, target),
                fuzzy=fuzzy,
                before=one.before[at] if fuzzy and at < len(one.before) else "",
            )


def unit_name(of: Field, at: int) -> str:
    """The name of the field's text at this place."""
    return f"{of.name}/{at + 1}" if of.long else of.name


def stamp(source: str, target: str) -> str:
    """16 hex digits over a text and its translation."""
    return hashlib.sha256(f"{source}\0{target}".encode()).hexdigest()[:16]


def fields(tour: Tour, language: str) -> Iterator[Field]:
    """Every translated field of the tour and its rows, with what both languages say."""
    source = tour.source_language
    own = _fields(tour, "tour", TOUR_WORDS, source, language)
    yield from _compared(own, tour, source, tour.made_from.get(language))
    routes = Route.objects.filter(tour=tour)
    for route in _rows(routes, ("title", "summary"), (source, language), "slug", "position", "made_from"):
        own = _fields(route, f"route/{route.slug}", ("title", "summary"), source, language)
        yield from _compared(own, route, source, route.made_from.get(language))
    entries = LexiconEntry.objects.filter(tour=tour)
    for entry in _rows(entries, ("form",), (source, language), "slug"):
        yield from _fields(entry, f"name/{entry.slug}", ("form",), source, language)
    hashes = dict(
        TranslationRecord.objects.filter(stop__tour=tour, language=language).values_list("stop_id", "source_hash")
    )
    stops = tour.stops.filter(retired=False)
    for stop in _rows(stops, STOP_WORDS, (source, language), "tour", "slug", "number", "position"):
        words_of_stop = _fields(stop, f"stop/{stop.slug}", STOP_WORDS, source, language)
        yield from _compared(words_of_stop, stop, source, hashes.get(stop.pk))
        claims = Claim.objects.filter(stop=stop)
        for claim in _rows(claims, ("text",), (source, language), "stop", "key", "position", "made_from"):
            own = _fields(claim, f"stop/{stop.slug}/claim/{claim.key}", ("text",), source, language, long=False)
            yield from _compared(own, claim, source, claim.made_from.get(language))
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
        if found.source or found.target:
            yield found


def _compared(found: Iterator[Field], row: Model, source: str, made_from: str | None) -> Iterator[Field]:
    """The fields of a row, told what of their translation is stale; `made_from` is the hash of its source, if any."""
    if made_from is None or made_from == source_hash(row, source):
        yield from found
        return
    old = words_of_hash(row, source, made_from)
    for one in found:
        if old is None:
            yield replace(one, stale=_all_places(one))
            continue
        before = _split(old[one.field], long=one.long)
        if len(before) == len(one.source):
            differing = (at for at, text in enumerate(before) if text != one.source[at])
            yield replace(one, stale=frozenset(differing), before=before)
        else:
            # A paragraph came or went: which translation stands for which nobody knows any more.
            yield replace(one, stale=_all_places(one), before=before)


def _all_places(of: Field) -> frozenset[int]:
    return frozenset(range(max(len(of.source), len(of.target))))


def _said(row: Model, field: str, language: str, *, long: bool) -> tuple[str, ...]:
    return _split(words(row, field, language), long=long)


def _split(text: str, *, long: bool) -> tuple[str, ...]:
    if long:
        return paragraphs(text)
    return (" ".join(text.split()),) if text else ()


def _rows(rows: "QuerySet[Any]", names: Sequence[str], codes: Sequence[str], *plain: str) -> "QuerySet[Any]":
    """The rows with these two languages' columns alone."""
    read = [column(field, code) for field in names for code in dict.fromkeys(codes)]
    return rows.only(*plain, *read)

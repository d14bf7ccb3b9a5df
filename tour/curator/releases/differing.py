"""Two tellings of a tour laid beside one another: words as lines, and by stop that other things differ."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import TypeVar

from tour import languages
from tour.edition import Edition, Route, Stop

_Row = TypeVar("_Row")
# A changed fact as (where, what it was, what it is); those that are the same in every language are told once.
_Fact = tuple[object, object, object]
_WORDS = {"slug", "language", "title", "place", "safety", "preface", "paragraphs", "claims", "sound", "silence"}
_NO_WORDS = tuple(field.name for field in fields(Stop) if field.name not in _WORDS)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: `kind` is "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopDifference:
    """A stop in one language told in two ways; what stands in both is cut down to the sentences around a change."""

    number: int
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageDifference:
    """All of a language that is told in two ways.

    `tour` are the tour's own words and routes; `others` the numbers of stops of which more differs than their lines
    show (facts, sources, pictures, how words are said), `tour_others` whether that is so of the tour (its map, its
    languages, the order of its stops).
    """

    name: str
    tag: str
    direction: str
    tour: tuple[Line, ...]
    stops: tuple[StopDifference, ...]
    others: tuple[int, ...]
    tour_others: bool


def differences(before: Sequence[Edition], after: Sequence[Edition]) -> Iterator[LanguageDifference]:
    """What is told otherwise, a language at a time; languages of which nothing new is to be told are left out."""
    had = {one.language: one for one in before}
    have = {one.language: one for one in after}
    told_lines: set[Line] = set()
    told_facts: set[_Fact] = set()
    # What a language lacks stands in the source's: that comes first, and tells it.
    for code in sorted(dict.fromkeys((*have, *had)), key=lambda code: code not in _sources(before, after)):
        old, new = had.get(code), have.get(code)
        lines = tuple(_lines(_tour_words(old), _tour_words(new)))
        changed = {line for line in lines if line.kind != "same"}
        told_facts |= set(_in_lines(old, new))
        facts = {place: set(found) - told_facts for place, found in _facts(old, new)}
        stops = tuple(_stops(old, new))
        tour = lines if changed - told_lines else ()
        others = tuple(place for place, found in facts.items() if place is not None and found)
        if tour or stops or any(facts.values()):
            yield LanguageDifference(
                name=languages.own_name(code),
                tag=languages.tag(code),
                direction=languages.direction(code),
                tour=tour,
                stops=stops,
                others=others,
                tour_others=bool(facts.get(None)),
            )
        told_lines |= changed
        told_facts = told_facts.union(*facts.values())


def _sources(*tellings: Sequence[Edition]) -> set[str]:
    return {edition.source_language for editions in tellings for edition in editions}


def _stops(before: Edition | None, after: Edition | None) -> Iterator[StopDifference]:
    had, have = _by_number(before), _by_number(after)
    for number in dict.fromkeys((*have, *had)):
        old, new = had.get(number), have.get(number)
        lines = (*_address(old, new), *_lines(_sentences(before, old), _sentences(after, new)))
        if (shown := new or old) and any(line.kind != "same" for line in lines):
            yield StopDifference(number=shown.number, title=shown.title, lines=lines)


def _by_number(of: Edition | None) -> dict[int, Stop]:
    """The stops by their numbers, which they keep for good; a slug may become another."""
    return {stop.number: stop for stop in of.stops} if of else {}


def _address(old: Stop | None, new: Stop | None) -> Iterator[Line]:
    """The end of the stop's address, where that is another now."""
    if old and new and old.slug != new.slug:
        yield Line("gone", f"…/{old.slug}/")
        yield Line("new", f"…/{new.slug}/")


def _sentences(of: Edition | None, stop: Stop | None) -> list[str]:
    """All that a visitor reads of a stop in the edition's own language, a sentence a line.

    A stop that stands in the source's language differs there, and is told once.
    """
    if of is None or stop is None or stop.language != of.language:
        return []
    said = [sentence.written for paragraph in stop.paragraphs for sentence in paragraph]
    before = (stop.title, stop.place, stop.safety, stop.preface.written if stop.preface else "")
    return [text for text in (*before, *said, *(one.text for one in stop.claims)) if text]


def _tour_words(of: Edition | None) -> list[str]:
    """All that a visitor reads of the tour itself, a paragraph a line; routes with the numbers of their stops."""
    if of is None:
        return []
    numbers = {stop.slug: str(stop.number) for stop in of.stops}
    said = (of.title, of.summary, *of.about, *of.advisory, *of.credits)
    return [text for text in (*said, *(_route(route, numbers) for route in of.routes)) if text]


def _route(route: Route, numbers: Mapping[str, str]) -> str:
    way = " → ".join(numbers.get(slug, slug) for slug in route.stops)
    return " · ".join(filter(None, (route.title or route.slug, route.summary, way)))


def _lines(before: list[str], after: list[str]) -> Iterator[Line]:
    # The first two lines name the two files.
    for line in islice(difflib.unified_diff(before, after, lineterm="", n=1), 2, None):
        if not line.startswith("@@"):
            yield Line({" ": "same", "-": "gone", "+": "new"}[line[0]], line[1:])


def _facts(before: Edition | None, after: Edition | None) -> Iterator[tuple[int | None, Iterable[_Fact]]]:
    """By stop (None: the tour itself) what differs in what both have, and is shown in no line."""
    if before is None or after is None:
        return
    was, now = ((one.tour, one.languages, one.source_language, one.map, one.tiles) for one in (before, after))
    orders = [[stop.number for stop in one.stops if stop.number in _by_number(other)]
              for one, other in ((before, after), (after, before))]  # fmt: skip
    yield None, _changed(None, (*was, tuple(orders[0])), (*now, tuple(orders[1])))
    for old, new in _pairs(before, after):
        shown = old.language == before.language or new.language == after.language
        yield new.number, (*_behind(old, new), *(() if shown else _words(old, new)))


def _in_lines(before: Edition | None, after: Edition | None) -> Iterator[_Fact]:
    """What differs in the stops' words, and is shown in their lines."""
    if before is None or after is None:
        return
    for old, new in _pairs(before, after):
        if old.language == before.language or new.language == after.language:
            yield from _words(old, new)


def _pairs(before: Edition, after: Edition) -> list[tuple[Stop, Stop]]:
    """The stops that both have, as they were and as they are."""
    had = _by_number(before)
    return [(had[stop.number], stop) for stop in after.stops if stop.number in had]


def _words(old: Stop, new: Stop) -> Iterator[_Fact]:
    was, now = (
        (
            *(one.title, one.place, one.safety, one.preface.written if one.preface else ""),
            tuple(sentence.written for paragraph in one.paragraphs for sentence in paragraph),
            tuple(claim.text for claim in one.claims),
        )
        for one in (old, new)
    )
    return _changed(new.number, was, now)


def _behind(old: Stop, new: Stop) -> Iterator[_Fact]:
    """All that differs in a stop but its words."""
    was, now = (tuple((name, getattr(one, name)) for name in _NO_WORDS) for one in (old, new))
    yield from _changed(new.number, was, now)
    yield from _changed(new.number, *_in_both(_spoken(old), _spoken(new)))
    yield from _changed(new.number, *_in_both(_claims(old), _claims(new)))


def _spoken(stop: Stop) -> dict[str, str]:
    """How each sentence is said; one that is written otherwise is shown in a line."""
    said = [sentence for paragraph in stop.paragraphs for sentence in paragraph]
    return {one.written: one.spoken for one in (*said, *((stop.preface,) if stop.preface else ()))}


def _claims(stop: Stop) -> dict[str, object]:
    """What stands behind each claim; its text is shown in a line."""
    return {claim.key: replace(claim, text="", language="") for claim in stop.claims}


def _in_both(old: Mapping[str, _Row], new: Mapping[str, _Row]) -> tuple[list[_Row], list[_Row]]:
    keys = [key for key in old if key in new]
    return [old[key] for key in keys], [new[key] for key in keys]


def _changed(place: int | None, old: Sequence[object], new: Sequence[object]) -> Iterator[_Fact]:
    return ((place, was, now) for was, now in zip(old, new, strict=True) if was != now)

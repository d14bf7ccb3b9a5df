"""Points -> stops of a tour: first a plan that can be read, then the plan carried out, all of it or nothing."""

import math
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext

from tour.content.places_file import Point
from tour.models import Stop, Tour, set_words
from tour.models.fields import validate_address_word

_EARTH_M = 6_371_000

# By number the slugs that its stop had in releases.
Given = Mapping[int, AbstractSet[str]]
NONE_GIVEN: Given = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What becomes of one point. `moved_m` is how far an existing stop's point moves (None: it had none, or is new;
    0: nothing of it is written); `survey_lost`: its survey no longer holds, and its trigger is switched off."""

    point: Point
    number: int
    slug: str
    new: bool
    moved_m: int | None = None
    survey_lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that would be done; with a fault nothing is."""

    placed: tuple[Placed, ...]
    faults: tuple[str, ...]


def plan(tour: Tour, points: Sequence[Point], faults: Iterable[str] = (), *, given: Given = NONE_GIVEN) -> Plan:
    """Find each point's stop: by its number, else its slug, else a new one with the next number.

    `given` are by number the slugs of its stop in releases: such a number is not given to another.
    """
    rows = {
        row.number: row for row in tour.stops.only("tour", "number", "slug", "lat", "lng", "surveyed_on", "retired")
    }
    by_slug = {row.slug: row for row in rows.values()}
    placed: list[Placed] = []
    wrong = list(faults)
    taken: set[str] = set()
    numbers: set[int] = set()
    # Numbers named in the file are not given to points without one.
    following = max([*rows, *(point.number or 0 for point in points)], default=0)
    following = max([following, *given])
    for point in points:
        row = rows.get(point.number or 0) or by_slug.get(point.slug)
        if row is None and point.number is None:
            following += 1
        try:
            one = _existing(point, row) if row else _new(point, point.number or following, by_slug, given)
        except ValueError as error:
            wrong.append(f"{point.where}: {error}")
            continue
        if one.slug in taken:
            again = gettext("“%(slug)s” stands in the file twice.") % {"slug": one.slug}
            wrong.append(f"{point.where}: {again}")
        elif one.number in numbers:
            again = gettext("number %(number)d stands in the file twice.") % {"number": one.number}
            wrong.append(f"{point.where}: {again}")
        taken.add(one.slug)
        numbers.add(one.number)
        placed.append(one)
    return Plan(placed=tuple(placed), faults=tuple(wrong))


@transaction.atomic
def carry_out(tour: Tour, points: Sequence[Point], file_name: str, *, given: Given = NONE_GIVEN) -> Plan:
    """Do what `plan` says for the tables as they are now; nothing where it has a fault."""
    Tour.objects.select_for_update().only("pk").get(pk=tour.pk)
    made = plan(tour, points, given=given)
    if made.faults:
        return made
    position = max(tour.stops.values_list("position", flat=True), default=0)
    # A note is the curator’s own text: it is written in the language in which she works.
    # What looks like HTML in a file's name would keep the tour's folder from being loaded again.
    origin = gettext("From %(file)s.") % {"file": file_name.replace("<", "")}
    for one in made.placed:
        facts: dict[str, Any] = {
            "lat": one.point.lat,
            "lng": one.point.lng,
            "coordinate_note": f"{origin} {one.point.note}".strip(),
            # A point from a file is no survey on the spot: the guide's rule 7.
            "surveyed_on": None,
            "surveyed_by": "",
            "precision_m": None,
            "trigger": False,
        }
        if one.new:
            position += 1
            row = Stop(tour=tour, number=one.number, slug=one.slug, position=position, **facts)
            set_words(row, "title", tour.source_language, one.point.title)
            set_words(row, "place", tour.source_language, one.point.place)
            row.save()
        elif one.moved_m != 0:
            tour.stops.filter(slug=one.slug).update(**facts)
    return made


def metres(lat: float, lng: float, other_lat: float, other_lng: float) -> float:
    """The distance of two points on a sphere (haversine), in metres; within 0.5 % of the earth's."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lng - lng) / 2) ** 2
    return 2 * _EARTH_M * math.asin(math.sqrt(half))


def _existing(point: Point, row: Stop) -> Placed:
    if row.retired:
        refusal = gettext("stop %(number)d (%(slug)s) is retired; take it back into the tour first.")
        raise ValueError(refusal % {"number": row.number, "slug": row.slug})
    if point.slug and point.slug != row.slug and point.number is not None:
        refusal = gettext("number %(number)d is that of “%(slug)s”, not of “%(other)s”.")
        raise ValueError(refusal % {"number": row.number, "slug": row.slug, "other": point.slug})
    if point.number not in (None, row.number):
        # Found by its slug: the number on its sign stays what it is.
        raise ValueError(_is_already(row))
    moved = None if row.lat is None or row.lng is None else round(metres(row.lat, row.lng, point.lat, point.lng))
    lost = row.surveyed_on is not None and moved != 0
    return Placed(point=point, number=row.number, slug=row.slug, new=False, moved_m=moved, survey_lost=lost)


def _new(point: Point, number: int, by_slug: dict[str, Stop], given: Given) -> Placed:
    slug = point.slug or slugify(point.title)[:50].strip("-")
    if not point.title:
        raise ValueError(gettext("a new stop needs a title."))
    if not slug:
        refusal = gettext("“%(title)s” needs a slug in letters a-z: add a column “slug”.")
        raise ValueError(refusal % {"title": point.title})
    if slug in by_slug:
        raise ValueError(_is_already(by_slug[slug]))
    if slug not in given.get(number, {slug}):
        refusal = gettext("number %(number)d is that of “%(stop)s” on a sign, and stays so: take another.")
        raise ValueError(refusal % {"number": number, "stop": "”, “".join(sorted(given[number]))})
    try:
        validate_address_word(slug)
    except ValidationError as refused:
        raise ValueError(" ".join(refused.messages)) from refused
    return Placed(point=point, number=number, slug=slug, new=True)


def _is_already(row: Stop) -> str:
    refusal = gettext("“%(slug)s” is stop %(number)d already: give that number.")
    return refusal % {"slug": row.slug, "number": row.number}

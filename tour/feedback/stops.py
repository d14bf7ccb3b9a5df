"""Which stop is meant: phones name stops as their release has them, the desk may have named them anew since."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q

from tour import publishing
from tour.models import Stop


class Name(NamedTuple):
    """What a phone calls a stop in a language."""

    tour: str
    stop: str
    language: str


@dataclass(frozen=True, slots=True)
class _Told:
    """Of a tour's release: slug -> number, of stops it has and of those that releases before it had; its languages."""

    numbers: dict[str, int]
    languages: frozenset[str]


_NOTHING = _Told({}, frozenset())


def known(names: Collection[Name]) -> dict[Name, int]:
    """Name -> the stop's primary key, in one query; what is no stop of ours, or not in that language, is left out.

    A slug is first what the release that visitors have says it is, then what the tables say: numbers never change.
    A language counts that either of them has.
    """
    told = _releases({name.tour for name in names})
    numbers = {name: told[name.tour].numbers.get(name.stop, 0) for name in names}
    # No more than are named: anybody may ask, and a tour may have thousands.
    named = Q(slug__in={name.stop for name in names}) | Q(number__in=set(numbers.values()))
    rows = Stop.objects.filter(named, tour__slug__in=told).values_list(
        "tour__slug", "slug", "number", "pk", "tour__languages", "tour__source_language"
    )
    languages = {tour: told[tour].languages | {*codes, source} for tour, _, _, _, codes, source in rows}
    by_slug = {(tour, slug): pk for tour, slug, _, pk, _, _ in rows}
    by_number = {(tour, number): pk for tour, _, number, pk, _, _ in rows}
    found = {}
    for name, number in numbers.items():
        pk = by_number.get((name.tour, number)) or by_slug.get((name.tour, name.stop))
        if pk and name.language in languages[name.tour]:
            found[name] = pk
    return found


def _releases(tours: Collection[str]) -> dict[str, _Told]:
    """What visitors have now of each tour; nothing of one that was never published, or cannot be read."""
    pointed = publishing.current().tours
    found = dict.fromkeys(tours, _NOTHING)
    for tour in tours:
        try:
            found[tour] = _read(pointed[tour])
        except (KeyError, publishing.Unreadable):
            continue
    return found


@lru_cache(maxsize=100)
def _read(manifest: str) -> _Told:
    release = publishing.read(publishing.store(), manifest)
    numbers = release.former | {slug: number for number, slug in release.numbers.items()}
    return _Told({slug: int(number) for slug, number in numbers.items()}, frozenset(release.languages))

"""Which stops there are, and the languages they are offered in."""

from collections.abc import Collection
from dataclasses import dataclass

from tour.models import Stop


@dataclass(frozen=True, slots=True)
class Known:
    """A stop's primary key and the languages of its tour."""

    id: int
    languages: frozenset[str]


def known(names: Collection[tuple[str, str]]) -> dict[tuple[str, str], Known]:
    """(tour, stop) -> what is known of it, in one query; names that no stop has are left out."""
    rows = Stop.objects.filter(
        tour__slug__in={tour for tour, _ in names}, slug__in={stop for _, stop in names}
    ).values_list("tour__slug", "slug", "pk", "tour__languages", "tour__source_language")
    return {
        (tour, stop): Known(pk, frozenset([*codes, source]))
        for tour, stop, pk, codes, source in rows
        if (tour, stop) in names
    }

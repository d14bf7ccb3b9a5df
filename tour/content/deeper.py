"""Deeper pieces: whether a folder's stops may hang on one another as they say, and how that comes into the tables."""

from collections.abc import Collection, Iterator, Mapping

from django.utils.translation import gettext

from tour.content.rows import Counts
from tour.content.tour_file import TourFile
from tour.content.values import TourFolder
from tour.models import Stop, Tour


def wrong_with(parents: Mapping[str, str], slugs: Collection[str]) -> Iterator[tuple[str, str]]:
    """(piece, what is wrong) where a piece names no stop of the walk; `slugs` are those of all stops."""
    for slug, parent in parents.items():
        if parent == slug:
            yield slug, gettext("A stop cannot be a deeper piece of itself.")
        elif parent not in slugs:
            yield slug, gettext("“%(stop)s” is no stop of this tour.") % {"stop": parent[:60]}
        elif parent in parents:
            message = gettext("“%(stop)s” is a deeper piece itself. Name a stop of the walk.")
            yield slug, message % {"stop": parent}


def check_routes(tour: TourFile, parents: Mapping[str, str]) -> None:
    """Note a fault for every route that goes to a deeper piece."""
    for place, route in enumerate(tour.routes):
        for slug in route.stops:
            if slug in parents:
                message = gettext("The route goes to “%(stop)s”, which is a deeper piece and no stop of the walk.")
                tour.table.fault(message % {"stop": slug}, "routes", place, "stops")


def untie(tour: Tour, folder: TourFolder) -> dict[str, bool]:
    """Take from their stops the pieces that the folder has elsewhere, before their other facts are written (a
    trigger may come with it). Gives the slugs to `tie`, each with whether its row was there already."""
    rows = tour.stops.values_list("slug", "deeper_of__slug")
    kept: dict[str, str] = {slug: parent or "" for slug, parent in rows}
    wanted = {slug: folder.deeper.get(slug, "") for slug in folder.numbers}
    changing = [slug for slug, parent in wanted.items() if kept.get(slug, "") != parent]
    for slug in changing:
        if kept.get(slug):
            Stop.objects.filter(tour=tour, slug=slug).update(deeper_of=None)
    return {slug: slug in kept for slug in changing}


def tie(changing: Mapping[str, bool], folder: TourFolder, pks: Mapping[str, int], counts: Counts) -> None:
    """Hang them on the stops that the folder names; `pks` are primary keys by slug."""
    for slug, was_there in changing.items():
        if parent := folder.deeper.get(slug):
            Stop.objects.filter(pk=pks[slug]).update(deeper_of=pks[parent])
        counts.changed += was_there

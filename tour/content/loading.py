"""Tour folder -> tables: all of it in one transaction, or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext

from tour.content import deeper, stop_file
from tour.content.faults import Fault, FolderRefused
from tour.content.head_loading import load_head, load_routes
from tour.content.media_loading import load_recordings, store_pictures, store_tiles
from tour.content.placing import NONE_GIVEN, Given
from tour.content.reading import line_of, read
from tour.content.rows import Counts
from tour.content.stop_loading import load_stops
from tour.content.values import StopFolder, TourFolder
from tour.models import Stop, Tour

# Stops written together: few enough to be held in memory in 40 languages, enough to save queries.
_TOGETHER = 100


@dataclass(frozen=True, slots=True)
class Loaded:
    """A tour's slug, how many rows were made, how many were changed or taken out; `refused` are
    recordings that could not be taken, with the reason."""

    tour: str
    created: int
    changed: int
    refused: tuple[Fault, ...] = ()


def load(root: Path, *, given: Callable[[str], Given] = lambda _tour: NONE_GIVEN) -> Loaded:
    """Bring the tour in step with the folder, which must be without a fault; loading twice changes nothing.

    `given` tells of a tour the numbers that its releases gave: no new stop may have another's.
    Stops gone from the folder are retired and keep their number. Recordings follow after the
    words, outside the transaction, since they are decoded. Raises `FolderRefused`.
    """
    folder = read(root)
    store_pictures(root, folder.stops)
    store_tiles(root, folder.head)
    counts = Counts()
    with transaction.atomic():
        tour, sources = load_head(folder.head, counts)
        _refuse_other_numbers(root, tour, folder, given(tour.slug))
        places = {slug: place for place, slug in enumerate(folder.head.order)}
        changing = deeper.untie(tour, folder)
        pks: dict[str, int] = {}
        for batch in _batches(folder):
            pks |= load_stops(tour, batch, places, sources, counts)
        deeper.tie(changing, folder, pks, counts)
        _retire(tour, folder, counts)
        load_routes(tour, folder.head.routes, pks, counts)
    refused = load_recordings(root, tour, folder.stops, counts)
    return Loaded(tour.slug, counts.created, counts.changed, tuple(refused))


def _batches(folder: TourFolder) -> Iterator[list[StopFolder]]:
    stops = iter(folder.stops)
    while batch := list(islice(stops, _TOGETHER)):
        yield batch


def _refuse_other_numbers(root: Path, tour: Tour, folder: TourFolder, given: Given) -> None:
    """A number belongs to its stop for ever: signs carry it."""
    kept: dict[str, int] = dict(tour.stops.values_list("slug", "number"))
    owners = {number: slug for slug, number in kept.items()}
    faults = []
    for slug, number in folder.numbers.items():
        if kept.get(slug, number) != number:
            said = gettext(
                "The number of this stop is %(kept)d on its sign, and stays so; it cannot become %(number)d."
            )
            message = said % {"kept": kept[slug], "number": number}
        elif owners.get(number, slug) != slug:
            said = gettext("The number %(number)d belongs to “%(stop)s”, in the tour or once in it. Take another.")
            message = said % {"number": number, "stop": owners[number]}
        elif slug not in kept and slug not in given.get(number, {slug}):
            said = gettext("The number %(number)d is that of “%(stop)s” on a sign, and stays so. Take another.")
            message = said % {"number": number, "stop": min(given[number])}
        else:
            continue
        faults.append(Fault(f"stops/{slug}/{stop_file.NAME}", line_of(root, slug, "number"), message))
    if faults:
        raise FolderRefused(faults)


def _retire(tour: Tour, folder: TourFolder, counts: Counts) -> None:
    shown = tour.stops.filter(retired=False).values_list("slug", flat=True)
    gone = [slug for slug in shown if slug not in folder.numbers]
    for slug in gone:
        Stop.objects.filter(tour=tour, slug=slug).update(retired=True)
    counts.changed += len(gone)

"""Pictures, tiles and recordings of a tour folder -> the media folder."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from tour import narration
from tour.content.faults import Fault
from tour.content.rows import Counts
from tour.content.tiles import accepting
from tour.content.tiles.naming import ARCHIVE
from tour.content.values import PictureEntry, RecordingEntry, StopFolder, TourHead
from tour.models import Recording, Stop, Tour


def picture_path(picture: PictureEntry) -> str:
    """Where the picture lies below media/pictures/: named by its content."""
    return f"{picture.sha256[:32]}.{picture.file.rpartition('.')[2]}"


def store_pictures(root: Path, stops: Iterable[StopFolder]) -> None:
    """Copy every picture under its content's name; those that lie there stay untouched."""
    below = Path(settings.MEDIA_ROOT) / "pictures"
    for stop in stops:
        for picture in stop.pictures:
            target = below / picture_path(picture)
            if target.exists():
                continue
            below.mkdir(parents=True, exist_ok=True)
            partial = target.with_suffix(".partial")
            shutil.copyfile(root / "stops" / stop.slug / picture.file, partial)
            partial.replace(target)


def store_tiles(root: Path, head: TourHead) -> None:
    """Copy the map's tiles, where there are any, under their content's name."""
    if head.tiles:
        accepting.store(root / ARCHIVE, head.tiles)


def load_recordings(root: Path, tour: Tour, stops: Iterable[StopFolder], counts: Counts) -> list[Fault]:
    """Give each new or changed recording to narration; take out those gone from the folder.

    Gives a fault for each file that is no recording: its words are loaded all the same.
    """
    rows = (
        Recording.objects.filter(stop__tour=tour, stop__retired=False)
        .select_related("stop")
        .only("stop__slug", "language", "sha256", "speaker", "licence", "spoken_on")
    )
    kept = {(row.stop.slug, row.language): row for row in rows}
    faults = []
    for stop in stops:
        for code, entry in stop.recordings.items():
            file = f"stops/{stop.slug}/{code}.recording.{entry.extension}"
            row = kept.pop((stop.slug, code), None)
            try:
                _load(tour, stop, code, root / file, entry, row, counts)
            except narration.RecordingRefused as refused:
                faults.append(Fault(file, 1, str(refused)))
    for row in kept.values():
        row.delete()
    counts.changed += len(kept)
    return faults


def _load(
    tour: Tour, stop: StopFolder, code: str, path: Path, entry: RecordingEntry, row: Recording | None, counts: Counts
) -> None:
    with path.open("rb") as file:
        if row is not None and row.sha256 == hashlib.file_digest(file, "sha256").hexdigest():
            rights = {"speaker": entry.speaker, "licence": entry.licence, "spoken_on": entry.spoken_on}
            if {name: getattr(row, name) for name in rights} != rights:
                Recording.objects.filter(pk=row.pk).update(**rights)
                counts.changed += 1
            return
        of = Stop.objects.only("tour", "slug").get(tour=tour, slug=stop.slug)
        narration.accept_recording(
            of, code, file, speaker=entry.speaker, licence=entry.licence, spoken_on=entry.spoken_on
        )
    counts.created += row is None
    counts.changed += row is not None

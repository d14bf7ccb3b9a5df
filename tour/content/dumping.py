"""Tables -> tour folder, in the one canonical form, whole or not at all."""

import shutil
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from tour.content import glossary_file, map_file, recording_file, sources_file, stop_file, tour_file, words_file
from tour.content.faults import DumpRefused
from tour.content.reading import check
from tour.content.taking import codes_of, recording, take_head, take_stops
from tour.content.tiles.accepting import FOLDER as TILES
from tour.content.tiles.naming import ARCHIVE
from tour.content.values import StopFolder, TourHead
from tour.models import Stop, Tour


def dump(slug: str, folder: Path) -> None:
    """Write the tour as a folder: a new one, or in place of an earlier dump of the same tour.

    Raises `Tour.DoesNotExist`, and `DumpRefused` where the folder holds anything else.
    """
    tour = Tour.objects.get(slug=slug)
    target = folder.resolve()
    _refuse_other_contents(target, slug)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        partial.chmod(0o755)
        _write(tour, partial)
        _put_in_place(partial, target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def write_head(head: TourHead, codes: Sequence[str], folder: Path) -> None:
    """The files beside `stops/`; those that would be empty are not written."""
    _write_text(folder / tour_file.NAME, tour_file.write(head, codes))
    _write_text(folder / sources_file.NAME, sources_file.write(head.sources))
    _write_text(folder / glossary_file.NAME, glossary_file.write(head.terms, codes))
    _write_text(folder / map_file.NAME, map_file.write(head.map) if head.map else "")


def write_stop(stop: StopFolder, codes: Sequence[str], folder: Path) -> Path:
    """The texts of one folder below `stops/`; gives that folder."""
    below = folder / "stops" / stop.slug
    below.mkdir(parents=True)
    _write_text(below / stop_file.NAME, stop_file.write(stop, codes))
    for code, words in stop.words.items():
        _write_text(below / f"{code}.md", words_file.write(words))
    for code, entry in stop.recordings.items():
        _write_text(below / f"{code}.recording.toml", recording_file.write(entry))
    return below


def _write(tour: Tour, folder: Path) -> None:
    codes = codes_of(tour)
    write_head(take_head(tour), codes, folder)
    if tour.tiles:
        _copy(TILES, tour.tiles, folder / ARCHIVE)
    for row, stop in take_stops(tour):
        below = write_stop(stop, codes, folder)
        _copy_media(row, below)


def _copy_media(row: Stop, below: Path) -> None:
    for picture in row.pictures.all():
        _copy("pictures", picture.file, below / picture.name)
    for made in row.recordings.all():
        _copy("recordings", made.file, below / f"{made.language}.recording.{recording(made).extension}")


def _copy(kind: str, file: str, target: Path) -> None:
    try:
        shutil.copyfile(Path(settings.MEDIA_ROOT) / kind / file, target)
    except FileNotFoundError as error:
        refusal = gettext("The file %(file)s is missing from the media folder. Restore it from a backup first.")
        raise DumpRefused(refusal % {"file": f"{kind}/{file}"}) from error


def _write_text(path: Path, text: str) -> None:
    if text:
        path.write_bytes(text.encode())


def _refuse_other_contents(target: Path, slug: str) -> None:
    """A folder is only replaced where all that is in it is a dump of the same tour."""
    if not target.exists():
        return
    if not target.is_dir():
        raise DumpRefused(f"{target} is a file. Name a folder.")
    if not any(target.iterdir()):
        return
    try:
        found = tomllib.loads((target / tour_file.NAME).read_text()).get("slug")
    except (OSError, ValueError):
        found = None
    if found != slug:
        raise DumpRefused(f"{target} is not empty, and no dump of {slug}. Name a new folder, or an earlier dump's.")
    if faults := check(target):
        raise DumpRefused(
            f"{target} holds what is no dump and would be lost: {faults[0]} Put it in order, or name a new folder."
        )


def _put_in_place(partial: Path, target: Path) -> None:
    """Give the finished folder its name; what had it goes only once that has succeeded."""
    if not target.exists():
        partial.replace(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    target.replace(old)
    try:
        partial.replace(target)
    except OSError:
        old.replace(target)
        raise
    shutil.rmtree(old)

"""Reads and checks a tour folder: a frozen value, or every fault there is."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from tour.content import deeper, glossary_file, map_file, sources_file, stop_file, tour_file
from tour.content.faults import Fault, FolderRefused
from tour.content.files import TILES_BYTES, Folder, TextFile, shown
from tour.content.spool import Spool
from tour.content.stop_reading import Entries, read_stop
from tour.content.tiles import accepting
from tour.content.tiles.naming import ARCHIVE
from tour.content.toml_lines import TomlLines
from tour.content.toml_table import TomlTable, parsed
from tour.content.values import SourceEntry, TourFolder, TourHead
from tour.models.fields import validate_address_word


def read(root: Path) -> TourFolder:
    """The folder's tour, stop by stop into a spool; raises `FolderRefused` with every fault."""
    folder = Folder(root)
    found = _read(folder)
    if folder.faults or found is None:
        raise FolderRefused(folder.faults)
    return found


def check(root: Path) -> list[Fault]:
    """Every fault of the folder, sorted by file and line; none where it can be loaded."""
    folder = Folder(root)
    _read(folder)
    return sorted(folder.faults)


def _read(folder: Folder) -> TourFolder | None:
    if not folder.root.is_dir():
        folder.fault(".", 1, gettext("There is no folder %(folder)s.") % {"folder": folder.root})
        return None
    entries = folder.entries()
    table = _required(folder, entries, tour_file.NAME)
    tour = tour_file.read(table) if table else None
    source_entries = _sources(folder, entries)
    glossary = _optional(folder, entries, glossary_file.NAME)
    term_entries = glossary_file.read(glossary) if glossary else ()
    drawn, archive = _map(folder, entries)
    known = None if source_entries is None else frozenset(entry.key for entry in source_entries)
    stops, numbers, parents = _stops(folder, entries, tour, known)
    for name in entries:
        folder.unknown(name)
    if tour is None:
        return None
    head = TourHead(
        slug=tour.slug,
        source_language=tour.source_language,
        languages=tour.languages,
        order=tour.order,
        words=tour.words,
        voices=tour.voices,
        routes=tour.routes,
        sources=source_entries or (),
        terms=term_entries,
        map=drawn,
        tiles=archive,
        made_from=tour.made_from,
    )
    return TourFolder(head=head, stops=stops, numbers=numbers, deeper=parents)


def _map(folder: Folder, entries: Entries) -> tuple[dict[str, Any] | None, str]:
    """What the map draws, and the name that the archive of its tiles has below media/tiles/ ("" without one)."""
    entry = entries.pop(ARCHIVE, None)
    file = _text(folder, entries, map_file.NAME)
    drawn = map_file.read(file, archived=entry is not None) if file else None
    if entry is None:
        return drawn, ""
    if file is None or (drawn is not None and "tiles" not in drawn):
        message = gettext(
            "Nothing says whose tiles these are. Give %(file)s the member “tiles” with an “attribution”."
        )
        folder.fault(ARCHIVE, 1, message % {"file": map_file.NAME})
    body = folder.body(ARCHIVE, entry, TILES_BYTES)
    if body is None:
        return drawn, ""
    try:
        return drawn, accepting.examine(body).file
    except accepting.TilesRefused as refused:
        folder.fault(ARCHIVE, 1, str(refused))
        return drawn, ""


def _text(folder: Folder, entries: Entries, name: str) -> TextFile | None:
    entry = entries.pop(name, None)
    return folder.read(name, entry) if entry else None


def _optional(folder: Folder, entries: Entries, name: str) -> TomlTable | None:
    file = _text(folder, entries, name)
    return parsed(file) if file else None


def _sources(folder: Folder, entries: Entries) -> tuple[SourceEntry, ...] | None:
    """The sources; none without a file, None where the file cannot be read."""
    if sources_file.NAME not in entries:
        return ()
    table = _optional(folder, entries, sources_file.NAME)
    return sources_file.read(table) if table else None


def _required(folder: Folder, entries: Entries, name: str) -> TomlTable | None:
    if name not in entries:
        folder.fault(name, 1, gettext("The file is missing. Put it here."))
        return None
    return _optional(folder, entries, name)


def _stops(
    folder: Folder, entries: Entries, tour: tour_file.TourFile | None, sources: frozenset[str] | None
) -> tuple[Spool, dict[str, int], dict[str, str]]:
    """The stops in story order, then those that the order lacks (which is a fault); their numbers; whose deeper
    pieces some are."""
    stops = Spool()
    numbers: dict[str, int] = {}
    parents: dict[str, str] = {}
    taken: dict[int, str] = {}
    slugs = _slugs(folder, entries, tour)
    for slug in slugs:
        stop = read_stop(folder, slug, tour.source_language if tour else "", sources)
        if stop is None:
            continue
        # 0 stands for a number that is wrong or missing, which has its own fault.
        owner = taken.setdefault(stop.number, slug)
        if owner != slug and stop.number:
            said = gettext("The number %(number)d is that of “%(stop)s” already. Give this stop another.")
            message = said % {"number": stop.number, "stop": owner}
            folder.fault(f"stops/{slug}/{stop_file.NAME}", line_of(folder.root, slug, "number"), message)
        numbers[slug] = stop.number
        if stop.deeper_of:
            parents[slug] = stop.deeper_of
        stops.put(stop)
    for slug, problem in deeper.wrong_with(parents, slugs):
        folder.fault(f"stops/{slug}/{stop_file.NAME}", line_of(folder.root, slug, "deeper_of"), problem)
    if tour:
        deeper.check_routes(tour, parents)
    return stops, numbers, parents


def _slugs(folder: Folder, entries: Entries, tour: tour_file.TourFile | None) -> list[str]:
    here = _stop_folders(folder, entries)
    if tour is None:
        return list(here)
    for slug in tour.order:
        if slug not in here:
            message = gettext("The stop “%(stop)s” has no folder below stops/. Make it, or take the stop out here.")
            tour.table.fault(message % {"stop": slug[:60]}, "stops")
    listed = set(tour.order)
    for slug in here:
        if slug not in listed:
            message = gettext("The stop is not among the “stops” of tour.toml. Add it there.")
            folder.fault(f"stops/{slug}", 1, message)
    return [slug for slug in tour.order if slug in here] + [slug for slug in here if slug not in listed]


def _stop_folders(folder: Folder, entries: Entries) -> dict[str, None]:
    """The names of the folders below `stops/`, sorted."""
    entry = entries.pop("stops", None)
    if entry is None:
        return {}
    if not entry.is_dir(follow_symlinks=False):
        folder.fault("stops", 1, gettext("This must be a folder, with one folder for each stop."))
        return {}
    found: dict[str, None] = {}
    for name, below in folder.entries("stops").items():
        if not below.is_dir(follow_symlinks=False):
            folder.unknown(f"stops/{name}")
        elif problem := _wrong_with_slug(name):
            folder.fault(shown(f"stops/{name}"), 1, problem)
        else:
            found[name] = None
    return found


def _wrong_with_slug(slug: str) -> str:
    try:
        validate_address_word(slug)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return "" if len(slug) <= 50 else gettext("The name is longer than 50 characters. Make it shorter.")


def line_of(root: Path, slug: str, key: str) -> int:
    """The line of a stop's stop.toml on which a key stands."""
    return TomlLines((root / "stops" / slug / stop_file.NAME).read_text()).of((key,))

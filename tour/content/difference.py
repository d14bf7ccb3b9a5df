"""What loading a folder would do, before it is done: told by stop, in the words of the folder."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from dataclasses import replace as with_other
from pathlib import Path
from typing import TypeVar

from tour.content.desk_edits import DeskEdit, replaced
from tour.content.media_loading import picture_path
from tour.content.reading import read
from tour.content.taking import take_head, take_stops
from tour.content.values import ClaimEntry, PictureEntry, RouteEntry, StopFolder, TourHead
from tour.models import Stop, Tour

Follower = TypeVar("Follower", ClaimEntry, RouteEntry, TourHead)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopChange:
    """A stop told otherwise than in the tables: languages whose words differ; other things by the folder's names;
    files that it has under the same name, with other bytes."""

    number: int
    slug: str
    languages: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What loading would do. `new_tour`: there is none of this slug yet; `head` names parts of tour.toml and its
    neighbours that differ; `retired` are stops that the folder lacks (number, slug); `edited` are words of the desk
    that the folder's take the place of; `before` is a hash of all that is replaced: the same only where it still is
    what was compared."""

    tour: str
    new_tour: bool
    head: tuple[str, ...]
    added: tuple[StopChange, ...]
    changed: tuple[StopChange, ...]
    retired: tuple[tuple[int, str], ...]
    edited: tuple[DeskEdit, ...]
    before: str

    @property
    def nothing(self) -> bool:
        """Whether loading would change nothing."""
        return not (self.new_tour or self.head or self.added or self.changed or self.retired)


@dataclass(frozen=True, slots=True)
class _Had:
    """A stop (its primary key) as the tables have it; by each picture's own name that of its file below
    media/pictures/, by each recording's language its SHA-256."""

    pk: int
    stop: StopFolder
    pictures: dict[str, str]
    recordings: dict[str, str]


def difference(root: Path) -> Difference:
    """Compare a folder with the tables; raises `FolderRefused` with every fault of the folder."""
    folder = read(root)
    tour = Tour.objects.filter(slug=folder.head.slug).first()
    had = {} if tour is None else {stop.slug: _had(row, stop) for row, stop in take_stops(tour)}
    added, changed = [], []
    reworded: dict[int, tuple[StopFolder, StopFolder]] = {}
    for stop in folder.stops:
        before = had.get(stop.slug)
        if before is None:
            added.append(StopChange(number=stop.number, slug=stop.slug, languages=tuple(stop.words)))
        elif change := _change(root, before, stop):
            changed.append(change)
            reworded[before.pk] = (before.stop, stop)
    gone = [before for slug, before in had.items() if slug not in folder.numbers]
    head = () if tour is None else _differing(_head(tour, folder.head), folder.head)
    replacing = (had[stop.slug] for stop in changed)
    return Difference(
        tour=folder.head.slug,
        new_tour=tour is None,
        head=head,
        added=tuple(added),
        changed=tuple(changed),
        retired=tuple(sorted((before.stop.number, before.stop.slug) for before in gone)),
        edited=tuple(replaced(reworded)),
        before=_hash([take_head(tour) if tour and head else None, *replacing, *gone]),
    )


def _hash(values: Iterable[object]) -> str:
    return hashlib.sha256("\n".join(map(repr, values)).encode()).hexdigest()


def _had(row: Stop, stop: StopFolder) -> _Had:
    return _Had(
        row.pk,
        _comparable(stop),
        {picture.name: picture.file for picture in row.pictures.all()},
        {made.language: made.sha256 for made in row.recordings.all()},
    )


def _change(root: Path, had: _Had, stop: StopFolder) -> StopChange | None:
    """What differs; None where nothing does."""
    before = with_other(had.stop, claims=_as_stated(had.stop.claims, stop.claims))
    after = _comparable(stop)
    codes = [code for code in {**before.words, **after.words} if before.words.get(code) != after.words.get(code)]
    facts = [name for name in _differing(before, after) if name != "words"]
    files = tuple(_replaced(root / "stops" / stop.slug, had, stop))
    if not (codes or facts or files):
        return None
    return StopChange(number=after.number, slug=after.slug, languages=tuple(codes), facts=tuple(facts), files=files)


def _replaced(below: Path, had: _Had, stop: StopFolder) -> Iterator[str]:
    """The pictures and recordings that the stop has already, with other bytes."""
    for picture in stop.pictures:
        if had.pictures.get(picture.file) not in (None, picture_path(picture)):
            yield picture.file
    for code, entry in stop.recordings.items():
        name = f"{code}.recording.{entry.extension}"
        if code in had.recordings and had.recordings[code] != _sha256(below / name):
            yield name


def _differing(before: StopFolder | TourHead, after: StopFolder | TourHead) -> tuple[str, ...]:
    return tuple(one.name for one in fields(before) if getattr(before, one.name) != getattr(after, one.name))


def _comparable(stop: StopFolder) -> StopFolder:
    """Without what only one side knows (a picture's size and hash)."""
    return with_other(stop, pictures=tuple(map(_plain, stop.pictures)))


def _head(tour: Tour, other: TourHead) -> TourHead:
    """The tables' head of the tour, as far as it can differ from the folder's."""
    head = take_head(tour)
    [stated] = _as_stated((head,), (other,))
    return with_other(stated, routes=_as_stated(head.routes, other.routes))


def _as_stated(before: tuple[Follower, ...], after: tuple[Follower, ...]) -> tuple[Follower, ...]:
    """What the tables hold, stale translations named where the folder names them: elsewhere loading changes none."""
    stated = {_name(one): one.made_from for one in after}
    return tuple(
        with_other(
            one, made_from={code: text for code, text in one.made_from.items() if code in stated.get(_name(one), ())}
        )
        for one in before
    )


def _name(of: ClaimEntry | RouteEntry | TourHead) -> str:
    return of.key if isinstance(of, ClaimEntry) else of.slug


def _plain(picture: PictureEntry) -> PictureEntry:
    return with_other(picture, sha256="", width=0, height=0)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

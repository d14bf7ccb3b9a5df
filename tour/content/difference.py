"""What loading a folder would do, before it is done: told by stop, in the words of the folder."""

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TypeVar

from tour.content.reading import read
from tour.content.taking import take_head, take_stops
from tour.content.values import ClaimEntry, PictureEntry, RouteEntry, StopFolder, TourHead
from tour.models import Tour

Follower = TypeVar("Follower", ClaimEntry, RouteEntry, TourHead)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopChange:
    """A stop told otherwise than in the tables: languages whose words differ; other things by the folder's names."""

    number: int
    slug: str
    languages: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What loading would do. `new_tour`: there is none of this slug yet; `head` names parts of tour.toml and its
    neighbours that differ; `retired` are stops that the folder lacks (number, slug)."""

    tour: str
    new_tour: bool
    head: tuple[str, ...]
    added: tuple[StopChange, ...]
    changed: tuple[StopChange, ...]
    retired: tuple[tuple[int, str], ...]

    @property
    def nothing(self) -> bool:
        """Whether loading would change nothing."""
        return not (self.new_tour or self.head or self.added or self.changed or self.retired)


def difference(root: Path) -> Difference:
    """Compare a folder with the tables; raises `FolderRefused` with every fault of the folder."""
    folder = read(root)
    tour = Tour.objects.filter(slug=folder.head.slug).first()
    had = {} if tour is None else {stop.slug: _comparable(stop) for _, stop in take_stops(tour)}
    added, changed = [], []
    for stop in map(_comparable, folder.stops):
        before = had.get(stop.slug)
        if before is None:
            added.append(StopChange(number=stop.number, slug=stop.slug, languages=tuple(stop.words)))
        elif (before := replace(before, claims=_as_stated(before.claims, stop.claims))) != stop:
            changed.append(_change(before, stop))
    gone = [(stop.number, slug) for slug, stop in had.items() if slug not in folder.numbers]
    return Difference(
        tour=folder.head.slug,
        new_tour=tour is None,
        head=() if tour is None else _differing(_head(tour, folder.head), folder.head),
        added=tuple(added),
        changed=tuple(changed),
        retired=tuple(sorted(gone)),
    )


def _change(before: StopFolder, after: StopFolder) -> StopChange:
    codes = [code for code in {**before.words, **after.words} if before.words.get(code) != after.words.get(code)]
    facts = [name for name in _differing(before, after) if name != "words"]
    return StopChange(number=after.number, slug=after.slug, languages=tuple(codes), facts=tuple(facts))


def _differing(before: StopFolder | TourHead, after: StopFolder | TourHead) -> tuple[str, ...]:
    return tuple(one.name for one in fields(before) if getattr(before, one.name) != getattr(after, one.name))


def _comparable(stop: StopFolder) -> StopFolder:
    """Without what only one side knows (a picture's size and hash)."""
    return replace(stop, pictures=tuple(map(_plain, stop.pictures)))


def _head(tour: Tour, other: TourHead) -> TourHead:
    """The tables' head of the tour, as far as it can differ from the folder's."""
    head = take_head(tour)
    [stated] = _as_stated((head,), (other,))
    return replace(stated, routes=_as_stated(head.routes, other.routes))


def _as_stated(before: tuple[Follower, ...], after: tuple[Follower, ...]) -> tuple[Follower, ...]:
    """What the tables hold, stale translations named where the folder names them: elsewhere loading changes none."""
    stated = {_name(one): one.made_from for one in after}
    return tuple(
        replace(
            one, made_from={code: text for code, text in one.made_from.items() if code in stated.get(_name(one), ())}
        )
        for one in before
    )


def _name(of: ClaimEntry | RouteEntry | TourHead) -> str:
    return of.key if isinstance(of, ClaimEntry) else of.slug


def _plain(picture: PictureEntry) -> PictureEntry:
    return replace(picture, sha256="", width=0, height=0)

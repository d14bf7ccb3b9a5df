"""What loading a folder would do, before it is done: told by stop, in the words of the folder."""

from dataclasses import dataclass, fields, replace
from pathlib import Path

from tour.content.reading import read
from tour.content.taking import take_head, take_stops
from tour.content.values import PictureEntry, StopFolder, TourHead
from tour.models import Tour


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
        elif before != stop:
            changed.append(_change(before, stop))
    gone = [(stop.number, slug) for slug, stop in had.items() if slug not in folder.numbers]
    return Difference(
        tour=folder.head.slug,
        new_tour=tour is None,
        head=() if tour is None else _differing(take_head(tour), folder.head),
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


def _plain(picture: PictureEntry) -> PictureEntry:
    return replace(picture, sha256="", width=0, height=0)

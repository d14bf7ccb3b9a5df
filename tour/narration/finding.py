"""What sound there is and what is missing, told from rows and keys alone, for any number of narrations at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from typing import TypeVar

from django.db.models import Q
from django.utils import timezone

from tour.models import Segment, Track
from tour.narration import files
from tour.narration.ladder import Ladder, Originals, Rung, ladders
from tour.narration.values import Heard, Silence, Wanted

# Keys in one query: well below the number of variables any SQLite takes.
_CHUNK = 20_000
_Known = TypeVar("_Known")


def find(wanted: Sequence[Wanted], read: Originals | None = None) -> list[Heard | Silence]:
    """The best track there is for each narration, or why there is none; as many queries for one as for a thousand.

    `read` are the recordings of these narrations, where the caller has them already.
    """
    asked = ladders(wanted, read=read)
    reached = _climb(asked, _tracks, stop_at=lambda _: False)
    lost = _failed_keys(wanted, Q(permanent=True)) if None in reached else frozenset()
    return [_answer(ladder, found, lost) for ladder, found in zip(asked, reached, strict=True)]


def lacking(
    wanted: Sequence[Wanted], *, voices: Sequence[str] | None = None, offline_only: bool = False
) -> list[Wanted]:
    """Those for which `make` with the same options would have something to do now."""
    asked = ladders(wanted, voices)
    blocked = _failed_keys(wanted, _blocked())
    tried = _Tried(blocked, offline_only=offline_only)
    reached = _climb(asked, _whole, stop_at=tried.may_be)
    return [one for one, found in zip(wanted, reached, strict=True) if found and found[1] is None]


def is_whole(key: str) -> bool:
    """Whether a track has its row and both its files."""
    return key in _whole([key])


class _Tried:
    """Which rungs can be tried now; asks each voice only once whether it rests."""

    def __init__(self, blocked: frozenset[str], *, offline_only: bool) -> None:
        self._blocked, self._offline_only = blocked, offline_only
        self._resting: dict[str, bool] = {}

    def may_be(self, rung: Rung) -> bool:
        """Whether a try could succeed: the voice is asked for and awake, no sentence waits for its next time."""
        if rung.recorded and not files.exists(files.recording_path(rung.file)):
            return False
        if rung.voice is None:
            return True
        if not rung.can_be_made or (self._offline_only and rung.voice.needs_network):
            return False
        if rung.voice.name not in self._resting:
            self._resting[rung.voice.name] = rung.voice.resting() is not None
        if self._resting[rung.voice.name]:
            return False
        return self._blocked.isdisjoint(rung.segment_keys())


def _climb(
    asked: Sequence[Ladder], known: Callable[[Iterable[str]], Mapping[str, _Known]], stop_at: Callable[[Rung], bool]
) -> list[tuple[int, _Known | None] | None]:
    """For each ladder its first rung that is known, as (rank, what is known), or (rank, None) where `stop_at` says so.

    All ladders climb together: one question to `known` a rank.
    """
    reached: list[tuple[int, _Known | None] | None] = [None] * len(asked)
    climbing = list(range(len(asked)))
    for rank in count():
        keys = {at: asked[at].rungs[rank].key() for at in climbing if rank < len(asked[at].rungs)}
        if not keys:
            return reached
        there = known(dict.fromkeys(keys.values()))
        climbing = []
        for at, key in keys.items():
            if key in there:
                reached[at] = rank, there[key]
            elif stop_at(asked[at].rungs[rank]):
                reached[at] = rank, None
            else:
                climbing.append(at)
    raise AssertionError  # count() has no end


def _answer(ladder: Ladder, found: tuple[int, Track | None] | None, lost: frozenset[str]) -> Heard | Silence:
    if found and (track := found[1]):
        rank = found[0]
        rung = ladder.rungs[rank]
        # The same voice's take from before stands in for nobody.
        better = any(one.can_be_made and one.voice is not rung.voice for one in ladder.rungs[:rank])
        stand_in = better and not rung.recorded
        return Heard(track=track, recorded=rung.recorded, stand_in=stand_in, prefaced=rung.prefaced)
    able = [rung for rung in ladder.rungs if rung.can_be_made]
    if not any(text.strip() for paragraph in ladder.wanted.paragraphs for text in paragraph):
        return Silence.NO_WORDS
    if not able:
        return Silence.NO_VOICE
    return Silence.FAILED if all(_is_lost(rung, lost) for rung in able) else Silence.WAITING


def _is_lost(rung: Rung, lost: frozenset[str]) -> bool:
    """Whether trying the voice again cannot help."""
    if rung.voice is None:
        return False
    return not lost.isdisjoint(rung.segment_keys())


def _blocked() -> Q:
    return Q(permanent=True) | Q(retry_at__gt=timezone.now())


def _failed_keys(wanted: Sequence[Wanted], which: Q) -> frozenset[str]:
    """Keys of failed segments in the languages of these narrations."""
    rows = Segment.objects.filter(which, status=Segment.Status.FAILED, language__in={one.language for one in wanted})
    return frozenset(rows.values_list("key", flat=True))


def _tracks(keys: Iterable[str]) -> dict[str, Track]:
    return {row.key: row for chunk in _chunks(keys) for row in Track.objects.filter(key__in=chunk)}


def _whole(keys: Iterable[str]) -> dict[str, bool]:
    """The keys of tracks that have a row and both files."""
    rows = (
        key for chunk in _chunks(keys) for key in Track.objects.filter(key__in=chunk).values_list("key", flat=True)
    )
    return {key: True for key in rows if files.exists(files.opus_path(key)) and files.exists(files.mp3_path(key))}


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk

"""When each sentence is heard: as WebVTT for players, and found for a person's recording."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

Cues = list[list[int]]
# A digit is read as a word: it counts as so many letters.
_DIGIT = 3

# How far a sentence may be from its share of the speech before it costs as much as a long pause (a part, and ms).
_LOOSE, _LOOSE_MS = 0.25, 250
# A pause of this length (ms) speaks most for the end of a sentence; longer ones no more.
_LONG_PAUSE_MS = 700
_PAUSE_WORTH = 3.0
# A boundary is looked for within this part of the whole (and at least so many ms) around its share.
_REACH, _REACH_MS = 0.15, 8000


def webvtt(sentences: Iterable[tuple[str, int, int]]) -> str:
    """A WebVTT file of (text, start_ms, end_ms), in order; sentences without a length are left out."""
    parts = ["WEBVTT\n"]
    for text, start, end in sentences:
        if end > start:
            parts.append(f"{_time(start)} --> {_time(end)}\n{_escaped(text)}\n")
    return "\n".join(parts)


def length(text: str) -> int:
    """How long a sentence takes to say, in letters; 0 where it holds nothing to say."""
    return sum(_DIGIT if character.isdigit() else 1 for character in text if character.isalnum())


def by_shares(lengths: Sequence[int], duration_ms: int) -> Cues:
    """[start_ms, end_ms] of each sentence by its share of the whole alone."""
    total = sum(lengths) or 1
    edges = [round(sum(lengths[:at]) / total * duration_ms) for at in range(len(lengths) + 1)]
    return [[start, end] for start, end in pairwise(edges)]


def beside_recording(lengths: Sequence[int], duration_ms: int, pauses: Sequence[tuple[int, int]]) -> Cues:
    """[start_ms, end_ms] of each sentence of a recording, from their lengths (see `length`) and the pauses heard.

    Each sentence is expected to last its share of the time in which somebody speaks. Of all ways to
    put the boundaries into pauses, in order, the one is taken that strays least and uses the longest
    pauses. Where somebody runs on without a pause, the place that the shares give stands.
    """
    inner = [pause for pause in pauses if pause[0] > 0 and pause[1] < duration_ms]
    first, last = ends(pauses, duration_ms)
    if len(lengths) < 2:
        return [[first, last] for _ in lengths]
    chosen = _chosen(lengths, first, last, inner)
    if chosen is None:
        return by_shares(lengths, duration_ms)
    edges = [(first, first), *chosen, (last, last)]
    return [[before[1], after[0]] for before, after in pairwise(edges)]


def ends(pauses: Sequence[tuple[int, int]], duration_ms: int) -> tuple[int, int]:
    """Where the first word begins and the last one ends: without the pauses at both ends, if there are any."""
    first = next((end for start, end in pauses if start <= 0 and end < duration_ms), 0)
    last = next((start for start, end in reversed(pauses) if end >= duration_ms and start > first), duration_ms)
    return first, last


def fault(cues: object, sentences: int, duration_ms: int) -> int | None:
    """The place (from 0) of the first sentence whose cue cannot be meant, or None where all can.

    There is one [start, end] a sentence, whole milliseconds, none begins before the one before has
    ended, and none ends after the sound.
    """
    if not isinstance(cues, list) or len(cues) != sentences:
        return 0
    before = 0
    for place, cue in enumerate(cues):
        if not (isinstance(cue, list) and len(cue) == 2 and all(type(edge) is int for edge in cue)):
            return place
        start, end = cue
        if not before <= start <= end <= duration_ms:
            return place
        before = end
    return None


def _chosen(
    lengths: Sequence[int], first: int, last: int, pauses: Sequence[tuple[int, int]]
) -> list[tuple[int, int]] | None:
    """The pause (or point) at each boundary between sentences; None where there is no way through.

    A shortest path: from boundary to boundary, each step a sentence.
    """
    paused = sum(end - start for start, end in pauses)
    speech = max(1, last - first - paused)
    shares = [of_one / (sum(lengths) or 1) * speech for of_one in lengths]
    places = [sum(shares[:at]) for at in range(1, len(shares))]
    points = _points(places, first, pauses)
    reach = max(_REACH_MS, _REACH * speech)
    # For each way's last point: (cost, points so far). Points are (speech before it, start, end).
    ways: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
    for place, share in zip(places, shares, strict=False):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        near = [at for at, point in enumerate(points) if abs(point[0] - place) <= reach]
        for last_used, (cost, taken) in ways.items():
            said = points[last_used][0] if last_used >= 0 else 0.0
            for at in near:
                if at <= last_used or points[at][0] < said:
                    continue
                now = cost + _strays(points[at][0] - said, share) - _worth(points[at])
                if at not in following or now < following[at][0]:
                    following[at] = now, (*taken, at)
        ways = following
    ends = [(cost + _strays(speech - points[at][0], shares[-1]), taken) for at, (cost, taken) in ways.items()]
    return [(points[at][1], points[at][2]) for at in min(ends)[1]] if ends else None


def _points(places: Sequence[float], first: int, pauses: Sequence[tuple[int, int]]) -> list[tuple[float, int, int]]:
    """All that a boundary may be put at, in order: every pause, and the place of each share should none be near."""
    points, said, at = [], 0.0, first
    rest = list(places)
    for start, end in [*pauses, (1 << 40, 1 << 40)]:
        while rest and rest[0] <= said + start - at:
            here = round(at + rest[0] - said)
            points.append((rest.pop(0), here, here))
        said, at = said + start - at, end
        points.append((said, start, end))
    return points[:-1]


def _strays(said: float, share: float) -> float:
    return float(((said - share) / (_LOOSE * share + _LOOSE_MS)) ** 2)


def _worth(point: tuple[float, int, int]) -> float:
    return _PAUSE_WORTH * min(1.0, (point[2] - point[1]) / _LONG_PAUSE_MS)


def _time(ms: int) -> str:
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"


def _escaped(text: str) -> str:
    """The text as a cue's payload: one line, no markup, no arrow."""
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

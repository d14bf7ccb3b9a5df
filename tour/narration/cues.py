"""When each sentence is heard: as WebVTT for players, and guessed for a person's recording."""

from collections.abc import Iterable, Sequence
from itertools import pairwise


def webvtt(sentences: Iterable[tuple[str, int, int]]) -> str:
    """A WebVTT file of (text, start_ms, end_ms), in order; sentences without a length are left out."""
    parts = ["WEBVTT\n"]
    for text, start, end in sentences:
        if end > start:
            parts.append(f"{_time(start)} --> {_time(end)}\n{_escaped(text)}\n")
    return "\n".join(parts)


def beside_recording(lengths: Sequence[int], duration_ms: int, pauses: Sequence[tuple[int, int]]) -> list[list[int]]:
    """[start_ms, end_ms] of each sentence of a recording, from their lengths in characters and the pauses heard.

    Each boundary between sentences is expected where its share of the characters ends; of the
    pauses, in order, those are taken that lie nearest and are longest. Where there are fewer
    pauses than boundaries, the expected places stand.
    """
    total = sum(lengths) or 1
    shares = [sum(lengths[:at]) / total for at in range(1, len(lengths))]
    expected = [round(share * duration_ms) for share in shares]
    chosen = _chosen(expected, pauses) if len(pauses) >= len(expected) else [(at, at) for at in expected]
    edges = [(0, 0), *chosen, (duration_ms, duration_ms)]
    return [[before[1], after[0]] for before, after in pairwise(edges)]


def _chosen(expected: Sequence[int], pauses: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """One pause for each expected place, in order, at the least sum of distances; a long pause may lie farther off."""
    # best[j]: (cost, pauses chosen) of the places so far when the last one uses a pause before index j.
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (len(pauses) + 1)
    for place in expected:
        following: list[tuple[float, tuple[int, ...]]] = [(float("inf"), ())]
        for index, (start, end) in enumerate(pauses):
            cost, taken = best[index]
            with_this = cost + abs((start + end) / 2 - place) - 2 * (end - start)
            following.append(min(following[-1], (with_this, (*taken, index))))
        best = following
    return [pauses[index] for index in best[-1][1]]


def _time(ms: int) -> str:
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"


def _escaped(text: str) -> str:
    """The text as a cue's payload: one line, no markup, no arrow."""
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

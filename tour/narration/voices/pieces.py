"""A sentence in pieces that a service takes in one call, cut where a reader would breathe."""

import re

from tour.narration.clusters import last_cut, may_cut

# Never inside a number (“35,000”, “1975–1979”, “10:30”).
_CLAUSE = re.compile(r"(?!(?<=\d)[,:—–]\d)[,;:—–،؛、，；：។៖]+[\"'”’»›)]*\s*|\s[-–—]\s")
_SPACE = re.compile(r"[\s\u200b]+")


def pieces(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` characters: cut after a clause, else at a space, else between clusters."""
    found, rest = [], text.strip()
    while len(rest) > limit:
        at = _best(rest, limit)
        found.append(rest[:at].strip())
        rest = rest[at:].strip()
    return [piece for piece in [*found, rest] if piece]


def _best(text: str, limit: int) -> int:
    """Where to cut: the last clause mark in the second half, the last space in the last two thirds, a cluster."""
    for pattern, least in ((_CLAUSE, limit // 2), (_SPACE, limit // 3)):
        ends = [found.end() for found in pattern.finditer(text[: limit + 1]) if least <= found.end() <= limit]
        if allowed := [end for end in ends if may_cut(text, end)]:
            return allowed[-1]
    return last_cut(text, limit)

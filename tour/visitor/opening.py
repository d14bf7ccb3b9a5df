"""The beginning of a stop's sound inside its page: as much as one TCP initial window leaves room for."""

import base64
from pathlib import Path

import brotli
from django.conf import settings

from tour.edition import Sound
from tour.visitor.cues import seconds

# One initial window of ten segments, less response headers, TLS records and handshake.
BUDGET_BYTES = 14_600 - 1_900
LEAST_MS = 2_000
# Base64 of sound takes a little less than the sound itself after brotli: WebM's own frame repeats.
_COST = 0.96
_EMPTY = '<script type="text/plain" id="opening"></script>'


def compressed(page: str) -> bytes:
    """The page as brotli, quality 11."""
    return bytes(brotli.compress(page.encode(), mode=brotli.MODE_TEXT, quality=11))


def carry(page: str, sound: Sound) -> tuple[str, bytes]:
    """The page with the longest opening that the budget allows, and the same compressed.

    At least two seconds travel even where that breaks the budget: the caller looks.
    Raises `OSError` where the track's file is not there.
    """
    largest = max(size for size, _ in sound.openings)
    with (Path(settings.MEDIA_ROOT) / sound.opus.path).open("rb") as track:
        beginning = track.read(largest)
    sizes = _candidates(sound)
    room = (BUDGET_BYTES - len(compressed(page))) / _COST
    index = max((i for i, size in enumerate(sizes) if size <= room), default=0)
    best = _filled(page, sound, beginning[: sizes[index]])
    if len(best[1]) <= BUDGET_BYTES:
        return _longer(page, sound, beginning, sizes[index + 1 :], best)
    for size in reversed(sizes[:index]):
        best = _filled(page, sound, beginning[:size])
        if len(best[1]) <= BUDGET_BYTES:
            return best
    return best


def _candidates(sound: Sound) -> list[int]:
    """The sizes, rising, of openings that hold at least two seconds; the longest there is if none does."""
    enough = [size for size, ms in sound.openings if ms >= LEAST_MS]
    return enough or [sound.openings[-1][0]]


def _longer(page: str, sound: Sound, beginning: bytes, sizes: list[int], best: tuple[str, bytes]) -> tuple[str, bytes]:
    """The longest opening beyond the one in hand that still fits."""
    for size in sizes:
        longer = _filled(page, sound, beginning[:size])
        if len(longer[1]) > BUDGET_BYTES:
            break
        best = longer
    return best


def _filled(page: str, sound: Sound, beginning: bytes) -> tuple[str, bytes]:
    block = (
        f'<script type="text/plain" id="opening" data-bytes="{len(beginning)}" data-total="{sound.opus.size_bytes}"'
        f' data-duration="{seconds(sound.duration_ms)}">{base64.b64encode(beginning).decode()}</script>'
    )
    text = page.replace(_EMPTY, block, 1)
    return text, compressed(text)

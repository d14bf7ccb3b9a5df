"""The beginning of a stop's sound inside its page: as much as one TCP initial window leaves room for."""

import base64
from pathlib import Path

import brotli
from django.conf import settings

from tour.edition import Sound
from tour.visitor.cues import seconds

# One initial window of ten segments, less response headers, TLS records and handshake.
BUDGET_BYTES = 14_600 - 2_000
LEAST_MS = 2_000
# Base64 of sound takes a little less than the sound itself after brotli: WebM's own frame repeats.
_COST = 0.96
_EMPTY = '<script type="text/plain" id="opening"></script>'


def compressed(page: str) -> bytes:
    """The page as brotli, quality 11."""
    return bytes(brotli.compress(page.encode(), mode=brotli.MODE_TEXT, quality=11))


def overfull(squeezed: bytes, sound: Sound | None) -> bool:
    """Whether a page without sound, compressed to these bytes, leaves no room for two seconds of its sound."""
    least = _candidates(sound)[0] * _COST if sound else 0
    return len(squeezed) + least > BUDGET_BYTES


def carry(page: str, squeezed: bytes, sound: Sound) -> tuple[str, bytes]:
    """The page with the longest opening that the budget allows, and the same compressed.

    `squeezed` is the page as it is given, compressed. At least two seconds travel even where that
    breaks the budget: the caller looks. Raises `OSError` where the track's file is not there.
    """
    sizes = _candidates(sound)
    with (Path(settings.MEDIA_ROOT) / sound.opus.path).open("rb") as track:
        beginning = track.read(sizes[-1])
    # Compressing is nearly all the work of publishing, so each try starts from what the last one came to.
    room = (BUDGET_BYTES - len(squeezed)) / _COST
    index = _fitting(sizes, room)
    best = _filled(page, sound, beginning[: sizes[index]])
    while len(best[1]) > BUDGET_BYTES and index:
        index = min(index - 1, _fitting(sizes, sizes[index] - (len(best[1]) - BUDGET_BYTES) / _COST))
        best = _filled(page, sound, beginning[: sizes[index]])
    return best


def _fitting(sizes: list[int], room: float) -> int:
    """The place of the largest size within the room; 0 where none is."""
    return max((i for i, size in enumerate(sizes) if size <= room), default=0)


def _candidates(sound: Sound) -> list[int]:
    """The sizes, rising, of openings that hold at least two seconds; the longest there is if none does."""
    enough = [size for size, ms in sound.openings if ms >= LEAST_MS]
    return enough or [sound.openings[-1][0]]


def _filled(page: str, sound: Sound, beginning: bytes) -> tuple[str, bytes]:
    block = (
        f'<script type="text/plain" id="opening" data-bytes="{len(beginning)}" data-total="{sound.opus.size_bytes}"'
        f' data-duration="{seconds(sound.duration_ms)}">{base64.b64encode(beginning).decode()}</script>'
    )
    text = page.replace(_EMPTY, block, 1)
    return text, compressed(text)

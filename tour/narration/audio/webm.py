"""Reads the WebM files we write: how much sound the first so many bytes hold.

A few lines of EBML (RFC 8794) and Matroska (RFC 9559), no more than our own files need.
"""

from collections.abc import Iterator

_SEGMENT, _CLUSTER, _TIMESTAMP, _SIMPLE_BLOCK, _BLOCK_GROUP, _BLOCK = 0x18538067, 0x1F43B675, 0xE7, 0xA3, 0xA0, 0xA1
_INFO, _TRACKS, _TRACK_ENTRY, _CODEC_DELAY = 0x1549A966, 0x1654AE6B, 0xAE, 0x56AA
_INSIDE = frozenset({_SEGMENT, _INFO, _CLUSTER, _TRACKS, _TRACK_ENTRY, _BLOCK_GROUP})
# Opus frames as `encode.webm` makes them, in milliseconds.
FRAME_MS = 60


class NotWebm(ValueError):
    """The bytes are not a WebM file as we write them."""


def openings(data: bytes, up_to_ms: int = 15_000) -> list[list[int]]:
    """Rising [bytes, ms] pairs, one a block: the file's first `bytes` hold `ms` of sound. Raises `NotWebm`."""
    pairs: list[list[int]] = []
    delay_ms, cluster_ms = 0.0, 0
    for element, start, end in elements(data):
        if element == _CODEC_DELAY:
            delay_ms = int.from_bytes(data[start:end]) / 1e6
        elif element == _TIMESTAMP:
            cluster_ms = int.from_bytes(data[start:end])
        elif element in (_SIMPLE_BLOCK, _BLOCK):
            _, after = _number(data, start, keep_marker=False)
            block_ms = cluster_ms + int.from_bytes(data[after : after + 2], signed=True)
            if block_ms >= up_to_ms:
                break
            # Players drop the codec's delay before the first sample.
            pairs.append([end, max(0, int(block_ms + FRAME_MS - delay_ms))])
    if not pairs:
        raise NotWebm("There is no sound in the file.")
    return pairs


def elements(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, int]]:
    """Every element as (id, start, end) of its content, in file order, those inside masters after their master."""
    end = len(data) if end is None else end
    while start < end:
        element, after = _number(data, start, keep_marker=True)
        size, content = _number(data, after, keep_marker=False)
        stop = content + size
        if stop > end:
            raise NotWebm(f"An element at byte {start} ends beyond the file.")
        yield element, content, stop
        if element in _INSIDE:
            yield from elements(data, content, stop)
        start = stop


def _number(data: bytes, at: int, *, keep_marker: bool) -> tuple[int, int]:
    """A variable-size integer at `at`, and where it ends; ids keep their length marker."""
    if at >= len(data) or not data[at]:
        raise NotWebm(f"There is no number at byte {at}.")
    length = 9 - data[at].bit_length()
    if at + length > len(data):
        raise NotWebm(f"The number at byte {at} is cut off.")
    value = int.from_bytes(data[at : at + length])
    return value if keep_marker else value & ((1 << 7 * length) - 1), at + length

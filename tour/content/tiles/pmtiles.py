"""One file of map tiles, read and checked: PMTiles, version 3 of its public specification (by Protomaps).

A header of 127 bytes, directories that say where each tile's bytes lie, and those bytes. Taken is only what every
phone can show: pictures, and directories that a browser unpacks by itself.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_HEADER_BYTES = 127
# Offset and length of root, metadata, leaves and tiles; three counts; then a byte each: whether the tiles are in
# order, how directories are packed, how tiles are, what tiles are, the farthest and the closest zoom.
_HEADER = struct.Struct("<7sB8Q3Q6B")
# Header and root lie within this, so that a reader has both with one request.
_BEGINNING = 16_384
_PLAIN, _GZIP = 1, 2
_KINDS = {2: "PNG", 3: "JPEG", 4: "WebP", 5: "AVIF"}
_VECTOR = frozenset({1, 6})
# Two metres a tile; numbers of tiles beyond zoom 26 are more than JavaScript counts exactly.
_CLOSEST = 24
# A root and three levels of leaves: writers make one.
_DEEPEST = 4
_MOST_ENTRIES = 200_000
# All directories together, unpacked: that many entries come to less.
_MOST_UNPACKED = 4_000_000


class NotTiles(Exception):
    """The bytes are no archive that visitors' phones could draw; the message is a code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What an archive holds: how its pictures are made, how many places it covers, its farthest and closest zoom."""

    kind: str
    tiles: int
    min_zoom: int
    max_zoom: int


class _Entry(NamedTuple):
    """The tiles `first` to `first + run - 1` have these bytes; with a run of 0 the bytes are a directory."""

    first: int
    run: int
    length: int
    offset: int


def read(body: bytes) -> Archive:
    """What the archive holds, once all of its directories and the head of every tile are as they should be.

    Raises `NotTiles`: `other`, `vector`, `kind`, `compression`, `packed`, `damaged`, `empty` or `many`.
    """
    if len(body) < _HEADER_BYTES or body[:8] != b"PMTiles\x03":
        raise NotTiles("other")
    _magic, _version, *numbers = _HEADER.unpack_from(body)
    internal, packed, kind, min_zoom, max_zoom = numbers[12:]
    if kind not in _KINDS:
        raise NotTiles("vector" if kind in _VECTOR else "kind")
    if internal not in {_PLAIN, _GZIP}:
        raise NotTiles("compression")
    if packed > _PLAIN:  # 0 stands for unknown: the heads of the tiles tell
        raise NotTiles("packed")
    if not min_zoom <= max_zoom <= _CLOSEST or numbers[0] + numbers[1] > _BEGINNING:
        raise NotTiles("damaged")
    root, leaves, data = (_section(memoryview(body), *numbers[at : at + 2]) for at in (0, 4, 6))
    tiles = _Tiles(gzipped=internal == _GZIP, leaves=leaves, data=data)
    for entry in tiles.entries(root, _DEEPEST):
        tiles.count(entry)
    if not tiles.counted:
        raise NotTiles("empty")
    return Archive(kind=_KINDS[kind], tiles=tiles.counted, min_zoom=min_zoom, max_zoom=max_zoom)


class _Tiles:
    """Goes through the directories, and holds what they say against the file."""

    def __init__(self, *, gzipped: bool, leaves: memoryview, data: memoryview) -> None:
        self._gzipped, self._leaves, self._data = gzipped, leaves, data
        self._unpacked_bytes = self._entries = self._next = self.counted = 0

    def entries(self, directory: memoryview, deep: int) -> Iterator[_Entry]:
        """The entries that are tiles, of this directory and those below it, by their numbers."""
        for entry in _entries(self._unpacked(directory), _MOST_ENTRIES - self._entries):
            self._entries += 1
            if entry.run:
                yield entry
            elif deep > 1:
                yield from self.entries(_section(self._leaves, entry.offset, entry.length), deep - 1)
            else:
                raise NotTiles("damaged")

    def count(self, entry: _Entry) -> None:
        """Take one entry into account: after all before it, inside the file, and a picture."""
        picture = _section(self._data, entry.offset, entry.length)
        if entry.first < self._next or not _is_picture(bytes(picture[:12])):
            raise NotTiles("damaged")
        self._next = entry.first + entry.run
        self.counted += entry.run

    def _unpacked(self, directory: memoryview) -> memoryview | bytes:
        found: memoryview | bytes = directory
        if self._gzipped:
            unpacking = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
            try:
                found = unpacking.decompress(directory, _MOST_UNPACKED)
            except zlib.error as error:
                raise NotTiles("damaged") from error
            if not (unpacking.eof or len(found) == _MOST_UNPACKED):
                raise NotTiles("damaged")
        self._unpacked_bytes += len(found)
        if self._unpacked_bytes >= _MOST_UNPACKED:
            raise NotTiles("many")
        return found


def _section(body: memoryview, offset: int, length: int) -> memoryview:
    if offset + length > len(body):
        raise NotTiles("damaged")
    return body[offset : offset + length]


def _entries(directory: memoryview | bytes, most: int) -> Iterator[_Entry]:
    """A directory: how many entries, then all numbers (each beyond the one before), all runs, lengths, offsets."""
    values = _varints(directory)
    count = next(values, 0)
    if count > most:
        raise NotTiles("many")
    numbers = [value for _, value in zip(range(4 * count), values, strict=False)]
    if len(numbers) < 4 * count:
        raise NotTiles("damaged")
    first = end = 0
    columns = (numbers[at : at + count] for at in range(0, 4 * count, count or 1))
    for beyond, run, length, offset in zip(*columns, strict=True):
        first += beyond
        # An offset of 0 says: just behind the one before; any other is one too large.
        start = offset - 1 if offset else end
        end = start + length
        if not length:
            raise NotTiles("damaged")
        yield _Entry(first, run, length, start)


def _varints(directory: memoryview | bytes) -> Iterator[int]:
    """Whole numbers of seven bits a byte, the lowest first, the eighth bit on all but the last; cut ones are left."""
    value = shift = 0
    for byte in directory:
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            yield value
            value = shift = 0
        else:
            shift += 7
            if shift > 63:
                raise NotTiles("damaged")


def _is_picture(head: bytes) -> bool:
    """Whether bytes begin like a PNG, a JPEG, a WebP or an AVIF."""
    return (
        head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or head[4:12] in {b"ftypavif", b"ftypavis"}
    )

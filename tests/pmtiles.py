"""Makes small archives of map tiles (PMTiles, version 3), apart from the code that reads them.

For the tests in JavaScript: `python -m tests.pmtiles [gzip] [LEAF]` writes the sample's archive to standard output,
with LEAF entries in each leaf directory (without: all in the root).
"""

import gzip
import math
import struct
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

Place = tuple[int, int, int]
# number, run (0: the bytes are a directory), offset, length
Entry = tuple[int, int, int, int]
NONE, GZIP, BROTLI = 1, 2, 3
MVT, PNG, JPEG = 1, 2, 3
HEADER = 127


def png(red: int, green: int, blue: int) -> bytes:
    """A picture of one pixel."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(bytes((0, red, green, blue)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def sample(closest: int = 4) -> dict[Place, bytes]:
    """All tiles of the zooms 0 to `closest`: the western half is sea and one picture, each other tile its own."""
    return {
        (z, x, y): png(0, 0, 200) if z and x < 2 ** (z - 1) else png(z, x, y)
        for z in range(closest + 1)
        for x in range(2**z)
        for y in range(2**z)
    }


def around(lat: float, lng: float, closest: int) -> dict[Place, bytes]:
    """Nine tiles around a point on each zoom, all pictures different, but for those beyond the edge of the world."""
    found = {}
    for z in range(closest + 1):
        side = 2**z
        east = int((lng + 180) / 360 * side)
        south = int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * side)
        for x in range(max(0, east - 1), min(side, east + 2)):
            for y in range(max(0, south - 1), min(side, south + 2)):
                found[z, x, y] = png(z, x % 256, y % 256)
    return found


def number(z: int, x: int, y: int) -> int:
    """A tile's number: the tiles of all zooms before, then those that the curve of its own passes before it."""
    return sum(1 << 2 * below for below in range(z)) + _along(z, x, y)


def archive(
    tiles: Mapping[Place, bytes],
    *,
    leaf: int = 0,
    internal: int = NONE,
    packed: int = NONE,
    kind: int = PNG,
    zooms: tuple[int, int] | None = None,
) -> bytes:
    """An archive with `leaf` entries in each leaf directory (0: all in the root)."""
    entries, data = _entries(tiles)
    leaves = b""
    if leaf:
        root = []
        for at in range(0, len(entries), leaf):
            body = directory(entries[at : at + leaf], internal)
            root.append((entries[at][0], 0, len(leaves), len(body)))
            leaves += body
        entries = root
    shown = zooms or (min(z for z, _, _ in tiles), max(z for z, _, _ in tiles))
    return joined(directory(entries, internal), leaves, data, internal=internal, packed=packed, kind=kind, zooms=shown)


def joined(
    root: bytes,
    leaves: bytes,
    data: bytes,
    *,
    internal: int = NONE,
    packed: int = NONE,
    kind: int = PNG,
    zooms: tuple[int, int] = (0, 0),
) -> bytes:
    """The file of these parts, whatever is in them."""
    metadata = gzip.compress(b"{}", mtime=0) if internal == GZIP else b"{}"
    at, places = HEADER, []
    for part in (root, metadata, leaves, data):
        places += [at, len(part)]
        at += len(part)
    head = struct.pack("<7sB8Q3Q6B4iB2i", b"PMTiles", 3, *places, 0, 0, 0, 1, internal, packed, kind, *zooms, *[0] * 7)
    assert len(head) == HEADER
    return head + root + metadata + leaves + data


def directory(entries: Sequence[Entry], internal: int = NONE) -> bytes:
    """Entries as an archive writes them."""
    befores = [0, *(first for first, *_ in entries)]
    columns: list[Iterable[int]] = [
        (first - before for (first, *_), before in zip(entries, befores, strict=False)),
        (run for _, run, _, _ in entries),
        (length for *_, length in entries),
        _offsets(entries),
    ]
    body = b"".join(map(varint, [len(entries), *(value for column in columns for value in column)]))
    return gzip.compress(body, mtime=0) if internal == GZIP else body


def varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    made = bytearray()
    while value > 0x7F:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*made, value])


def _offsets(entries: Sequence[Entry]) -> Iterator[int]:
    end = None
    for _, _, offset, length in entries:
        yield 0 if offset == end else offset + 1
        end = offset + length


def _entries(tiles: Mapping[Place, bytes]) -> tuple[list[Entry], bytes]:
    """Each picture once; neighbours on the curve that share one are one entry."""
    data = b""
    where: dict[bytes, int] = {}
    entries: list[Entry] = []
    for place, body in sorted(tiles.items(), key=lambda item: number(*item[0])):
        first = number(*place)
        if body not in where:
            where[body] = len(data)
            data += body
        before = entries[-1] if entries else (0, 0, -1, 0)
        if before[2] == where[body] and before[0] + before[1] == first:
            entries[-1] = (before[0], before[1] + 1, before[2], before[3])
        else:
            entries.append((first, 1, where[body], len(body)))
    return entries, data


def _along(z: int, x: int, y: int) -> int:
    """Where Hilbert's curve meets a tile: that of half the side four times, lying on its side at both ends."""
    if not z:
        return 0
    half, quarter = 1 << z - 1, 1 << 2 * (z - 1)
    if x < half:
        return _along(z - 1, y, x) if y < half else quarter + _along(z - 1, x, y - half)
    if y >= half:
        return 2 * quarter + _along(z - 1, x - half, y - half)
    return 3 * quarter + _along(z - 1, half - 1 - y, 2 * half - 1 - x)


if __name__ == "__main__":
    asked = sys.argv[1:]
    size = next((int(one) for one in asked if one.isdecimal()), 0)
    sys.stdout.buffer.write(archive(sample(), leaf=size, internal=GZIP if "gzip" in asked else NONE))

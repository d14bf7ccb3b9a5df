"""Stops kept out of memory between checking all of them and writing any."""

import tempfile
from collections.abc import Collection, Iterator

import msgspec

from tour.content.values import StopFolder

# Below this nothing touches the disk.
MEMORY_BYTES = 8_000_000


class Spool(Collection[StopFolder]):
    """Stops in the order in which they were put in; gone through any number of times."""

    def __init__(self) -> None:
        """Empty."""
        self._file = tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115  closed with the spool
        self._sizes: list[int] = []
        self._encoder = msgspec.msgpack.Encoder()

    def put(self, stop: StopFolder) -> None:
        """Keep one more stop."""
        packed = self._encoder.encode(stop)
        self._file.write(packed)
        self._sizes.append(len(packed))

    def __iter__(self) -> Iterator[StopFolder]:
        decoder = msgspec.msgpack.Decoder(StopFolder)
        place = 0
        for size in self._sizes:
            self._file.seek(place)
            yield decoder.decode(self._file.read(size))
            place += size
        self._file.seek(place)

    def __len__(self) -> int:
        return len(self._sizes)

    def __contains__(self, stop: object) -> bool:
        return any(kept == stop for kept in self)

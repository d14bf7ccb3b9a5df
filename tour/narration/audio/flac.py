"""Segments as lossless files, each either whole or not there."""

from pathlib import Path

import av
import numpy as np

from tour.narration.audio.samples import Samples
from tour.narration.files import put


def write(path: Path, sound: Samples) -> None:
    """Write the sound as 16-bit FLAC; the file appears under its name only when whole and on the disk.

    Raises `OSError`.
    """
    if not len(sound.data):
        raise OSError("There is no sound to write.")
    put(path, lambda partial: _encode(partial, sound), check=_check)


def read(path: Path) -> Samples:
    """The sound of a segment's file; raises `OSError` where it is not there, `ValueError` where it is damaged."""
    try:
        return _decoded(path)
    except av.FFmpegError as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise ValueError(f"{path.name} is damaged") from error


def _decoded(path: Path) -> Samples:
    with av.open(str(path), options={"format_whitelist": "flac"}) as container:
        rate = container.streams.audio[0].rate
        parts = [frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]
    data = np.concatenate(parts).astype(np.float32) / np.float32(32768) if parts else np.zeros(0, np.float32)
    return Samples(data, rate)


def duration_ms(path: Path) -> int:
    """Length from the header alone, in milliseconds; raises as `read` does."""
    with av.open(str(path), options={"format_whitelist": "flac"}) as container:
        stream = container.streams.audio[0]
        if not stream.duration or stream.time_base is None:
            return 0
        return round(float(stream.duration * stream.time_base) * 1000)


def _encode(path: Path, sound: Samples) -> None:
    samples = np.clip(np.rint(sound.data * 32768), -32768, 32767).astype(np.int16)
    with av.open(str(path), "w", format="flac", container_options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("flac", rate=sound.rate, layout="mono", format="s16")
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        frame = av.AudioFrame.from_ndarray(samples[None, :], format="s16", layout="mono")
        frame.sample_rate = sound.rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _check(path: Path) -> None:
    if duration_ms(path) <= 0:
        raise OSError(f"{path.name} was written without sound.")

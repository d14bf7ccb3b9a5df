"""Finished sound -> the two files a phone can ask for, byte for byte the same each time."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from tour.narration.audio.decode import decode
from tour.narration.audio.samples import Floats, Samples

RATE = 48_000
_MP3_RATE = 24_000
_FRAME = 4096
# Tracks are limited well below this (-1.5 dB): what comes out higher was not in the sound.
_CLICK = 0.841
_BITEXACT = {"fflags": "+bitexact"}


def webm(path: Path, sound: Samples) -> None:
    """Write Opus, 24 kbit/s in 60 ms frames, clusters of about a second, so that sound starts after a few kB.

    In 60 ms frames libopus now and then clicks where it changes between its speech and music
    modes (measured: 5 dB above full scale out of -20 dB, three times a minute of espeak-ng). A
    track that would click is kept to the band in which it never leaves the speech mode.
    """
    sound = resampled(sound, RATE)
    _opus(path, sound)
    if _peak(path) > _CLICK:
        _opus(path, sound, cutoff="8000")


def mp3(path: Path, sound: Samples) -> None:
    """Write MP3, 48 kbit/s at 24 kHz (all that the voices have), with one header that tells the duration."""
    _encode(
        path,
        resampled(sound, _MP3_RATE).data,
        "mp3",
        "libmp3lame",
        48_000,
        _MP3_RATE,
        container={**_BITEXACT, "id3v2_version": "0", "write_xing": "1"},
        codec={"compression_level": "5"},
    )


def resampled(sound: Samples, rate: int) -> Samples:
    """The same sound at another rate."""
    if sound.rate == rate:
        return sound
    resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
    frame = av.AudioFrame.from_ndarray(sound.data[None, :], format="flt", layout="mono")
    frame.sample_rate = sound.rate
    parts = [made.to_ndarray().reshape(-1) for step in (frame, None) for made in resampler.resample(step)]
    return Samples(np.concatenate(parts).astype(np.float32), rate)


def _opus(path: Path, sound: Samples, **more: str) -> None:
    codec = {"application": "voip", "frame_duration": "60", "vbr": "on", "compression_level": "10"} | more
    container = {**_BITEXACT, "cluster_time_limit": "1000"}
    _encode(path, sound.data, "webm", "libopus", 24_000, RATE, container=container, codec=codec)


def _peak(path: Path) -> float:
    """The highest sample of a finished file, 1.0 being full scale."""
    with path.open("rb") as file:
        _, data = decode(file, RATE, float("inf"), formats="matroska,webm")
    return float(np.abs(data).max(initial=0.0))


def _encode(
    path: Path,
    data: Floats,
    container_format: str,
    name: str,
    bit_rate: int,
    rate: int,
    *,
    container: dict[str, str],
    codec: dict[str, str],
) -> None:
    sample_format = "flt" if name == "libopus" else "fltp"
    with av.open(str(path), "w", format=container_format, container_options=container) as out:
        stream: Any = out.add_stream(name, rate=rate, layout="mono", format=sample_format, options=codec)
        stream.bit_rate = bit_rate
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        for start in range(0, len(data), _FRAME):
            frame = av.AudioFrame.from_ndarray(data[None, start : start + _FRAME], format=sample_format, layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))

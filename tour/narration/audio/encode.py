"""Finished sound -> the two files a phone can ask for, byte for byte the same each time."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from tour.narration.audio.samples import Floats, Samples

RATE = 48_000
_MP3_RATE = 24_000
_FRAME = 4096
_BITEXACT = {"fflags": "+bitexact"}


def webm(path: Path, sound: Samples) -> None:
    """Write Opus, 24 kbit/s in 60 ms frames, clusters of about a second, so that sound starts after a few kB."""
    _encode(
        path,
        sound.data,
        "webm",
        "libopus",
        24_000,
        RATE,
        container={**_BITEXACT, "cluster_time_limit": "1000"},
        codec={"application": "voip", "frame_duration": "60", "vbr": "on", "compression_level": "10"},
    )


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

"""Any sound we accept -> mono samples. Used here on a voice's answer, and run as a child process on uploads.

As a child it knows nothing of the rest of the program: `python decode.py RATE MAX_SECONDS about < file`
writes one line of JSON about the file; with `samples` instead of `about`, its samples follow as
16-bit little-endian mono.
A playlist or a file that points elsewhere cannot be opened: formats are whitelisted and no
second file may be asked for.
"""

import json
import resource
import sys
from typing import IO, Any

import av
import numpy as np

# Formats that hold their own sound, as FFmpeg's demuxers are called. Never a playlist, never concat.
FORMATS = "mp3,wav,w64,aiff,flac,ogg,mov,mp4,m4a,3gp,matroska,webm,aac,caf,amr,amrnb,amrwb"
_OPTIONS = {"format_whitelist": FORMATS, "protocol_whitelist": "none"}


class NotSound(Exception):
    """The bytes cannot be decoded as sound; the message is a code (see `accept_recording`)."""


def decode(source: IO[bytes], rate: int, max_s: float, formats: str = FORMATS) -> tuple[dict[str, Any], Any]:
    """What the file is, and its sound as float32 mono, shape (n,), at `rate`.

    The first is {"format", "codec", "channels", "rate"}, as FFmpeg calls them, and "said_s": how long
    the file says that it is (None where it says nothing).
    Raises `NotSound`: `format` (not a sound file we know), `no-audio`, `damaged`, `too-long`; the child
    also `cut-off`.
    """
    try:
        container = av.open(source, "r", options=_OPTIONS | {"format_whitelist": formats}, io_open=_refuse)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise NotSound("format") from error
    with container:
        if not container.streams.audio:
            raise NotSound("no-audio")
        try:
            about = _about(container)
            return about, _samples(container, rate, max_s)
        except (av.FFmpegError, OSError, ValueError) as error:
            raise NotSound("damaged") from error


def _about(container: Any) -> dict[str, Any]:
    stream = container.streams.audio[0]
    return {
        "format": container.format.name,
        "codec": stream.codec_context.name,
        "channels": stream.codec_context.channels,
        "rate": stream.rate,
        "said_s": container.duration / av.time_base if container.duration else None,
    }


def _samples(container: Any, rate: int, max_s: float) -> Any:
    resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
    parts, count = [], 0
    for frame in container.decode(audio=0):
        for made in resampler.resample(frame):
            parts.append(made.to_ndarray().reshape(-1))
            count += len(parts[-1])
            if count > max_s * rate:
                raise NotSound("too-long")
    parts += [made.to_ndarray().reshape(-1) for made in resampler.resample(None)]
    return np.concatenate(parts).astype(np.float32) if parts else np.zeros(0, np.float32)


def _refuse(url: str, *_: object) -> None:
    raise PermissionError(f"a second file was asked for: {url!r}")


def _limit() -> None:
    """Processor seconds, address space, and no file may be written."""
    for what, most in ((resource.RLIMIT_CPU, 90), (resource.RLIMIT_AS, 3 << 30), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(what, (most, most))


def main() -> int:
    """The child process: file on standard input, answer on standard output."""
    _limit()
    rate, max_s = int(sys.argv[1]), float(sys.argv[2])
    try:
        about, data = decode(sys.stdin.buffer, rate, max_s)
        _be_whole(about, len(data) / rate)
        about |= {"duration_ms": round(len(data) * 1000 / rate), "loudest": _loudest(data, rate)}
    except NotSound as error:
        about, data = {"refused": str(error)}, np.zeros(0, np.float32)
    sys.stdout.buffer.write(json.dumps(about).encode() + b"\n")
    if sys.argv[3] == "samples":
        # A part at a time: half an hour of sound is large enough once.
        for start in range(0, len(data), rate):
            part = np.clip(np.rint(data[start : start + rate] * 32767), -32768, 32767)
            sys.stdout.buffer.write(part.astype("<i2").tobytes())
    return 0


def _be_whole(about: dict[str, Any], heard_s: float) -> None:
    """Raise `NotSound` ("cut-off") where there is far less than the file says."""
    # Of these FFmpeg guesses the length from the first bytes.
    guessed = about["format"] in {"aac", "amr", "ogg"} or (about["format"] == "mp3" and not _has_length())
    if not guessed and about["said_s"] and heard_s < 0.9 * about["said_s"] - 0.5:
        raise NotSound("cut-off")


def _has_length() -> bool:
    """Whether the MP3 on standard input tells its length (Xing's, LAME's or Fraunhofer's way)."""
    sys.stdin.buffer.seek(0)
    head = sys.stdin.buffer.read(1 << 17)
    return any(mark in head for mark in (b"Xing", b"Info", b"VBRI"))


def _loudest(data: Any, rate: int) -> float:
    """Root mean square of the loudest whole 10 ms; 0.0 of less."""
    size = rate // 100
    windows = data[: len(data) // size * size].reshape(-1, size)
    return float(np.sqrt(np.einsum("ij,ij->i", windows, windows) / size).max(initial=0.0))


if __name__ == "__main__":
    sys.exit(main())

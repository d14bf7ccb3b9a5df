"""A real track for the tests: one tone a sentence, Opus in WebM with its openings, and MP3."""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream

from tour.edition import Sound, SoundFile

RATE = 48_000
SENTENCE_MS, PAUSE_MS = 2_200, 350
Samples = np.ndarray[tuple[int], np.dtype[np.float32]]
_CLUSTER = bytes.fromhex("1f43b675")


@dataclass(frozen=True)
class Track:
    webm: bytes
    mp3: bytes
    cues: tuple[tuple[int, int], ...]
    openings: tuple[tuple[int, int], ...]
    duration_ms: int


def track(sentences: int, lowest_hz: int = 220) -> Track:
    cues = tuple((i * (SENTENCE_MS + PAUSE_MS), i * (SENTENCE_MS + PAUSE_MS) + SENTENCE_MS) for i in range(sentences))
    duration_ms = cues[-1][1]
    samples = _tones(sentences, lowest_hz)[: duration_ms * RATE // 1000]
    webm = _encoded(samples, "webm", "libopus", 24_000, {"cluster_time_limit": "300", "fflags": "+bitexact"})
    return Track(webm, _encoded(samples, "mp3", "libmp3lame", 48_000, {}), cues, _openings(webm), duration_ms)


def stored(made: Track, media: Path) -> Sound:
    """The track's files in a media folder, and the value that names them."""
    files = []
    for body, extension in ((made.webm, "webm"), (made.mp3, "mp3")):
        digest = hashlib.sha256(body).hexdigest()
        path = media / "tracks" / f"{digest}.{extension}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        files.append(SoundFile(path=f"tracks/{path.name}", size_bytes=len(body), sha256=digest))
    opus, mp3 = files
    return Sound(
        key=opus.sha256, voice="espeak", recorded=False, stand_in=False, duration_ms=made.duration_ms,
        cues=made.cues, openings=made.openings, opus=opus, mp3=mp3,
    )  # fmt: skip


def _tones(sentences: int, lowest_hz: int) -> Samples:
    """Tones in noise: as hard to compress as speech."""
    noise = np.random.default_rng(1)
    parts = []
    for index in range(sentences):
        time = np.arange(SENTENCE_MS * RATE // 1000) / RATE
        parts.append(
            0.2 * np.sin(2 * np.pi * (lowest_hz + 55 * index) * time) + 0.05 * noise.standard_normal(time.size)
        )
        parts.append(np.zeros(PAUSE_MS * RATE // 1000))
    return np.concatenate(parts).astype(np.float32)


def _encoded(samples: Samples, form: str, codec: str, bit_rate: int, options: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=form, options=options) as container:
        stream = container.add_stream(codec, rate=RATE)
        assert isinstance(stream, AudioStream)
        stream.bit_rate = bit_rate
        stream.layout = "mono"
        step = 1_152
        resampler = av.AudioResampler(format=stream.format.name, layout="mono", rate=RATE)
        for start in range(0, samples.size, step):
            frame = AudioFrame.from_ndarray(samples[np.newaxis, start : start + step], format="flt", layout="mono")
            frame.sample_rate = RATE
            frame.pts = start
            for resampled in resampler.resample(frame):
                container.mux(stream.encode(resampled))
        container.mux(stream.encode(None))
    return out.getvalue()


def _openings(webm: bytes) -> tuple[tuple[int, int], ...]:
    """(bytes, ms) before each cluster but the first, and of the whole file."""
    found, at = [], webm.find(_CLUSTER, webm.find(_CLUSTER) + 4)
    while at >= 0:
        stamp = webm.find(b"\xe7", at, at + 20)
        length = webm[stamp + 1] & 0x7F
        found.append((at, int.from_bytes(webm[stamp + 2 : stamp + 2 + length], "big")))
        at = webm.find(_CLUSTER, at + 4)
    return tuple(found)

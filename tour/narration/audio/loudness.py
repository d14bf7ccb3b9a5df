"""Loudness after EBU R128: every track sounds as loud as the next, and none clips."""

from dataclasses import dataclass

import av
import numpy as np

from tour.narration.audio.samples import Floats, Samples

TARGET_LUFS = -19.0
# The limiter works below the promise (-1.5 dBTP), because lossy coding overshoots a little.
CEILING_DBTP = -2.5
# More than this is never added (dB): what is so quiet is no speech, and digital silence would become noise.
MOST_GAIN_DB = 30.0
_SILENT_LUFS = -70.0
_BLOCK_S = 0.001
_REACH = 5


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS (-70 or less: silence) and the highest true peak in dBTP."""

    lufs: float
    peak_dbtp: float


def measure(sound: Samples) -> Loudness:
    """The sound's loudness by libavfilter's ebur128."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=sound.rate, format="flt", layout="mono")
    meter, sink = graph.add("ebur128", "metadata=1:peak=true"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    # The meter reports every 100 ms; a last part of silence makes it report on the last words too.
    padded = np.concatenate((sound.data, np.zeros(sound.rate // 2, np.float32)))
    found: dict[str, str] = {}
    for start in range(0, len(padded), sound.rate):
        frame = av.AudioFrame.from_ndarray(padded[None, start : start + sound.rate], format="flt", layout="mono")
        frame.sample_rate, frame.pts = sound.rate, start
        graph.push(frame)
        found = _drain(graph) or found
    peak = float(found.get("lavfi.r128.true_peak", 0) or 0)
    return Loudness(
        lufs=max(_SILENT_LUFS, float(found.get("lavfi.r128.I", _SILENT_LUFS))),
        peak_dbtp=20 * float(np.log10(max(peak, 1e-6))),
    )


def set_loudness(sound: Samples) -> Samples:
    """The sound at -19 LUFS with peaks limited; silence comes back as it is."""
    found = measure(sound)
    if found.lufs <= _SILENT_LUFS:
        return sound
    gain_db = min(TARGET_LUFS - found.lufs, MOST_GAIN_DB)
    if found.peak_dbtp + gain_db <= CEILING_DBTP:
        return Samples(sound.data * np.float32(10 ** (gain_db / 20)), sound.rate)
    # Limiting takes a little loudness away: a second round puts it back.
    data = sound.data
    for _ in range(2):
        gain_db = min(TARGET_LUFS - found.lufs, MOST_GAIN_DB)
        data = _limited(data * np.float32(10 ** (gain_db / 20)), sound.rate)
        found = measure(Samples(data, sound.rate))
        if abs(found.lufs - TARGET_LUFS) < 0.1:
            break
    over = found.peak_dbtp - CEILING_DBTP
    return Samples(data * np.float32(10 ** (-over / 20)) if over > 0 else data, sound.rate)


def _limited(data: Floats, rate: int) -> Floats:
    """The samples with a gain that dips smoothly around each peak above the ceiling."""
    size = max(1, round(_BLOCK_S * rate))
    count = -(-len(data) // size)
    padded = np.zeros(count * size, np.float32)
    padded[: len(data)] = np.abs(data)
    # A little under the ceiling: between samples the true peak is higher than any of them.
    ceiling = 10 ** ((CEILING_DBTP - 0.5) / 20)
    wanted = np.minimum(1.0, ceiling / np.maximum(padded.reshape(count, size).max(axis=1), 1e-9))
    if wanted.min() >= 1.0:
        return data
    # The least of the neighbours, then their mean: never above what a block needs, and no step.
    around = np.pad(wanted, 2 * _REACH, constant_values=1.0)
    least = np.lib.stride_tricks.sliding_window_view(around, 2 * _REACH + 1).min(axis=1)
    smooth = np.convolve(least, np.ones(2 * _REACH + 1) / (2 * _REACH + 1), mode="valid")
    gain = np.interp(np.arange(len(data)), np.arange(count) * size + size / 2, smooth)
    return (data * gain).astype(np.float32)


def _drain(graph: av.filter.Graph) -> dict[str, str]:
    """The metadata of the last frame that the graph holds; empty where it holds none."""
    found: dict[str, str] = {}
    while True:
        try:
            found = graph.pull().metadata
        except (BlockingIOError, EOFError):
            return found

"""Two readings of the same words laid over each other: where a moment of the one is in the other.

Dynamic time warping after H. Sakoe and S. Chiba, "Dynamic programming algorithm optimization for
spoken word recognition" (IEEE Transactions on Acoustics, Speech, and Signal Processing 26, 1978),
over log-mel spectra. What is compared is how the sound changes from frame to frame, so another
voice, speed or microphone does little harm.
"""

import numpy as np

from tour.narration.audio.encode import resampled
from tour.narration.audio.samples import Floats, Samples

_RATE = 16_000
_HOP_S = 0.02
# Longer sounds are looked at in longer steps: the table has as many cells as frames times frames.
_MOST_FRAMES = 8000
_BANDS = 24
_LOWEST_HZ, _HIGHEST_HZ = 80, 7000
# What is so far below the loud frames counts as nothing (as power: 35 dB).
_FLOOR = 10**-3.5
_WINDOW = 512


def moments(moments_ms: list[int], of: Samples, other: Samples) -> list[int]:
    """Where these moments of one sound (milliseconds, rising) are in the other, in milliseconds."""
    hop_s = max(_HOP_S, of.duration_ms / 1000 / _MOST_FRAMES, other.duration_ms / 1000 / _MOST_FRAMES)
    path = _path(spectra(of, hop_s), spectra(other, hop_s))
    # The path's first frame of `of` that is not before the moment, and what it lies on.
    frames = np.array(moments_ms) / 1000 / hop_s
    at = np.minimum(np.searchsorted(path[:, 0], frames), len(path) - 1)
    return [round(float(frame) * hop_s * 1000) for frame in path[at, 1]]


def spectra(sound: Samples, hop_s: float) -> Floats:
    """Log-mel spectra, shape (frames, 24): each band about 0 and of the same spread while somebody speaks."""
    data = resampled(sound, _RATE).data
    hop = round(hop_s * _RATE)
    padded = np.pad(data, (_WINDOW // 2, _WINDOW))
    starts = np.arange(0, max(1, len(data)), hop)
    window, bank = np.hanning(_WINDOW).astype(np.float32), _bank()
    power = np.empty((len(starts), _BANDS), np.float32)
    for first in range(0, len(starts), 2000):
        some = starts[first : first + 2000]
        cut = padded[some[:, None] + np.arange(_WINDOW)] * window
        power[first : first + len(some)] = np.square(np.abs(np.fft.rfft(cut, axis=1))).astype(np.float32) @ bank
    loudness = power.sum(axis=1)
    loud = max(float(np.percentile(loudness, 95)), 1e-9)
    logs: Floats = np.log(power + np.float32(loud * _FLOOR / _BANDS))
    spoken = logs[loudness > loud * _FLOOR * 4]
    if len(spoken) < 2:
        return logs
    even: Floats = ((logs - spoken.mean(axis=0)) / np.maximum(spoken.std(axis=0), 0.1)).astype(np.float32)
    return even


def _path(rows: Floats, columns: Floats) -> "np.ndarray[tuple[int, int], np.dtype[np.intp]]":
    """The cheapest way through the table of distances, as (row, column) pairs, both never falling.

    A step goes one down, one right, or both. A whole row is reckoned at once: the cheapest way that
    ends by going right from cell k to cell j costs best[k] and what lies between, a running sum, so
    that the best k is a running minimum.
    """
    height, width = len(rows), len(columns)
    # How each cell is reached: 0 from above and left, 1 from above, 2 from the left.
    steps = np.zeros((height, width), np.int8)
    squares = np.square(columns).sum(axis=1)
    before = np.full(width, np.inf)
    for at in range(height):
        cost = np.sqrt(np.maximum(squares + np.square(rows[at]).sum() - 2 * (columns @ rows[at]), 0)).astype(
            np.float64
        )
        slanting = np.concatenate(([0.0 if at == 0 else np.inf], before[:-1]))
        above = np.minimum(slanting, before)
        so_far = np.cumsum(cost)
        entered = above - (so_far - cost)
        cheapest = np.minimum.accumulate(entered)
        steps[at] = np.where(cheapest < entered, 2, np.where(before < slanting, 1, 0))
        before = cheapest + so_far
    row, column = height - 1, width - 1
    path = [(row, column)]
    while row or column:
        step = steps[row, column]
        row, column = row - (step != 2), column - (step != 1)
        path.append((row, column))
    return np.array(path[::-1])


def _bank() -> Floats:
    """Triangular filters on the mel scale, shape (257, 24)."""
    mel = np.linspace(_mel(_LOWEST_HZ), _mel(_HIGHEST_HZ), _BANDS + 2)
    edges = 700 * (10 ** (mel / 2595) - 1)
    hertz = np.fft.rfftfreq(_WINDOW, 1 / _RATE)[:, None]
    rising = (hertz - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - hertz) / (edges[2:] - edges[1:-1])
    return np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))

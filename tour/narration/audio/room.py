"""A recording made in a room: where nobody speaks, though it is never digitally still.

What counts as quiet follows from the recording itself: 32 dB below its loud parts, or a little
above the noise of the room where that is louder.
"""

import numpy as np
from numpy.typing import NDArray

from tour.narration.audio.samples import QUIET, Samples, levels

_WINDOW_MS = 10
# What is left of the quiet at both ends, so that no breath or soft consonant is cut.
_MARGIN_MS = 120
# A sound shorter than this is a click or a chair, not speech.
_SHORTEST_MS = 50


def trimmed(sound: Samples) -> Samples:
    """The sound without the quiet at its ends (120 ms stay); all of it where nobody speaks."""
    spoken = np.flatnonzero(_speech(sound))
    if not len(spoken):
        return sound
    size, margin = _window(sound), _MARGIN_MS * sound.rate // 1000
    start = max(0, int(spoken[0]) * size - margin)
    end = min(len(sound.data), (int(spoken[-1]) + 1) * size + margin)
    return Samples(sound.data[start:end], sound.rate)


def pauses(sound: Samples, at_least_ms: int = 100) -> list[tuple[int, int]]:
    """The quiet parts, those at both ends among them, as (start_ms, end_ms) in order."""
    # Not all rates have a whole number of samples in 10 ms.
    window_ms = _window(sound) * 1000 / sound.rate
    return [
        (round(start * window_ms), min(round(end * window_ms), sound.duration_ms))
        for start, end in _runs(~_speech(sound))
        if (end - start) * _WINDOW_MS >= at_least_ms
    ]


def _window(sound: Samples) -> int:
    """Samples in one of the windows that `levels` looks at."""
    return max(1, round(_WINDOW_MS / 1000 * sound.rate))


def _speech(sound: Samples) -> NDArray[np.bool_]:
    """Whether somebody speaks in each 10 ms, shape (windows,)."""
    level = levels(sound)
    if not len(level):
        return np.zeros(0, np.bool_)
    level = np.convolve(level, np.ones(3, np.float32) / 3, mode="same").astype(np.float32)
    loud = float(np.percentile(level, 95))
    still = level[level > 0]
    room = float(np.percentile(still, 8)) if len(still) else 0.0
    spoken = level > max(QUIET, loud * 0.025, min(room * 2, loud * 0.18))
    for start, end in _runs(spoken):
        if (end - start) * _WINDOW_MS < _SHORTEST_MS:
            spoken[start:end] = False
    return spoken


def _runs(which: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """(start, end) of each stretch of true ones."""
    edges = np.diff(np.concatenate(([0], which.astype(np.int8), [0])))
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))

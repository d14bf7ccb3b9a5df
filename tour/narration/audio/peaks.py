"""A picture of a sound: how loud it is, moment by moment."""

import numpy as np

from tour.narration.audio.samples import Samples

_STEP_MS = 20
# Longer sounds are drawn in longer steps: a picture has at most so many.
_MOST = 6000


def peaks(sound: Samples) -> tuple[int, list[int]]:
    """(milliseconds of a step, the loudest of each step from 0 to 100, the whole's loudest being 100)."""
    step_ms = max(_STEP_MS, -(-sound.duration_ms // _MOST))
    size = max(1, step_ms * sound.rate // 1000)
    count = -(-len(sound.data) // size)
    padded = np.zeros(count * size, np.float32)
    padded[: len(sound.data)] = np.abs(sound.data)
    loudest = padded.reshape(count, size).max(axis=1, initial=0.0)
    whole = max(float(loudest.max(initial=0.0)), 1e-9)
    return step_ms, np.rint(loudest / whole * 100).astype(int).tolist()

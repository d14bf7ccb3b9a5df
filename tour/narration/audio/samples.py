"""Sound in memory: mono samples at a rate, and what can be measured or cut without a codec."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]

# Sound is looked at in windows of this length.
_WINDOW_S = 0.01
# Below this a window counts as silence: 10 ** (-50 / 20).
QUIET = 0.00316
# What is left of the silence at both ends, so that no breath or soft consonant is cut.
_MARGIN_S = 0.03


@dataclass(frozen=True, slots=True)
class Samples:
    """Mono sound: float32 samples of shape (n,) in -1..1, and their rate a second."""

    data: Floats
    rate: int

    @property
    def duration_ms(self) -> int:
        """Length in milliseconds, rounded."""
        return round(len(self.data) * 1000 / self.rate)


def silence(seconds: float, rate: int) -> Floats:
    """So much digital silence."""
    return np.zeros(round(seconds * rate), dtype=np.float32)


def levels(sound: Samples) -> Floats:
    """Root mean square of each 10 ms window, shape (windows,); the last one may be shorter."""
    size = max(1, round(_WINDOW_S * sound.rate))
    count = -(-len(sound.data) // size)
    padded = np.zeros(count * size, dtype=np.float32)
    padded[: len(sound.data)] = sound.data
    return np.sqrt(np.mean(np.square(padded.reshape(count, size)), axis=1, dtype=np.float64)).astype(np.float32)


def is_silent(sound: Samples) -> bool:
    """Whether nothing in it can be heard."""
    return not len(sound.data) or not bool(np.any(levels(sound) > QUIET))


def trimmed(sound: Samples) -> Samples:
    """The sound without silence at its ends (30 ms of it stay); all of it where it is silent throughout."""
    heard = np.flatnonzero(levels(sound) > QUIET)
    if not len(heard):
        return sound
    size, margin = max(1, round(_WINDOW_S * sound.rate)), round(_MARGIN_S * sound.rate)
    start = max(0, int(heard[0]) * size - margin)
    end = min(len(sound.data), (int(heard[-1]) + 1) * size + margin)
    return Samples(sound.data[start:end], sound.rate)


def pauses(sound: Samples, at_least_ms: int = 150) -> list[tuple[int, int]]:
    """The silences inside the sound as (start_ms, end_ms), in order.

    A window counts as silent 32 dB below the loud ones: rooms are never digitally still.
    """
    level = levels(sound)
    if not len(level):
        return []
    threshold = max(QUIET, float(np.percentile(level, 90)) * 0.025)
    quiet = np.concatenate(([False], level <= threshold, [False])).astype(np.int8)
    edges = np.diff(quiet)
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    window_ms = round(_WINDOW_S * 1000)
    return [
        (int(start) * window_ms, int(end) * window_ms)
        for start, end in zip(starts, ends, strict=True)
        if (end - start) * window_ms >= at_least_ms and start > 0 and end < len(level)
    ]

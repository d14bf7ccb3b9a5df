"""What is missing or stale, per stop and language, and why: comparisons, never flags."""

from tour.readiness.reading import of, of_stop
from tour.readiness.sound import SoundState
from tour.readiness.values import Cell, Readiness, StopReadiness
from tour.readiness.words import WordsState, words_state

__all__ = ["Cell", "Readiness", "SoundState", "StopReadiness", "WordsState", "of", "of_stop", "words_state"]

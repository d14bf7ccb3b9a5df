"""What is missing or stale, per stop and language, and why: comparisons, never flags."""

from tour.readiness.words import WordsState, words_state

__all__ = ["WordsState", "words_state"]

"""What is missing or stale, per stop and language, and why: comparisons, never flags."""

from tour.readiness.reading import of, of_stop
from tour.readiness.scripts import Lexicon, Script, Sentence, lexicons, script, wanted
from tour.readiness.sound import SoundState
from tour.readiness.values import Cell, Readiness, StopReadiness
from tour.readiness.words import WordsState, words_state

__all__ = [
    "Cell",
    "Lexicon",
    "Readiness",
    "Script",
    "Sentence",
    "SoundState",
    "StopReadiness",
    "WordsState",
    "lexicons",
    "of",
    "of_stop",
    "script",
    "wanted",
    "words_state",
]

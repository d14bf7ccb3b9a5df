"""What is missing or stale, per stop and language, and why: comparisons, never flags."""

from tour.readiness.claims import UnfitClaim, names_its_source, unfit_claims, why_unfit
from tour.readiness.hints import Hints, Term, hints, names_in, terms_of
from tour.readiness.reading import of, of_stop, of_tour
from tour.readiness.sound import SoundState
from tour.readiness.values import Cell, Readiness, StopReadiness
from tour.readiness.words import (
    DeskState,
    Lacks,
    OwnWords,
    WordsState,
    claims_behind,
    claims_read,
    own_words,
    words_state,
)

__all__ = [
    "Cell",
    "DeskState",
    "Hints",
    "Lacks",
    "OwnWords",
    "Readiness",
    "SoundState",
    "StopReadiness",
    "Term",
    "UnfitClaim",
    "WordsState",
    "claims_behind",
    "claims_read",
    "hints",
    "names_in",
    "names_its_source",
    "of",
    "of_stop",
    "of_tour",
    "own_words",
    "terms_of",
    "unfit_claims",
    "why_unfit",
    "words_state",
]

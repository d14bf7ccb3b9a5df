"""The tables: one class a file; fields, constraints and what can be said of one row."""

from tour.models.claim import Claim, Source
from tour.models.fields import Access, ClaimStatus, ContentNote, TranslationState
from tour.models.heard import Heard
from tour.models.kiosk import PIN_ROUNDS, Kiosk, KioskTour, pin_hash, validate_pin
from tour.models.kiosk_report import KioskReport
from tour.models.lexicon_entry import LexiconEntry
from tour.models.mistake import Mistake
from tour.models.picture import Picture
from tour.models.recording import Recording
from tour.models.release import Release
from tour.models.route import Route, RouteStop
from tour.models.segment import Segment
from tour.models.spoken_form import SpokenForm
from tour.models.stop import Stop
from tour.models.tour import Tour
from tour.models.track import Track
from tour.models.translated import STOP_WORDS, column, paragraphs, set_words, source_hash, words
from tour.models.translation_record import TranslationRecord
from tour.models.voice_choice import VoiceChoice

__all__ = [
    "PIN_ROUNDS",
    "STOP_WORDS",
    "Access",
    "Claim",
    "ClaimStatus",
    "ContentNote",
    "Heard",
    "Kiosk",
    "KioskReport",
    "KioskTour",
    "LexiconEntry",
    "Mistake",
    "Picture",
    "Recording",
    "Release",
    "Route",
    "RouteStop",
    "Segment",
    "Source",
    "SpokenForm",
    "Stop",
    "Tour",
    "Track",
    "TranslationRecord",
    "TranslationState",
    "VoiceChoice",
    "column",
    "paragraphs",
    "pin_hash",
    "set_words",
    "source_hash",
    "validate_pin",
    "words",
]

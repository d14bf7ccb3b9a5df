"""The tables: one class a file; fields, constraints and what can be said of one row."""

from tour.models.claim import Claim, Source
from tour.models.edit_draft import EditDraft
from tour.models.fields import Access, ClaimStatus, ContentNote, TranslationState
from tour.models.handed_password import HandedPassword
from tour.models.heard import Heard
from tour.models.kiosk import PIN_ROUNDS, Kiosk, KioskTour, pin_hash, validate_pin
from tour.models.kiosk_report import KioskReport
from tour.models.labels import name_all
from tour.models.lexicon_entry import LexiconEntry
from tour.models.made_from import MadeFrom
from tour.models.membership import Membership, Role, give, keep_groups, may_publish, settle
from tour.models.mistake import Mistake
from tour.models.notice import Notice
from tour.models.picture import Picture
from tour.models.recording import Recording
from tour.models.release import Release
from tour.models.route import Route, RouteStop
from tour.models.segment import Segment
from tour.models.source_version import words_of_hash
from tour.models.spoken_form import SpokenForm
from tour.models.stop import Stop
from tour.models.stop_voice import StopVoice
from tour.models.take import SLOWEST_PACE, USUAL_PACE, Take, sentence_hash
from tour.models.text_version import TextVersion
from tour.models.tour import Tour
from tour.models.track import Track
from tour.models.translated import (
    STOP_WORDS,
    TOUR_WORDS,
    column,
    hash_of,
    keep_made_from,
    lacking,
    left_behind,
    paragraphs,
    set_words,
    source_hash,
    words,
    words_of,
)
from tour.models.translation_record import TranslationRecord
from tour.models.versions import keep_replaced, keep_versions, localized, stored, text_at
from tour.models.voice_choice import VoiceChoice
from tour.models.voice_hold import VoiceHold
from tour.models.wrong_logins import WrongLogins

__all__ = [
    "PIN_ROUNDS",
    "SLOWEST_PACE",
    "STOP_WORDS",
    "TOUR_WORDS",
    "USUAL_PACE",
    "Access",
    "Claim",
    "ClaimStatus",
    "ContentNote",
    "EditDraft",
    "HandedPassword",
    "Heard",
    "Kiosk",
    "KioskReport",
    "KioskTour",
    "LexiconEntry",
    "MadeFrom",
    "Membership",
    "Mistake",
    "Notice",
    "Picture",
    "Recording",
    "Release",
    "Role",
    "Route",
    "RouteStop",
    "Segment",
    "Source",
    "SpokenForm",
    "Stop",
    "StopVoice",
    "Take",
    "TextVersion",
    "Tour",
    "Track",
    "TranslationRecord",
    "TranslationState",
    "VoiceChoice",
    "VoiceHold",
    "WrongLogins",
    "column",
    "give",
    "hash_of",
    "keep_groups",
    "keep_made_from",
    "keep_replaced",
    "keep_versions",
    "lacking",
    "left_behind",
    "localized",
    "may_publish",
    "name_all",
    "paragraphs",
    "pin_hash",
    "sentence_hash",
    "set_words",
    "settle",
    "source_hash",
    "stored",
    "text_at",
    "validate_pin",
    "words",
    "words_of",
    "words_of_hash",
]

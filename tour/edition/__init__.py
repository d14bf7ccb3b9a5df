"""One tour in one language as a frozen value: what every file a visitor gets is made from."""

from tour.edition.files import File, For, Job, address
from tour.edition.kiosks import kiosks
from tour.edition.pinning import pin, pin_language
from tour.edition.site import site
from tour.edition.sounding import wanted, with_sound
from tour.edition.values import (
    Claim,
    Edition,
    KioskProfile,
    Picture,
    Route,
    Site,
    SiteTour,
    Sound,
    SoundFile,
    SourceRef,
    Stop,
)
from tour.narration import Sentence

__all__ = [
    "Claim",
    "Edition",
    "File",
    "For",
    "Job",
    "KioskProfile",
    "Picture",
    "Route",
    "Sentence",
    "Site",
    "SiteTour",
    "Sound",
    "SoundFile",
    "SourceRef",
    "Stop",
    "address",
    "kiosks",
    "pin",
    "pin_language",
    "site",
    "wanted",
    "with_sound",
]

"""Names for what is made, from what it is made of: same words, voice and settings, same key."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from tour.narration.audio.version import PARAGRAPH_PAUSE_S, SENTENCE_PAUSE_S, TAIL_S, VERSION
from tour.narration.cues import Cues
from tour.narration.manner import NONE, PLAIN, Manner, Manners
from tour.narration.script import speakable
from tour.narration.voices import Voice

if TYPE_CHECKING:
    from hashlib import _Hash

Paragraphs: TypeAlias = Sequence[Sequence[str]]
_TRACK = f"track\x00{VERSION}\x00{SENTENCE_PAUSE_S}\x00{PARAGRAPH_PAUSE_S}\x00{TAIL_S}"

# Raise it when recordings are trimmed, or laid beside their words, in another way.
_RECORDED = "2"


def segment_key(voice: Voice, language: str, text: str, manner: Manner = PLAIN) -> str:
    """The key of a sentence spoken by a voice: 64 hex digits."""
    made = _begun(voice.name, voice.version, voice.settings_key, language).copy()
    made.update(f"{text}{manner.mark}".encode())
    return made.hexdigest()


def segment_keys(voice: Voice, language: str, paragraphs: Paragraphs, manners: Manners = NONE) -> list[str]:
    """The keys of a script's sentences in order, without those that hold nothing to say."""
    return [
        segment_key(voice, language, text, manners.get(text, PLAIN))
        for paragraph in paragraphs
        for text in paragraph
        if speakable(text)
    ]


def track_key(voice: Voice, language: str, paragraphs: Paragraphs, manners: Manners = NONE) -> str:
    """The key of a script's narration by a voice: covers its segments in order, the pauses and the audio settings."""
    made = hashlib.sha256(_TRACK.encode())
    for paragraph in paragraphs:
        made.update(b"\n")
        for text in paragraph:
            said = manners.get(text, PLAIN)
            made.update(segment_key(voice, language, text, said).encode() if speakable(text) else b"-")
    return made.hexdigest()


def recording_key(sha256: str, read: str, cues: Cues | None, note: Sequence[str] = ()) -> str:
    """The key of a recording's narration: covers the file, its script (by hash), the cues set, the audio settings.

    Without cues they are found when the track is made. `note` are the keys of what a voice says before it.
    """
    said = f"{_TRACK}\x00{_RECORDED}\x00{sha256}\x00{read}\x00{cues}{''.join(note)}"
    return hashlib.sha256(said.encode()).hexdigest()


def script_hash(paragraphs: Paragraphs) -> str:
    """64 hex digits that change when any sentence of the script does, or where they part."""
    return hashlib.sha256("\x1e".join("\x1f".join(paragraph) for paragraph in paragraphs).encode()).hexdigest()


@lru_cache(maxsize=512)
def _begun(name: str, version: str, settings_key: str, language: str) -> "_Hash":
    """The hash of all that a voice's sentences in a language share; copied for each sentence."""
    return hashlib.sha256("\x00".join(("segment", name, version, settings_key, language, "")).encode())

"""Segments or a recording -> one track: joined, set to loudness, encoded once in each format, with its cues."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tour.models import Track
from tour.narration import files
from tour.narration.audio import encode, flac, loudness, webm
from tour.narration.audio.samples import Floats, Samples, silence, trimmed
from tour.narration.audio.version import PARAGRAPH_PAUSE_S, SENTENCE_PAUSE_S, TAIL_S
from tour.narration.cues import Cues
from tour.narration.keys import Paragraphs, segment_key
from tour.narration.manner import NONE, PLAIN, Manner, Manners
from tour.narration.script import speakable
from tour.narration.voices import Voice


def from_segments(key: str, voice: Voice, language: str, paragraphs: Paragraphs, manners: Manners = NONE) -> Track:
    """Make the track of a script whose segments are all there. Raises `OSError`, `av.FFmpegError`."""
    sound, cues = spoken(voice, language, paragraphs, manners)
    return finished(key, language, voice.name, sound, cues)


def spoken(voice: Voice, language: str, paragraphs: Paragraphs, manners: Manners = NONE) -> tuple[Samples, Cues]:
    """The script as the voice reads it, from segments that are all there. Raises `OSError`, `ValueError`."""
    return joined(
        [[_segment(voice, language, text, manners.get(text, PLAIN)) for text in paragraph] for paragraph in paragraphs]
    )


def finished(key: str, language: str, voice: str, sound: Samples, cues: Cues) -> Track:
    """Set the loudness, write both files under the key, then the row; the cues are milliseconds on `sound`."""
    # At the voice's own rate, half of the encoders': half the work.
    ready = loudness.set_loudness(sound)
    opus, mp3 = files.media(files.opus_path(key)), files.media(files.mp3_path(key))
    files.put(opus, lambda partial: encode.webm(partial, ready))
    files.put(mp3, lambda partial: encode.mp3(partial, ready))
    opus_bytes = opus.read_bytes()
    track = Track(
        key=key,
        language=language,
        voice=voice,
        duration_ms=ready.duration_ms,
        cues=cues,
        openings=webm.openings(opus_bytes),
        opus_bytes=len(opus_bytes),
        opus_sha256=hashlib.sha256(opus_bytes).hexdigest(),
        mp3_bytes=mp3.stat().st_size,
        mp3_sha256=_sha256(mp3),
    )
    fields = [field.name for field in Track._meta.concrete_fields if field.name != "key"]
    Track.objects.bulk_create([track], update_conflicts=True, unique_fields=["key"], update_fields=fields)
    return track


def joined(paragraphs: Sequence[Sequence[Samples | None]]) -> tuple[Samples, Cues]:
    """One sound of all sentences with the pauses between them, and where each stands; None is a sentence unsaid.

    Silence at the ends of a sentence is cut first, so that pauses are what we say they are.
    """
    rate = next(sound.rate for paragraph in paragraphs for sound in paragraph if sound)
    parts: list[Floats] = []
    cues: Cues = []
    length = 0
    for paragraph in paragraphs:
        for place, sound in enumerate(paragraph):
            if length:
                pause = silence(SENTENCE_PAUSE_S if place else PARAGRAPH_PAUSE_S, rate)
                parts.append(pause)
                length += len(pause)
            spoken = encode.resampled(trimmed(sound), rate).data if sound else silence(0, rate)
            parts.append(spoken)
            cues.append([round(length * 1000 / rate), round((length + len(spoken)) * 1000 / rate)])
            length += len(spoken)
    return Samples(np.concatenate([*parts, silence(TAIL_S, rate)]), rate), cues


def prefaced(note: Samples, reading: Samples, cues: Cues) -> tuple[Samples, Cues]:
    """The note, a pause and a person's reading as one sound, with the note's cue before the reading's own.

    Each is set to loudness by itself first: a voice and a room are rarely equally loud.
    """
    rate = reading.rate
    first = encode.resampled(loudness.set_loudness(trimmed(note)), rate).data
    pause = silence(PARAGRAPH_PAUSE_S, rate)
    begins = round((len(first) + len(pause)) * 1000 / rate)
    sound = np.concatenate([first, pause, loudness.set_loudness(reading).data])
    own = [[start + begins, end + begins] for start, end in cues]
    return Samples(sound, rate), [[0, round(len(first) * 1000 / rate)], *own]


def _segment(voice: Voice, language: str, text: str, manner: Manner) -> Samples | None:
    if not speakable(text):
        return None
    path = files.media(files.segment_path(segment_key(voice, language, text, manner)))
    try:
        return flac.read(path)
    except ValueError:
        # Out of the way, so that the sentence is spoken again next time.
        path.unlink()
        raise


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Joins the sound that exists to words that were pinned; asked again later, it finds more."""

from dataclasses import replace

from tour import narration
from tour.edition.values import Edition, Sound, SoundFile, Stop


def with_sound(edition: Edition) -> Edition:
    """The same words with all the sound there is for exactly them now."""
    found = narration.find([wanted(edition, stop) for stop in edition.stops])
    return replace(
        edition, stops=tuple(_joined(stop, answer) for stop, answer in zip(edition.stops, found, strict=True))
    )


def wanted(edition: Edition, stop: Stop) -> narration.Wanted:
    """The narration that this stop of this edition asks for."""
    return narration.wanted(edition.tour, stop.slug, stop.language, stop.paragraphs, stop.preface)


def _joined(stop: Stop, answer: narration.Heard | narration.Silence) -> Stop:
    if isinstance(answer, narration.Silence):
        return replace(stop, sound=None, silence=answer.value)
    track = answer.track
    cues = tuple((start, end) for start, end in track.cues)
    before = 1 if stop.preface and answer.prefaced else 0
    sound = Sound(
        key=track.key,
        voice=track.voice,
        recorded=answer.recorded,
        stand_in=answer.stand_in,
        duration_ms=track.duration_ms,
        cues=cues[before:],
        openings=tuple((size, ms) for size, ms in track.openings),
        opus=SoundFile(path=narration.opus_path(track.key), size_bytes=track.opus_bytes, sha256=track.opus_sha256),
        mp3=SoundFile(path=narration.mp3_path(track.key), size_bytes=track.mp3_bytes, sha256=track.mp3_sha256),
        preface=cues[0] if before else None,
    )
    return replace(stop, sound=sound, silence="")

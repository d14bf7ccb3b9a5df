"""Words to sound: script, voices, segments, tracks. (First stand: the narration room fills this in.)"""

from collections.abc import Mapping, Sequence

from tour.narration.values import Heard, Silence, Wanted


def split(text: str, language: str) -> tuple[tuple[str, ...], ...]:
    return tuple((" ".join(p.split()),) for p in text.split("\n\n") if p.strip())


def speak_as(sentence: str, language: str, lexicon: Mapping[str, str]) -> str:
    return sentence


def find(wanted: Sequence[Wanted]) -> list[Heard | Silence]:
    return [Silence.WAITING for _ in wanted]


def opus_path(key: str) -> str:
    """Path of a track's WebM file below the media folder."""
    return f"tracks/{key[:2]}/{key}.webm"


def mp3_path(key: str) -> str:
    """Path of a track's MP3 file below the media folder."""
    return f"tracks/{key[:2]}/{key}.mp3"


__all__ = ["Heard", "Silence", "Wanted", "find", "mp3_path", "opus_path", "speak_as", "split"]

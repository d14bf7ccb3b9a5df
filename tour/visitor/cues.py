"""WebVTT of a stop's sound: one cue a sentence, the spoken content note first."""

from collections.abc import Sequence

from tour.edition import Sound, Stop


def webvtt(stop: Stop, sound: Sound) -> str:
    """The captions of a stop; raises `ValueError` where cues and sentences do not number the same."""
    said = [(text.written, cue) for text, cue in ((stop.preface, sound.preface),) if text and cue]
    sentences = (sentence.written for paragraph in stop.paragraphs for sentence in paragraph)
    blocks = ["WEBVTT"]
    for text, (start, end) in [*said, *zip(sentences, sound.cues, strict=True)]:
        blocks.append(f"{_timestamp(start)} --> {_timestamp(end)}\n{_cue_text(text)}")
    return "\n\n".join(blocks) + "\n"


def seconds(milliseconds: int) -> str:
    """A time on the track as the page's attributes hold it: `12.340`."""
    return f"{milliseconds // 1000}.{milliseconds % 1000:03d}"


def timed(stop: Stop) -> list[list[dict[str, str]]]:
    """The stop's sentences by paragraph, each with its `text`, `start` and `end` ("" without sound)."""
    cues: Sequence[tuple[int, int]] = stop.sound.cues if stop.sound else ()
    times = iter([(seconds(start), seconds(end)) for start, end in cues])
    return [[_sentence(item.written, *next(times, ("", ""))) for item in paragraph] for paragraph in stop.paragraphs]


def _sentence(text: str, start: str, end: str) -> dict[str, str]:
    return {"text": text, "start": start, "end": end}


def _timestamp(milliseconds: int) -> str:
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _cue_text(text: str) -> str:
    """The text with what WebVTT would read as markup written out, on one line."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return " ".join(escaped.split())

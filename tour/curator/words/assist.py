"""What stands beside a translation while it is made: the source's change since, agreed names, hints, speaking time."""

from dataclasses import dataclass

from tour import languages, narration, readiness
from tour.curator.words.beside import Beside
from tour.curator.words.following import Changes, changes
from tour.models import Stop, Tour, source_hash, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph on both sides, a sentence a line; either may be empty."""

    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assist:
    """All of it for one stop and language. `changes` are (field, pieces) of the source since it was translated."""

    changes: Changes
    hints: readiness.Hints
    rows: tuple[Row, ...]
    paragraphs: int
    source_paragraphs: int
    sentences: int
    source_sentences: int
    length: str

    @property
    def paragraphs_differ(self) -> bool:
        """Whether a listener who switches language would not go on at the same thought."""
        return bool(self.paragraphs) and self.paragraphs != self.source_paragraphs


def assist(stop: Stop, tour: Tour, beside: Beside) -> Assist:
    """What helps with the stop's words in the page's language; reads `stop.translations`."""
    source, target = (words(stop, "text", code) for code in (beside.source, beside.language))
    ours, theirs = narration.split(target, beside.language), narration.split(source, beside.source)
    record = next((one for one in stop.translations.all() if one.language == beside.language), None)
    stale = record is not None and record.source_hash != source_hash(stop, beside.source)
    there = target and words(stop, "title", beside.language)
    return Assist(
        changes=tuple(changes(stop, beside.source, record.source_hash, record.changed_at))
        if record and stale and there
        else (),
        hints=readiness.hints(
            "\n\n".join(words(stop, field, beside.source) for field in ("title", "place", "text", "safety")),
            "\n\n".join(words(stop, field, beside.language) for field in ("title", "place", "text", "safety")),
            readiness.terms_of(tour, beside.language),
        ),
        rows=tuple(
            Row(source=theirs[at] if at < len(theirs) else (), target=ours[at] if at < len(ours) else ())
            for at in range(max(len(theirs), len(ours)))
        ),
        paragraphs=len(ours),
        source_paragraphs=len(theirs),
        sentences=sum(map(len, ours)),
        source_sentences=sum(map(len, theirs)),
        length=_length(target, beside.language),
    )


def _length(text: str, language: str) -> str:
    """How long the voices of this site take for the text, by what they have spoken so far; "" where they have not."""
    pace = narration.ms_a_letter(language)
    return languages.clock(round(pace * len(text))) if pace and text else ""

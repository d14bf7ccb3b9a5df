"""What stands beside a translation while it is made: the source's change since, agreed names, hints, speaking time."""

from collections.abc import Iterator
from dataclasses import dataclass

from tour import languages, narration, readiness
from tour.curator.beside import Beside, label_of
from tour.curator.marking import Piece, marked
from tour.models import STOP_WORDS, Stop, Tour, TranslationRecord, paragraphs, text_at, words, words_of_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph on both sides, a sentence a line; either may be empty."""

    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assist:
    """All of it for one stop and language. `changes` are (field, pieces) of the source since it was translated."""

    changes: tuple[tuple[str, tuple[Piece, ...]], ...]
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
    stale = readiness.words_state(stop, beside.language, beside.source) == "stale"
    return Assist(
        changes=tuple(_changes(stop, beside.source, record)) if stale and record else (),
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


def _changes(stop: Stop, source: str, record: TranslationRecord) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """What differs from the source that the translation was made from; by its time where no version has that hash."""
    made_from = words_of_hash(stop, source, record.source_hash)
    for field in STOP_WORDS:
        before = made_from[field] if made_from else text_at(stop, field, source, record.changed_at)
        now = words(stop, field, source)
        if before is not None and paragraphs(before) != paragraphs(now):
            yield label_of(stop, field), marked(before, now)


def _length(text: str, language: str) -> str:
    """How long the voices of this site take for the text, by what they have spoken so far; "" where they have not."""
    pace = narration.ms_a_letter(language)
    return languages.clock(round(pace * len(text))) if pace and text else ""

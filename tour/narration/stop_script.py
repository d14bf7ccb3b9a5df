"""What is read aloud of a stop: its text in sentences, each as the eye and as a voice reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tour.languages import notes_sentence
from tour.models import Stop, Tour, column, words
from tour.narration.script import speak_as, split
from tour.narration.values import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: as the eye reads it, and as a voice does. (White space between two is not kept.)"""

    written: str
    spoken: str


Script = tuple[tuple[Sentence, ...], ...]
# Written form -> spoken form, in one language.
Lexicon = Mapping[str, str]


def lexicons(tour: Tour, languages: Sequence[str]) -> dict[str, Lexicon]:
    """How the tour's names are said, by language; one query for all of them."""
    columns = [column(field, code) for code in languages for field in ("form", "say")]
    rows = list(tour.lexicon.values_list(*columns)) if columns else []
    return {
        code: {row[2 * at]: row[2 * at + 1] for row in rows if row[2 * at] and row[2 * at + 1]}
        for at, code in enumerate(languages)
    }


def own_forms(stop: Stop, language: str) -> Lexicon:
    """How this stop says words its own way. Reads `stop.spoken_forms`: prefetch it where many stops are asked."""
    return {form.written: form.spoken for form in stop.spoken_forms.all() if form.language == language}


def script_of(stop: Stop, language: str, lexicon: Lexicon | None = None, own: Lexicon | None = None) -> Script:
    """The stop's text in a language, by paragraph; the stop's own spoken forms go before the tour's lexicon.

    `lexicon` and `own` (the stop's spoken forms) are asked for here where the caller has none.
    """
    if lexicon is None:
        lexicon = lexicons(stop.tour, (language,))[language]
    said = {**lexicon, **(own_forms(stop, language) if own is None else own)}

    def sentence(written: str) -> Sentence:
        return Sentence(written=written, spoken=speak_as(written, language, said))

    paragraphs = split(words(stop, "text", language), language)
    return tuple(tuple(sentence(written) for written in paragraph) for paragraph in paragraphs)


def preface_of(stop: Stop, language: str, lexicon: Lexicon) -> Sentence | None:
    """The stop's content notes as the sentence that is spoken before its text; None where there is none."""
    written = notes_sentence(stop.content_notes, language)
    return Sentence(written=written, spoken=speak_as(written, language, lexicon)) if written else None


def wanted(tour: str, stop: str, language: str, script: Script, preface: Sentence | None) -> Wanted:
    """The narration that a script asks for, after its preface."""
    first = preface.spoken if preface and script else ""
    return Wanted(
        tour=tour, stop=stop, language=language, paragraphs=spoken(script), preface=first, written=written(script)
    )


def spoken(script: Script) -> tuple[tuple[str, ...], ...]:
    """The script as a voice reads it: what keys are made from."""
    return tuple(tuple(sentence.spoken for sentence in paragraph) for paragraph in script)


def written(script: Script) -> tuple[tuple[str, ...], ...]:
    """The script as a person reads it: what a recording is known by."""
    return tuple(tuple(sentence.written for sentence in paragraph) for paragraph in script)

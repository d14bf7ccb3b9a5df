"""What is read aloud of a stop: its text in sentences, each as the eye and as a voice reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tour import narration
from tour.models import Stop, Tour, column, words


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


def script(stop: Stop, language: str, lexicon: Lexicon) -> Script:
    """The stop's text in a language, by paragraph; the stop's own spoken forms go before the lexicon.

    Reads `stop.spoken_forms`: prefetch it where many stops are asked.
    """
    said = {**lexicon, **{form.written: form.spoken for form in stop.spoken_forms.all() if form.language == language}}

    def sentence(written: str) -> Sentence:
        return Sentence(written=written, spoken=narration.speak_as(written, language, said))

    paragraphs = narration.split(words(stop, "text", language), language)
    return tuple(tuple(sentence(written) for written in paragraph) for paragraph in paragraphs)


def wanted(tour: str, stop: str, language: str, paragraphs: Script) -> narration.Wanted:
    """The narration that a script asks for."""
    return narration.Wanted(
        tour=tour,
        stop=stop,
        language=language,
        paragraphs=tuple(tuple(sentence.spoken for sentence in paragraph) for paragraph in paragraphs),
    )

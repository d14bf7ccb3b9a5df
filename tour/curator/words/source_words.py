"""The source's words as they stand beside a translation: by sentence, the tour's names with their agreed form."""

from collections.abc import Sequence
from dataclasses import dataclass

from tour import narration, readiness


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence; of a name that has one the agreed form. `offered`: here it is shown, once a text."""

    text: str
    agreed: str = ""
    offered: bool = False


Sentence = tuple[Run, ...]


def source_words(text: str, language: str, terms: Sequence[tuple[str, str, bool]]) -> tuple[tuple[Sentence, ...], ...]:
    """The text's paragraphs, each as its sentences; `terms` are the tour's names, as of `readiness.terms_of`."""
    offered: set[str] = set()

    def runs(sentence: str) -> Sentence:
        found = []
        for piece, agreed in readiness.names_in(sentence, terms):
            found.append(Run(piece, agreed, offered=bool(agreed) and agreed not in offered))
            offered.add(agreed)
        return tuple(run for run in found if run.text)

    return tuple(tuple(map(runs, paragraph)) for paragraph in narration.split(text, language))

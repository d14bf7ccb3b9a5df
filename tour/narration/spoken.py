"""The script of a stop as its tables stand now."""

from tour.models import Stop, column, words
from tour.narration.script import speak_as, split


def script_of(stop: Stop, language: str) -> tuple[tuple[str, ...], ...]:
    """The spoken form of each sentence, by paragraph; empty where the stop has no words in that language."""
    said = lexicon_of(stop, language)
    return tuple(
        tuple(speak_as(sentence, language, said) for sentence in paragraph)
        for paragraph in split(words(stop, "text", language), language)
    )


def lexicon_of(stop: Stop, language: str) -> dict[str, str]:
    """Written form -> spoken form: the tour's lexicon, the stop's own spoken forms before it."""
    pairs = stop.tour.lexicon.values_list(column("form", language), column("say", language))
    own = stop.spoken_forms.filter(language=language).values_list("written", "spoken")
    return {written: spoken for written, spoken in pairs if written and spoken} | dict(own)

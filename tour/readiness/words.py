"""Whether a stop's words in a language are there, current and read by a person."""

from typing import Literal

from tour.models import Stop, TranslationState, source_hash, words

WordsState = Literal["source", "reviewed", "draft", "stale", "missing"]


def words_state(stop: Stop, language: str, source: str) -> WordsState:
    """The state of the stop's words in a language; stale is a comparison, made here.

    Reads `stop.translations`: prefetch it where many stops are asked.
    """
    if language == source:
        return "source"
    if not (words(stop, "title", language) and words(stop, "text", language)):
        return "missing"
    record = next((row for row in stop.translations.all() if row.language == language), None)
    if record is None:
        return "draft"
    if record.source_hash != source_hash(stop, source):
        return "stale"
    return "reviewed" if record.state == TranslationState.REVIEWED else "draft"

"""How a name would be said, before anybody decides: nothing here is written."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tour.models import Stop, Tour, column, words
from tour.narration.stop_script import Lexicon, Script, Sentence, lexicons, own_forms, script_of


@dataclass(frozen=True, slots=True)
class Reach:
    """How many sentences of how many stops would be said otherwise."""

    sentences: int
    stops: int


def with_trial(lexicon: Lexicon, word: str, say: str) -> Lexicon:
    """The lexicon as if `word` were said as `say`."""
    written = unicodedata.normalize("NFC", word)
    others = {form: said for form, said in lexicon.items() if unicodedata.normalize("NFC", form) != written}
    return {**others, written: say}


def tried(stop: Stop, language: str, word: str, say: str, *, own: bool = False) -> list[Sentence]:
    """The stop's sentences in order, as they would be said; `own`: by this stop alone."""
    return [sentence for paragraph in _tried(stop, language, word, say, own=own) for sentence in paragraph]


def reach_of_own(stop: Stop, language: str, word: str, say: str) -> Reach:
    """What of this stop alone would be said otherwise if it said the word so its own way."""
    pairs = _pairs(script_of(stop, language), _tried(stop, language, word, say, own=True))
    changed = sum(old.spoken != new.spoken for old, new in pairs)
    return Reach(changed, int(changed > 0))


def reach(tour: Tour, language: str, word: str, say: str) -> Reach:
    """What of the tour's words in this language would be said otherwise; three queries."""
    now = lexicons(tour, (language,))[language]
    trial = with_trial(now, word, say)
    changed = [_changed(stop, language, now, trial) for stop in _holding(tour, language, word)]
    return Reach(sum(changed), sum(count > 0 for count in changed))


def _holding(tour: Tour, language: str, word: str) -> Iterator[Stop]:
    """The stops in whose text the word stands."""
    rows = tour.stops.filter(retired=False).only("slug", "tour", column("text", language))
    written = unicodedata.normalize("NFC", word)
    for stop in rows.prefetch_related("spoken_forms"):
        if written in unicodedata.normalize("NFC", words(stop, "text", language)):
            yield stop


def _changed(stop: Stop, language: str, now: Lexicon, trial: Lexicon) -> int:
    before, after = (script_of(stop, language, lexicon) for lexicon in (now, trial))
    return sum(old.spoken != new.spoken for old, new in _pairs(before, after))


def _tried(stop: Stop, language: str, word: str, say: str, *, own: bool) -> Script:
    now = lexicons(stop.tour, (language,))[language]
    if own:
        return script_of(stop, language, now, with_trial(own_forms(stop, language), word, say))
    return script_of(stop, language, with_trial(now, word, say))


def _pairs(before: Script, after: Script) -> Iterator[tuple[Sentence, Sentence]]:
    for old, new in zip(before, after, strict=True):
        yield from zip(old, new, strict=True)

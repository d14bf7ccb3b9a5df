"""Which word of a sentence somebody means: what they mark or type may be as it is written, or as it is spoken.

The desk shows each sentence as a voice reads it. Whoever marks “bat-tam-bong” there means the word that is
written “Battambang”, and a double click marks no more of it than “tam”.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tour.models import Stop
from tour.narration.script import forms_in
from tour.narration.stop_script import Lexicon, lexicons, own_forms

# Signs that one keyboard writes for another's.
_LIKE = ("'’‘ʼ`´", "-\u2010\u2011\u2012\u2013")
_ALIKE = {sign: signs for signs in _LIKE for sign in signs}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A word as it is `written` in the sentence, and how it is `spoken` now ("": as it is written).

    `own`: this stop says it its own way, which goes before the tour's lexicon.
    """

    written: str
    spoken: str = ""
    own: bool = False


def meant(stop: Stop, language: str, sentence: str, word: str) -> Meant | None:
    """What `word` means in a sentence of the stop as it is written; None where it stands in it neither way."""
    own, lexicon = own_forms(stop, language), lexicons(stop.tour, (language,))[language]
    rules = _rules(own, lexicon)
    applied = [rules[form] for form in forms_in(sentence, language, rules)]
    for found in _standing(sentence, word):
        if found in forms_in(sentence, language, (*rules, found)):
            return rules.get(found, Meant(written=found))
    wanted = _plain(word)
    alike = (one for one in applied if wanted in (_plain(one.written), _plain(one.spoken)))
    parts = (one for one in applied if wanted and (_within(wanted, one.spoken) or _within(wanted, one.written)))
    return next(alike, None) or next(parts, None)


def _rules(own: Lexicon, lexicon: Lexicon) -> dict[str, Meant]:
    """Every written form (NFC) with how it is spoken; the stop's own go before the lexicon's."""
    return {
        unicodedata.normalize("NFC", written): Meant(
            written=unicodedata.normalize("NFC", written), spoken=spoken, own=forms is own
        )
        for forms in (lexicon, own)
        for written, spoken in forms.items()
        if written
    }


def _standing(sentence: str, word: str) -> Iterator[str]:
    """The places where the word stands, each as it is written there."""
    letters = " ".join(unicodedata.normalize("NFC", word).split())
    pattern = "".join(
        r"\s+" if letter == " " else f"[{re.escape(_ALIKE[letter])}]" if letter in _ALIKE else re.escape(letter)
        for letter in letters
    )
    text = unicodedata.normalize("NFC", sentence)
    found = [match[0] for match in re.finditer(pattern, text, re.IGNORECASE)] if letters else []
    # As it was typed, before the same in other letters.
    yield from sorted(dict.fromkeys(found), key=lambda form: form != letters)


def _plain(text: str) -> str:
    """A word without what keyboards differ in."""
    folded = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    return "".join(_ALIKE[letter][0] if letter in _ALIKE else letter for letter in folded)


def _within(wanted: str, whole: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", _plain(whole)) is not None

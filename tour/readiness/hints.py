"""What a translator may have overlooked: numbers, and the tour's agreed names."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tour.models import LexiconEntry, Tour, column

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_NOT_DIGITS = re.compile(r"\D")
# Letters, not digits, of scripts without blanks between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
_UNPARTED = (
    "\u0e00-\u0e4f\u0e5a-\u0ecf\u0eda-\u0eff\u1000-\u103f\u104a-\u108f\u109a-\u109f\uaa60-\uaa7f"
    "\u1780-\u17df\u17ea-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Vowel signs, tones and the like among them: a name that ends before one is cut out of a syllable.
_SIGNS = "".join(sign for sign in map(chr, range(0x0E00, 0x1800)) if unicodedata.category(sign)[0] == "M")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A name of the tour that stands in the source: its agreed form ("" where none is agreed), whether the
    translation uses it, and whether a source confirms it."""

    source: str
    agreed: str
    used: bool
    unverified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is to be seen of a translation beside its source; `numbers` are those the translation lacks."""

    numbers: tuple[str, ...]
    terms: tuple[Term, ...]


def hints(source: str, target: str, terms: Iterable[tuple[str, str, bool]]) -> Hints:
    """Compare a translation with its source; `terms` are (source form, agreed form, unverified) of its names."""
    said = _folded(target)
    found = [
        Term(source=form, agreed=agreed, used=bool(agreed) and _folded(agreed) in said, unverified=unverified)
        for form, agreed, unverified in terms
        if _stands_in(form, source)
    ]
    return Hints(numbers=tuple(_missing_numbers(source, target)) if target.strip() else (), terms=tuple(found))


def terms_of(tour: Tour, language: str) -> list[tuple[str, str, bool]]:
    """The tour's names: (form in the source, agreed form, whether no source confirms it), the longest first."""
    source, target = column("form", tour.source_language), column("form", language)
    rows = LexiconEntry.objects.filter(tour=tour).values_list(source, target, "unverified")
    found = [(form or "", agreed or "", language in unverified) for form, agreed, unverified in rows]
    return sorted((one for one in found if one[0]), key=lambda one: -len(one[0]))


def names_in(text: str, terms: Iterable[tuple[str, str, bool]]) -> Iterator[tuple[str, str]]:
    """The text (NFC) in runs: (run, agreed form of the name that it is; "" where it is none or none is agreed).

    `terms` as `terms_of` gives them; of two that begin at one place the longer is the name.
    """
    text = unicodedata.normalize("NFC", text)
    agreed = {unicodedata.normalize("NFC", form).casefold(): named for form, named, _unverified in terms if named}
    at = 0
    if agreed:
        forms = "|".join(_alone(form) for form in sorted(agreed, key=len, reverse=True))
        for found in re.finditer(forms, text, re.IGNORECASE):
            if named := agreed.get(found[0].casefold()):
                yield text[at : found.start()], ""
                yield found[0], named
                at = found.end()
    yield text[at:], ""


def _stands_in(form: str, text: str) -> bool:
    """Whether a name stands in a text as a word of its own (where its script parts words)."""
    return re.search(_alone(_folded(form)), _folded(text)) is not None


def _alone(form: str) -> str:
    """The pattern of a name that is no part of another word; beside a letter of an unparted script it always may."""
    parted = rf"[^\W{_UNPARTED}]"
    before = "" if re.match(rf"[{_UNPARTED}]", form) else rf"(?<!{parted})"
    after = rf"(?![{_SIGNS}])" if re.search(rf"[{_UNPARTED}]\Z", form) else rf"(?!{parted})"
    return f"{before}{re.escape(form)}{after}"


def _missing_numbers(source: str, target: str) -> Sequence[str]:
    """Numbers of the source that the translation has in no script's digits."""
    there = set(map(_value, _NUMBER.findall(target)))
    return list(dict.fromkeys(number for number in _NUMBER.findall(source) if _value(number) not in there))


def _value(number: str) -> str:
    """The number's digits in Latin script, without separators: `៦០.០០០` and `60,000` are alike."""
    return _NOT_DIGITS.sub("", "".join(str(unicodedata.digit(letter, "")) or letter for letter in number))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()

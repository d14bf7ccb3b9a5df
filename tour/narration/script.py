"""Text -> script: paragraphs, sentences, and the spoken form of each."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from tour.models import paragraphs
from tour.narration import abbreviations
from tour.narration.clusters import may_cut

# Marks after which a sentence ends at once, whatever follows; and those that need white space or the end after them.
_ALWAYS = "។៕。！？｡"
_SPACED = ".!?…؟۔।॥။"
# “។ល។” is Khmer for “and so on”: one mark.
_CLOSING = "\"'”’»›)]）］】」』〉》"
_END = re.compile(rf"(?:។\s?ល\s?។|[{_ALWAYS}]+|[{_SPACED}]+)[{_ALWAYS}{_SPACED}{re.escape(_CLOSING)}]*")
_WORD_BEFORE = re.compile(r"[\w.\-]*$")
# French guillemets and spaced marks stand off by a space: it is not the end of the sentence's own mark.
_SPACED_CLOSING = re.compile(r"[\u00a0\u202f ]+[»›](?=\s|$)")

# Thai and Lao write no sentence mark: a space ends a piece once it is this long (characters).
_UNMARKED = frozenset({"th", "lo"})
_PIECE_MIN, _PIECE_MAX = 60, 90
# Languages that write the 5th as “5.”
_ORDINAL_STOP = frozenset({"de", "da", "nb", "fi", "cs", "pl", "hu", "tr"})
# After a closed quotation these lead on: “to”, “tte”, “no” ...
_JAPANESE_GOES_ON = ("と", "って", "の", "が", "を", "は", "も", "に", "で")
# Scripts without spaces between words: a lexicon entry may stand anywhere in the line.
_UNSPACED = frozenset({"km", "th", "lo", "my", "zh-hans", "zh-hant", "ja"})


def split(text: str, language: str) -> tuple[tuple[str, ...], ...]:
    """The text's paragraphs (parted by blank lines), each as its sentences.

    Joined again they are the paragraph, but for white space.
    """
    return tuple(tuple(_sentences(paragraph, language)) for paragraph in paragraphs(text))


_PARTED_DIGITS = re.compile(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3})")


def speak_as(sentence: str, language: str, lexicon: Mapping[str, str]) -> str:
    """The sentence as a voice should read it (NFC): each written form of the lexicon by its spoken form.

    The longest form goes first, whole words only where the script parts words, and what was
    put in is not replaced again. A no-break space between digits is closed up: voices read
    “35 000” with one as thirty-five, zero, zero, zero.
    """
    sentence = _PARTED_DIGITS.sub("", unicodedata.normalize("NFC", sentence))
    if not lexicon:
        return sentence
    said = {unicodedata.normalize("NFC", written): spoken for written, spoken in lexicon.items() if written}
    pattern = _any_of(said, language)
    return unicodedata.normalize(
        "NFC", pattern.sub(lambda found: found[0] if _inside(found) else said[found[0]], sentence)
    )


def forms_in(sentence: str, language: str, forms: Iterable[str]) -> tuple[str, ...]:
    """Those of the written forms (NFC) that `speak_as` would replace in the sentence, in order."""
    known = {unicodedata.normalize("NFC", form) for form in forms if form}
    if not known:
        return ()
    sentence = _PARTED_DIGITS.sub("", unicodedata.normalize("NFC", sentence))
    return tuple(found[0] for found in _any_of(known, language).finditer(sentence) if not _inside(found))


def speakable(sentence: str) -> bool:
    """Whether there is anything to say in it: a letter or a digit."""
    return any(character.isalnum() for character in sentence)


def _sentences(paragraph: str, language: str) -> list[str]:
    found, start = [], 0
    for mark in _END.finditer(paragraph):
        end = mark.end()
        if closing := _SPACED_CLOSING.match(paragraph, end):
            end = closing.end()
        if end > start and _ends(paragraph, mark, end, language):
            found.append(paragraph[start:end].strip())
            start = end
    found.append(paragraph[start:].strip())
    whole = [sentence for sentence in _merged(found) if sentence]
    return [piece for sentence in whole for piece in _pieces(sentence)] if language in _UNMARKED else whole


def _merged(found: list[str]) -> list[str]:
    """What holds nothing to say (a lone mark or dash) goes to the sentence before it."""
    merged: list[str] = []
    for sentence in found:
        if merged and sentence and not speakable(sentence):
            merged[-1] = f"{merged[-1]} {sentence}"
        else:
            merged.append(sentence)
    return merged


def _ends(paragraph: str, mark: re.Match[str], end: int, language: str) -> bool:
    """Whether a sentence really ends at this mark."""
    rest = paragraph[end:]
    quoted = paragraph[end - 1] in _CLOSING
    if mark[0][0] in _ALWAYS:
        return not (quoted and language == "ja" and rest.startswith(_JAPANESE_GOES_ON))
    if rest and not rest[0].isspace():
        return False
    following = rest.lstrip()
    if not following:
        return True
    first = next((character for character in following if character.isalnum()), "")
    if mark[0].startswith((".", "…")):
        if first.islower():
            return False
        return mark[0][0] != "." or not _abbreviated(paragraph[: mark.start()], first, language)
    # “Stop!” he said: a mark inside a quotation, and the sentence goes on in small letters.
    return not (first.islower() and quoted)


def _abbreviated(before: str, first: str, language: str) -> bool:
    """Whether the full stop after `before` belongs to an abbreviation, given the first letter that follows."""
    match = _WORD_BEFORE.search(before)
    word = match[0].strip("-") if match else ""
    if language in _ORDINAL_STOP and word.isdigit() and len(word) <= 2:
        return True
    if word.lower() in abbreviations.of(language):
        # “No.” and “p.” are abbreviations before a number, but may end a sentence as words.
        return word.lower() not in _BEFORE_NUMBER or first.isdigit()
    if len(word) == 1 and word.isalpha():
        return word.isupper() and word not in abbreviations.LETTER_WORDS.get(language, ())
    return re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word) is not None and word.isupper() and len(word) <= 3


_BEFORE_NUMBER = frozenset({"no", "nos", "art", "fig", "sec", "ch", "s", "p", "n", "sz", "nr"})


def _pieces(sentence: str) -> list[str]:
    """Cut at spaces: the first one past the lower length, or the last before the upper one is passed by far."""
    pieces, rest = [], sentence
    while len(rest) > _PIECE_MAX:
        spaces = [at.start() for at in re.finditer(r"\s+", rest) if at.start() >= _PIECE_MIN and _free(rest, at)]
        # A last piece of a word or two would sound cut off.
        at = next((at for at in spaces if len(rest) - at > _PIECE_MIN // 3), 0)
        if not at:
            break
        pieces.append(rest[:at].strip())
        rest = rest[at:].strip()
    return [*pieces, rest]


def _free(text: str, space: re.Match[str]) -> bool:
    """Whether a space parts two clusters (a mark after it would hang in the air), and no number."""
    before, after = text[space.start() - 1], text[space.end() : space.end() + 1]
    return (
        bool(after)
        and may_cut(text, space.end())
        and not (before.isdigit() or after.isdigit())
        and after not in "ๆໆฯຯ"
    )


def _any_of(forms: Iterable[str], language: str) -> re.Pattern[str]:
    """The forms in a language, the longest first."""
    return _pattern(tuple(sorted(forms, key=lambda form: (-len(form), form))), language not in _UNSPACED)


@lru_cache(maxsize=256)
def _pattern(forms: tuple[str, ...], whole_words: bool) -> re.Pattern[str]:
    """Any of the forms, the first that fits; whole words where a form begins or ends in a letter of one."""
    return re.compile("|".join(_bounded(form) if whole_words else re.escape(form) for form in forms))


def _bounded(form: str) -> str:
    left = r"(?<!\w)" if form[0].isalnum() else ""
    right = r"(?!\w)" if form[-1].isalnum() else ""
    return f"{left}{re.escape(form)}{right}"


def _inside(found: re.Match[str]) -> bool:
    """Whether the find begins or ends inside a cluster: then it is no word of its own."""
    text, (start, end) = found.string, found.span()
    return any(0 < at < len(text) and not may_cut(text, at) for at in (start, end))

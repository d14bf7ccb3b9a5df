"""What one text has that another has not, in readable pieces: words, or letters where a script has no spaces."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

# A script with fewer spaces than one in so many letters is compared by its letters.
_SPACED = 20
_COENG = "\u17d2"  # Khmer: joins the next consonant to the one before


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: in both ("same"), only in the text before ("gone"), only in the one after ("new")."""

    kind: Literal["same", "gone", "new"]
    text: str


def marked(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one, with what is gone and what is new."""
    # What a browser once sent and what a tour folder brought differ in their line ends, which nobody reads.
    old, new = (_tokens(text.replace("\r\n", "\n")) for text in (before, after))
    found: list[Piece] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        if a < b:
            found.append(Piece("gone", "".join(old[a:b])))
        if c < d:
            found.append(Piece("new", "".join(new[c:d])))
    return tuple(found)


def _tokens(text: str) -> Sequence[str]:
    if text.count(" ") * _SPACED >= len(text):
        return re.findall(r"\s+|[^\s]+", text)
    return _letters(text)


def _letters(text: str) -> list[str]:
    """The text's letters, each with the marks that belong to it."""
    found: list[str] = []
    for letter in text:
        if found and (unicodedata.category(letter)[0] == "M" or found[-1].endswith(_COENG)):
            found[-1] += letter
        else:
            found.append(letter)
    return found

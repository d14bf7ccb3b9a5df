"""Where a text may be cut without tearing a written syllable apart.

Enough of Unicode's grapheme rules for the scripts the tour speaks, and a little more than
those: a Khmer coeng or an Indic virama binds the letter after it, and a Thai or Lao vowel
written before its consonant is not left alone at the end of a piece.
"""

import unicodedata

# These join what stands on both sides: zero width joiner, Khmer coeng, Indic viramas, Myanmar's stacking sign.
_BINDERS = frozenset("\u200d\u17d2\u094d\u09cd\u0acd\u0b4d\u0c4d\u0ccd\u0d4d\u1039")
# Thai and Lao vowels written before the consonant they follow in speech.
_LEADING = frozenset("เแโใไເແໂໃໄ")
# Thai, Lao and Khmer signs that Unicode counts as letters but that belong to what stands before them.
_TRAILING = frozenset("ะาำๅๆฯະາຳຽໆຯៗ")


def may_cut(text: str, at: int) -> bool:
    """Whether the text may be cut before index `at` (never at its ends)."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before in _BINDERS or before in _LEADING:
        return False
    if after in _TRAILING or after in "\u200c\u200d":
        return False
    return not unicodedata.category(after).startswith("M")


def last_cut(text: str, limit: int) -> int:
    """The last index up to `limit` where the text may be cut; `limit` itself where nothing allows it."""
    return next((at for at in range(min(limit, len(text)), 0, -1) if may_cut(text, at)), limit)

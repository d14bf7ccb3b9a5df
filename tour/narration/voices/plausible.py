"""Whether a sound can be the text it is said to be: the right length, and not silent."""

import unicodedata

# Seconds a character may take, by the name its script has in Unicode: (least, most).
# Wide on purpose: they catch a missing half or another sentence, not a fast reader.
_SLOW = {"CJK": (0.07, 0.8), "HANGUL": (0.05, 0.7), "HIRAGANA": (0.04, 0.6), "KATAKANA": (0.04, 0.6)}
# Scripts whose letters carry a vowel of their own, or leave vowels to signs that are not counted.
_SLOW |= dict.fromkeys(("KHMER", "THAI", "LAO", "MYANMAR", "DEVANAGARI", "BENGALI", "TAMIL"), (0.022, 0.5))
_LETTER, _DIGIT = (0.022, 0.35), (0.05, 1.6)
_SPARE_S = 2.5


def bounds_s(text: str) -> tuple[float, float]:
    """The shortest and longest time (seconds) in which the text can be read aloud."""
    least = most = 0.0
    for character in text:
        if character.isdigit():
            low, high = _DIGIT
        elif character.isalpha():
            low, high = _SLOW.get(unicodedata.name(character, "").split(" ")[0], _LETTER)
        else:
            continue
        least, most = least + low, most + high
    return least, most + _SPARE_S

"""What no text of a tour may hold: control characters and markup."""

import re

# All control characters but tab and line feed, the line and paragraph separators, and what is no character.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_TAG = re.compile(r"<[/!?]?[A-Za-z][^<>]*>|<!--")


def control_character(text: str) -> re.Match[str] | None:
    """The first character that must not stand in a text."""
    return _CONTROL.search(text)


def tag(text: str) -> re.Match[str] | None:
    """The first thing that looks like HTML: texts are plain, and shown as they are written."""
    return _TAG.search(text) if "<" in text else None


def wrong_with(text: str) -> str:
    """What is wrong with a text, in words; "" where nothing is."""
    if found := control_character(text):
        return f"holds the control character U+{ord(found[0]):04X}; take it out"
    if found := tag(text):
        return f"holds the tag {found[0][:40]}; texts are plain, without HTML"
    return ""

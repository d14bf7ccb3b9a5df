"""What no text of a tour may hold: control characters and markup."""

import re

from django.utils.translation import gettext, ngettext

# All control characters but tab and line feed, the line and paragraph separators, and what is no character.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_TAG = re.compile(r"<[/!?]?[A-Za-z][^<>]*>|<!--")


def control_character(text: str) -> re.Match[str] | None:
    """The first character that must not stand in a text."""
    return _CONTROL.search(text)


def tag(text: str) -> re.Match[str] | None:
    """The first thing that looks like HTML: texts are plain, and shown as they are written."""
    return _TAG.search(text) if "<" in text else None


def code_point(character: str) -> str:
    """A character as it is written where it cannot be seen: `U+0007`."""
    return f"U+{ord(character):04X}"


def wrong_with(text: str, name: str = "") -> str:
    """What is wrong with the text of that name, as a sentence; "" where nothing is."""
    if found := control_character(text):
        message = gettext(
            "“%(name)s” holds the control character %(code)s, which cannot be seen. Delete the words around it and"
            " type them anew."
        )
        return message % {"name": name, "code": code_point(found[0])}
    if found := tag(text):
        message = gettext("“%(name)s” holds the tag %(tag)s. Texts are plain: write it without HTML.")
        return message % {"name": name, "tag": found[0][:40]}
    return ""


def unlike(count: int, others: int, source: str) -> str:
    """What is said of a translation of that many paragraphs where its source has others; "" where it has as many."""
    if count == others:
        return ""
    message = ngettext(
        "This has %(count)d paragraph, %(file)s has %(others)d: each paragraph of a translation stands for one of"
        " the source.",
        "This has %(count)d paragraphs, %(file)s has %(others)d: each paragraph of a translation stands for one of"
        " the source.",
        count,
    )
    return message % {"count": count, "others": others, "file": source}

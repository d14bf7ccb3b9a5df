"""The door to Babel: languages' names, numbers, dates, durations; choosing a language; catalogues.

Codes are Django's, lower case (`zh-hans`), everywhere; this room alone knows other spellings.
"""

from typing import TYPE_CHECKING

from tour.languages.choosing import choose
from tour.languages.formats import clock, date, distance, minutes, month, number
from tour.languages.names import code_of, direction, enabled, name_in, own_name, tag, translated
from tour.languages.notes import CONTENT_NOTES, notes, notes_sentence

if TYPE_CHECKING:
    from tour.languages.po import PoEntry, read_entries, write_entries

__all__ = [
    "CONTENT_NOTES",
    "PoEntry",
    "choose",
    "clock",
    "code_of",
    "date",
    "direction",
    "distance",
    "enabled",
    "minutes",
    "month",
    "name_in",
    "notes",
    "notes_sentence",
    "number",
    "own_name",
    "read_entries",
    "tag",
    "translated",
    "write_entries",
]

_FILES = frozenset({"PoEntry", "read_entries", "write_entries"})


def __getattr__(name: str) -> object:
    """What reads and writes translators' files, loaded when first asked for: no visitor's request needs it."""
    if name not in _FILES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tour.languages import po

    return getattr(po, name)

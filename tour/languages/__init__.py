"""The door to Babel: languages' names, numbers, dates, durations; choosing a language; catalogues.

Codes are Django's, lower case (`zh-hans`), everywhere; this room alone knows other spellings.
"""

from tour.languages.choosing import choose
from tour.languages.formats import clock, date, distance, minutes, month, number
from tour.languages.names import direction, enabled, name_in, own_name, tag

__all__ = [
    "choose",
    "clock",
    "date",
    "direction",
    "distance",
    "enabled",
    "minutes",
    "month",
    "name_in",
    "number",
    "own_name",
    "tag",
]

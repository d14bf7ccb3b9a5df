"""Numbers, dates, durations and distances as each language writes them."""

import datetime

from babel.core import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from babel.units import format_unit

from tour.languages.names import locale


def number(value: float, code: str, digits: int = 0) -> str:
    """The number with the language's own separators (Babel writes Latin digits), rounded to `digits` decimals."""
    return format_decimal(round(value, digits), locale=locale(code))


def date(value: datetime.date, code: str) -> str:
    """The day, long form: `15 December 2025`."""
    return format_date(value, format="long", locale=_for_dates(code))


def month(value: datetime.date, code: str) -> str:
    """The month and its year: `December 2025`."""
    return format_skeleton("yMMMM", value, locale=_for_dates(code))


def minutes(duration_ms: int, code: str) -> str:
    """A length of sound in whole minutes, at least one: `2 min`."""
    count = max(1, round(duration_ms / 60_000))
    return format_unit(count, "duration-minute", length="short", locale=locale(code))


def clock(duration_ms: int) -> str:
    """A length of sound as a player shows it: `1:07`."""
    seconds = round(duration_ms / 1000)
    return f"{seconds // 60}:{seconds % 60:02d}"


def distance(metres: float, code: str) -> str:
    """A distance a walker understands: metres below one kilometre, else kilometres."""
    if metres < 1000:
        return format_unit(round(metres), "length-meter", length="short", locale=locale(code))
    value = round(metres / 1000, 1 if metres < 10_000 else 0)
    return format_unit(value, "length-kilometer", length="short", locale=locale(code))


def _for_dates(code: str) -> Locale:
    """Plain `en` would put the month first, as in the United States; most who read English here do not."""
    return locale("en-001" if code == "en" else code)

"""Writes TOML in the one form that `dump` knows: the same values give the same bytes."""

import datetime
import json
import re
from collections.abc import Iterable, Mapping, Sequence

Value = str | int | float | bool | datetime.date | Sequence[str]

WIDTH = 119
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_QUOTES = '"' * 3
_CLOSING = re.compile(r'("{3,}|"+\Z)')


def pairs(items: Mapping[str, Value | None]) -> str:
    """`key = value` lines; what is None is left out."""
    return "".join(f"{_key(key)} = {_value(key, value)}\n" for key, value in items.items() if value is not None)


def table(header: str, items: Mapping[str, Value | None]) -> str:
    """A table under its header (`[title]`, `[[claims]]`); "" for a table that holds nothing."""
    inside = pairs(items)
    return f"{header}\n{inside}" if inside else ""


def document(blocks: Iterable[str]) -> str:
    """The blocks that hold something, a blank line between two."""
    return "\n".join(block for block in blocks if block)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _line(key)


def _value(key: str, value: Value) -> str:
    if isinstance(value, str):
        return _lines(value) if "\n" in value else _line(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int | float):
        return repr(value)
    return _list(key, [_line(item) for item in value])


def _list(key: str, items: Sequence[str]) -> str:
    """On one line where it fits, else an item a line."""
    short = f"[{', '.join(items)}]"
    if len(key) + 3 + len(short) <= WIDTH:
        return short
    return "[\n" + "".join(f"    {item},\n" for item in items) + "]"


def _line(text: str) -> str:
    """A basic string. JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _lines(text: str) -> str:
    """A multi-line string, which begins on the line after its quotes and ends on its last line."""
    parts = _CLOSING.split(text)
    # Quotes that would end the string stand at the odd places.
    parts[1::2] = ['\\"' * len(quotes) for quotes in parts[1::2]]
    parts[::2] = ["\n".join(_escaped(line) for line in part.split("\n")) for part in parts[::2]]
    return f"{_QUOTES}\n{''.join(parts)}{_QUOTES}"


def _escaped(line: str) -> str:
    """A line with all escaped but its quotes."""
    return '"'.join(_line(part)[1:-1] for part in line.split('"'))

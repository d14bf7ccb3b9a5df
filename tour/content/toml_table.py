"""A table of a TOML file, asked key by key; what is wrong becomes a fault with its line."""

import datetime
import math
import re
import tomllib
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings

from tour.content import texts
from tour.content.files import TextFile
from tour.content.toml_lines import Path, TomlLines
from tour.content.values import Hashes, Words

_SLUG = re.compile(r"[A-Za-z0-9_-]{1,50}")
_HASH = re.compile(r"[0-9a-f]{16}")
_PLACE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


class TomlTable:
    """One table. A getter takes its key out; where the value cannot be meant it notes a fault and gives a default."""

    def __init__(self, file: TextFile, data: dict[str, Any], path: Path, lines: "_Lines") -> None:
        """The table `data`, which stands at `path` in the file."""
        self.file, self.path = file, path
        self._data = dict(data)
        self._lines = lines

    def fault(self, message: str, *keys: str | int) -> None:
        """Note a fault at a key of this table (at the table itself where none is given)."""
        self.file.fault(self._lines.of((*self.path, *keys)), message)

    def keys(self) -> tuple[str, ...]:
        """The keys not taken out yet."""
        return tuple(self._data)

    def done(self) -> None:
        """Note a fault for every key that nothing asked for."""
        for key in self._data:
            self.fault(f"The key “{key}” is not known here.", key)

    def text(self, key: str, *, required: bool = False, longest: int = 0, lines: bool = False) -> str:
        """A text, stripped. `longest` is in characters (0: any); `lines` allows more than one line."""
        value = self._take(key, str, "a text in quotes", required=required)
        return "" if value is None else self._checked(key, value, longest=longest, lines=lines)

    def slug(self, key: str) -> str:
        """A name of letters, digits, hyphens and underscores; "" after a fault."""
        value = self.text(key, required=True)
        if value and not _SLUG.fullmatch(value):
            self.fault(f"“{value[:60]}” must be at most 50 letters, digits, hyphens and underscores.", key)
            return ""
        return value

    def choice(self, key: str, known: Collection[str], default: str = "") -> str:
        """One of the known words; required where there is no default."""
        value = self.text(key, required=not default)
        if value and value not in known:
            self.fault(f"“{value[:60]}” is not known; “{key}” is one of: {', '.join(sorted(known))}.", key)
            return default
        return value or default

    def flag(self, key: str) -> bool:
        """True or false; false where it is not said."""
        return bool(self._take(key, bool, "true or false"))

    def whole(self, key: str, least: int, most: int, *, required: bool = False) -> int | None:
        """A whole number within bounds."""
        value: int | None = self._take(key, int, "a whole number", required=required)
        if value is not None and not least <= value <= most:
            self.fault(f"“{key}” must be from {least} to {most}.", key)
            return None
        return value

    def degrees(self, key: str, most: float) -> float | None:
        """A coordinate: a number from -most to most."""
        value = self._take(key, (float, int), "a number")
        if value is not None and not (math.isfinite(value) and abs(value) <= most):
            self.fault(f"“{key}” must be from {-most:g} to {most:g} degrees.", key)
            return None
        return None if value is None else float(value)

    def day(self, key: str) -> datetime.date | None:
        """A day, as a TOML date or as text `2025-12-15`."""
        value = self._take(key, (datetime.date, str), "a date such as 2025-12-15")
        if isinstance(value, datetime.datetime) or value is None:
            if value is not None:
                self.fault(f"“{key}” must be a date such as 2025-12-15, without a time.", key)
            return None
        try:
            return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
        except ValueError:
            self.fault(f"“{value[:40]}” is not a date; write it as 2025-12-15.", key)
            return None

    def texts(self, key: str, *, known: Collection[str] = (), required: bool = False) -> tuple[str, ...]:
        """A list of texts, none of them twice; each of them known, where `known` says which are."""
        values = self._take(key, list, 'a list such as ["one", "two"]', required=required) or []
        found: dict[str, None] = {}
        for value in values:
            if not isinstance(value, str) or not value.strip():
                self.fault(f"“{key}” may hold only texts in quotes.", key)
            elif value.strip() in found:
                self.fault(f"“{value[:60]}” stands twice in “{key}”.", key)
            elif known and value not in known:
                self.fault(f"“{value[:60]}” in “{key}” is not known.", key)
            else:
                found[self._checked(key, value)] = None
        return tuple(found)

    def table(self, key: str) -> "TomlTable":
        """A table in this one; empty where there is none."""
        value = self._take(key, dict, f"a table: [{key}]")
        return TomlTable(self.file, value or {}, (*self.path, key), self._lines)

    def tables(self, key: str) -> Iterator["TomlTable"]:
        """An array of tables in this one."""
        for place, value in enumerate(self._take(key, list, f"tables: [[{key}]]") or []):
            if isinstance(value, dict):
                yield TomlTable(self.file, value, (*self.path, key, place), self._lines)
            else:
                self.fault(f"“{key}” must be tables, each under its own [[{key}]].", key)

    def words(self, key: str, *, longest: int = 0, lines: bool = False) -> Words:
        """A table of texts by language code; languages that say nothing are left out."""
        table = self.table(key)
        found = {code: table.text(code, longest=longest, lines=lines) for code in table.languages()}
        return {code: text for code, text in found.items() if text}

    def hashes(self, key: str) -> Hashes:
        """A table of hashes of sources by language code."""
        table = self.table(key)
        found = {code: table.text(code) for code in table.languages()}
        for code, text in found.items():
            if text and not _HASH.fullmatch(text):
                table.fault(f"“{code}” must be 16 hex digits: the hash that `dump` writes.", code)
        return {code: text for code, text in found.items() if text}

    def languages(self) -> tuple[str, ...]:
        """The keys left, which must all be language codes; others become faults and are taken out."""
        for code in self.keys():
            if code not in settings.SUPERSET:
                self.fault(f"“{code}” is not a language code this program knows.", code)
                del self._data[code]
        return self.keys()

    def _checked(self, key: str, value: str, *, longest: int = 0, lines: bool = False) -> str:
        value = value.strip()
        if problem := texts.wrong_with(value):
            self.fault(f"“{key}” {problem}.", key)
        if not lines and "\n" in value:
            self.fault(f"“{key}” must stand on one line.", key)
        if longest and len(value) > longest:
            self.fault(f"“{key}” is {len(value)} characters long; {longest} are the most.", key)
        return value

    def _take(self, key: str, kind: type | tuple[type, ...], meant: str, *, required: bool = False) -> Any:
        value = self._data.pop(key, None)
        if value is None or value == "":
            if required:
                self.fault(f"“{key}” is missing.", key)
            return None
        # True is a whole number to Python, not to a curator.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fault(f"“{key}” must be {meant}.", key)
            return None
        return value


class _Lines:
    """The lines of a file's keys, looked for only once they are asked for."""

    def __init__(self, text: str, first: int) -> None:
        self._text, self._first = text, first
        self._found: TomlLines | None = None

    def of(self, path: Path) -> int:
        if self._found is None:
            self._found = TomlLines(self._text, self._first)
        return self._found.of(path)


def parsed(file: TextFile) -> TomlTable | None:
    """The file's TOML; None, with its fault noted, where it is none."""
    return _table(file, file.text, 1, tomllib.loads)


def front_matter(file: TextFile, text: str) -> TomlTable | None:
    """The TOML that begins on the file's second line; None, with its fault noted, where it is none."""
    return _table(file, text, 2, _loads_again)


# Most translations of a stop have the same front matter. The tables are never written to.
@lru_cache(maxsize=8)
def _loads_again(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def _table(file: TextFile, text: str, first: int, loads: Callable[[str], dict[str, Any]]) -> TomlTable | None:
    try:
        return TomlTable(file, loads(text), (), _Lines(text, first))
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        problem = _PLACE.sub("", str(error)).strip() or "it cannot be read"
        file.fault(first + line - 1, f"This is not TOML: {problem}.")
    except (RecursionError, ValueError):
        file.fault(first, "This TOML cannot be read: a number or a nesting in it is too large.")
    return None

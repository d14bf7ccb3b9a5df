"""A table of a TOML file, asked key by key; what is wrong becomes a fault with its line."""

import datetime
import math
import re
import tomllib
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, ngettext

from tour.content import texts
from tour.content.files import TextFile
from tour.content.toml_lines import Path, TomlLines
from tour.content.values import Hashes, Words

_SLUG = re.compile(r"[A-Za-z0-9_-]{1,50}")
_HASH = re.compile(r"[0-9a-f]{16}")
# What may stand where one of these is meant.
_ALSO: dict[type, tuple[type, ...]] = {float: (float, int), datetime.date: (datetime.date, str)}
_PLACE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


class TomlTable:
    """One table. A getter takes its key out; where the value cannot be meant it notes a fault and gives a default."""

    def __init__(self, file: TextFile, data: dict[str, Any], path: Path, lines: TomlLines) -> None:
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
            message = gettext("The key “%(key)s” is not known here. Look at its spelling, or take it out.")
            self.fault(message % {"key": key}, key)

    def text(self, key: str, *, required: bool = False, longest: int = 0, lines: bool = False) -> str:
        """A text, stripped. `longest` is in characters (0: any); `lines` allows more than one line."""
        value = self._take(key, str, required=required)
        return "" if value is None else self._checked(key, value, longest=longest, lines=lines)

    def slug(self, key: str) -> str:
        """A name of letters, digits, hyphens and underscores; "" after a fault."""
        value = self.text(key, required=True)
        if value and not _SLUG.fullmatch(value):
            message = gettext("“%(value)s” must be at most 50 letters, digits, hyphens and underscores.")
            self.fault(message % {"value": value[:60]}, key)
            return ""
        return value

    def choice(self, key: str, known: Collection[str], default: str = "") -> str:
        """One of the known words; required where there is no default."""
        value = self.text(key, required=not default)
        if value and value not in known:
            message = gettext("“%(value)s” is not known; “%(key)s” is one of: %(known)s.")
            self.fault(message % {"value": value[:60], "key": key, "known": ", ".join(sorted(known))}, key)
            return default
        return value or default

    def flag(self, key: str) -> bool:
        """True or false; false where it is not said."""
        return bool(self._take(key, bool))

    def whole(self, key: str, least: int, most: int, *, required: bool = False) -> int | None:
        """A whole number within bounds."""
        value: int | None = self._take(key, int, required=required)
        if value is not None and not least <= value <= most:
            message = gettext("“%(key)s” must be from %(least)d to %(most)d.")
            self.fault(message % {"key": key, "least": least, "most": most}, key)
            return None
        return value

    def degrees(self, key: str, most: int) -> float | None:
        """A coordinate: a number from -most to most."""
        value = self._take(key, float)
        if value is not None and not (math.isfinite(value) and abs(value) <= most):
            message = gettext("“%(key)s” must be from -%(most)d to %(most)d degrees.")
            self.fault(message % {"key": key, "most": most}, key)
            return None
        return None if value is None else float(value)

    def day(self, key: str) -> datetime.date | None:
        """A day, as a TOML date or as text `2025-12-15`."""
        value = self._take(key, datetime.date)
        if isinstance(value, datetime.datetime) or value is None:
            if value is not None:
                message = gettext("“%(key)s” must be a date such as 2025-12-15, without a time.")
                self.fault(message % {"key": key}, key)
            return None
        try:
            return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
        except ValueError:
            message = gettext("“%(value)s” is not a date; write it as 2025-12-15.")
            self.fault(message % {"value": value[:40]}, key)
            return None

    def texts(self, key: str, *, known: Collection[str] = (), required: bool = False) -> tuple[str, ...]:
        """A list of texts, none of them twice; each of them known, where `known` says which are."""
        values = self._take(key, list, required=required) or []
        found: dict[str, None] = {}
        for value in values:
            if not isinstance(value, str) or not value.strip():
                self.fault(gettext("“%(key)s” may hold only texts in quotes.") % {"key": key}, key)
            elif value.strip() in found:
                self.fault(twice(value), key)
            elif known and value not in known:
                message = gettext("“%(value)s” in “%(key)s” is not known. Look at its spelling, or take it out.")
                self.fault(message % {"value": value[:60], "key": key}, key)
            else:
                found[self._checked(key, value)] = None
        return tuple(found)

    def table(self, key: str) -> "TomlTable":
        """A table in this one; empty where there is none."""
        value = self._take(key, dict)
        return TomlTable(self.file, value or {}, (*self.path, key), self._lines)

    def tables(self, key: str) -> Iterator["TomlTable"]:
        """An array of tables in this one."""
        for place, value in enumerate(self._take(key, list, meant=_tables) or []):
            if isinstance(value, dict):
                yield TomlTable(self.file, value, (*self.path, key, place), self._lines)
            else:
                self.fault(_tables() % {"key": key}, key)

    def words(self, key: str, *, longest: int = 0, lines: bool = False) -> Words:
        """A table of texts by language code; languages that say nothing are left out."""
        table = self.table(key)
        found = {code: table.text(code, longest=longest, lines=lines) for code in table.languages()}
        return {code: text for code, text in found.items() if text}

    def hash(self, key: str) -> str:
        """The hash of a source, as `dump` writes it; "" where there is none."""
        value = self.text(key)
        if value and not _HASH.fullmatch(value):
            message = gettext(
                "“%(key)s” must be 16 hex digits, as a downloaded folder has here. Else take the line out."
            )
            self.fault(message % {"key": key}, key)
        return value

    def hashes(self, key: str) -> Hashes:
        """A table of hashes of sources by language code."""
        table = self.table(key)
        found = {code: table.hash(code) for code in table.languages()}
        return {code: text for code, text in found.items() if text}

    def languages(self) -> tuple[str, ...]:
        """The keys left, which must all be language codes; others become faults and are taken out."""
        for code in self.keys():
            if code not in settings.SUPERSET:
                message = gettext("“%(code)s” is not a language code this program knows.")
                self.fault(message % {"code": code}, code)
                del self._data[code]
        return self.keys()

    def _checked(self, key: str, value: str, *, longest: int = 0, lines: bool = False) -> str:
        value = value.strip()
        if problem := texts.wrong_with(value, key):
            self.fault(problem, key)
        if not lines and "\n" in value:
            self.fault(gettext("“%(key)s” must stand on one line.") % {"key": key}, key)
        if longest and len(value) > longest:
            self.fault(too_long(key, len(value), longest), key)
        return value

    def _take(self, key: str, kind: type, *, meant: Callable[[], str] | None = None, required: bool = False) -> Any:
        value = self._data.pop(key, None)
        if value is None or value == "":
            if required:
                self.fault(gettext("“%(key)s” is missing.") % {"key": key}, key)
            return None
        # True is a whole number to Python, not to a curator.
        if not isinstance(value, _ALSO.get(kind, kind)) or (isinstance(value, bool) and kind is not bool):
            self.fault((meant() if meant else _meant(kind)) % {"key": key}, key)
            return None
        return value


def twice(name: str) -> str:
    """What is said of a name that stands in a list twice."""
    return gettext("“%(name)s” stands here twice. Take one out, or rename it.") % {"name": name[:60]}


def too_long(key: str, count: int, most: int) -> str:
    """What is said of a text of more characters than there may be."""
    message = ngettext(
        "“%(key)s” is %(count)d character long; %(most)d are the most. Shorten it.",
        "“%(key)s” is %(count)d characters long; %(most)d are the most. Shorten it.",
        count,
    )
    return message % {"key": key, "count": count, "most": most}


def _meant(kind: type) -> str:
    """What is said where something else stands than what is meant."""
    return {
        str: gettext("“%(key)s” must be a text in quotes."),
        bool: gettext("“%(key)s” must be true or false, without quotes."),
        int: gettext("“%(key)s” must be a whole number, without quotes."),
        float: gettext("“%(key)s” must be a number, without quotes."),
        datetime.date: gettext("“%(key)s” must be a date such as 2025-12-15."),
        list: gettext('“%(key)s” must be a list such as ["one", "two"].'),
        dict: gettext("“%(key)s” must be a part of its own: a line [%(key)s], with its lines below."),
    }[kind]


def _tables() -> str:
    return gettext("“%(key)s” must be parts of their own, each below its own line [[%(key)s]].")


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
        return TomlTable(file, loads(text), (), TomlLines(text, first))
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        message = gettext(
            "This is not TOML: look for a missing quotation mark, bracket or equals sign here or just before."
            " The reader says: “%(problem)s”."
        )
        file.fault(first + line - 1, message % {"problem": _PLACE.sub("", str(error)).strip()})
    except (RecursionError, ValueError):
        message = gettext("This TOML cannot be read: a number or a nesting in it is too large.")
        file.fault(first, message)
    return None

"""On which line of a TOML text a key stands: tomllib says it only for what it cannot read."""

import re
from collections.abc import Iterator
from functools import cached_property

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=(.*)""", re.DOTALL)
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_LONG = ('"' * 3, "'" * 3)


class TomlLines:
    """The lines of a TOML text's keys; looked for only once something is wrong, so it may be slow."""

    def __init__(self, text: str, first: int = 1) -> None:
        """The keys of `text`, which begins on the file's line `first`."""
        self._text, self._first = text, first

    @cached_property
    def _found(self) -> dict[Path, int]:
        found: dict[Path, int] = {}
        for path, line in _keys(self._text):
            found.setdefault(path, line + self._first - 1)
        return found

    def of(self, path: Path) -> int:
        """The key's line; that of what holds it where it has none of its own."""
        while path:
            if path in self._found:
                return self._found[path]
            path = path[:-1]
        return self._first


def _keys(text: str) -> Iterator[tuple[Path, int]]:
    """(path, line) of every header and key; a table of an array has its place (from 0) in its path."""
    header: Path = ()
    counts: dict[Path, int] = {}
    closing = ""
    for line, words in enumerate(text.split("\n"), start=1):
        if closing:
            closing = "" if closing in words else closing
            continue
        if match := _HEADER.match(words):
            header = _placed(_parts(match[2]), counts, repeated=match[1] == "[[")
            yield header, line
        elif match := _KEY.match(words):
            path = header + _parts(match[1])
            for depth in range(len(header) + 1, len(path) + 1):
                yield path[:depth], line
            closing = next((mark for mark in _LONG if match[2].count(mark) % 2), "")


def _parts(name: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(name))


def _placed(name: Path, counts: dict[Path, int], *, repeated: bool) -> Path:
    """A header's path, with the place in its array after each part that is an array of tables."""
    if repeated:
        counts[name] = counts.get(name, -1) + 1
    path: Path = ()
    for depth, part in enumerate(name, start=1):
        path += (part,)
        if name[:depth] in counts:
            path += (counts[name[:depth]],)
    return path

"""Keys: the hash of all a page is made from."""

import hashlib
from functools import cache
from pathlib import Path

import msgspec

from tour.languages import catalogues

_ROOM = Path(__file__).resolve().parent
_MADE_FROM = frozenset({".py", ".html", ".svg", ".css", ".js"})


def key(value: object, language: str) -> str:
    """64 hex digits over the value, this room's code, templates and assets, and the language's catalogue."""
    digest = hashlib.sha256(msgspec.json.encode([type(value).__name__, value]))
    digest.update(room().encode())
    digest.update(_catalogue(language))
    return digest.hexdigest()


@cache
def room() -> str:
    """The digest of every source file of this room. (Read once: code does not change under a running process.)"""
    digest = hashlib.sha256()
    for path in sorted(path for path in _ROOM.rglob("*") if path.suffix in _MADE_FROM):
        digest.update(path.relative_to(_ROOM).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _catalogue(language: str) -> bytes:
    """The language's compiled catalogue; empty where there is none (the words then stand in English)."""
    try:
        return catalogues.po_path(language).with_suffix(".mo").read_bytes()
    except FileNotFoundError:
        return b""

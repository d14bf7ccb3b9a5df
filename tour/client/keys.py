"""Keys of what a face makes: the hash of all it is made from."""

import hashlib
from pathlib import Path

import msgspec

from tour.client.assets import digest_of
from tour.languages import catalogues

_SHARED_ROOM = Path(__file__).resolve().parent


def key(value: object, language: str, module_file: str) -> str:
    """64 hex digits over the value, a face's room and this one with their assets, and the language's catalogue.

    `module_file` is the `__file__` of any module of the face.
    """
    digest = hashlib.sha256(msgspec.json.encode([type(value).__name__, value]))
    digest.update(digest_of(Path(module_file).resolve().parent, _SHARED_ROOM).encode())
    digest.update(_catalogue(language))
    return digest.hexdigest()


def _catalogue(language: str) -> bytes:
    """The language's compiled catalogue; empty where there is none (the words then stand in English)."""
    try:
        return catalogues.po_path(language).with_suffix(".mo").read_bytes()
    except FileNotFoundError:
        return b""

"""What faces give to publishing: finished files, and the jobs that make them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

For = Literal["", "all", "opus", "mp3", "kiosk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A finished file.

    `url` is where it is met, without a leading slash; a folder's page ends with `/`
    (`en/battle-of-pailin/`). `body` holds its bytes, or `path` names the file below the media
    folder that does. `status` is what the front answers with it. `pack` says which phones need
    it in their pack (`""`: none; `opus`/`mp3`: those that play that format; `kiosk`: kiosks alone). `policy` is its
    Content-Security-Policy (pages only). `brotli` spares publishing the work where a face has
    compressed already (quality 11).
    """

    url: str
    type: str
    body: bytes = b""
    path: str = ""
    status: int = 200
    pack: For = ""
    policy: str = ""
    brotli: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Files to be made, and the key of all they are made from: same key, nothing to do.

    `key` is hex; it covers words, sound, template, catalogue and code version of the face. `make` is
    called in a thread beside other jobs: it takes all it needs from values and files.
    """

    key: str
    make: Callable[[], tuple[File, ...]]


def address(sha256: str, extension: str) -> str:
    """Where a file lies by its content, relative to the site's root: `files/<32 hex digits>.webm`."""
    return f"files/{sha256[:32]}.{extension}"

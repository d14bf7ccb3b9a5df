"""The form of an exported folder: which file an address becomes, and the list of contents it carries."""

import msgspec

CONTENTS = "manifest.json"


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the folder, by its address (a page's ends with `/`)."""

    url: str
    bytes: int
    sha256: str


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """All files of the folder but this list itself; `release` is the hash of the release's manifest."""

    tour: str
    release: str
    files: tuple[Written, ...]


def file_of(url: str) -> str:
    """The path of an address in the folder: a page is the index.html of its own folder."""
    return f"{url}index.html" if url.endswith("/") or not url else url

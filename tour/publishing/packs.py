"""A tour's pack in one language: the list of all a phone needs, with sizes and hashes.

Both addresses of a file are relative to the site's root, which lies two folders above the
pack.json that names them; so an export under any path keeps working. `release` is a hash over
the files named: it changes when, and only when, this pack does.
"""

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from tour.edition import Edition, File, Job, address
from tour.publishing.kinds import extension
from tour.publishing.making import Made

TYPE = "application/json"


class Packed(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a pack: where it is met, where its bytes lie for ever, and which phones need it."""

    url: str
    src: str
    bytes: int
    sha256: str
    type: str
    for_: str = msgspec.field(name="for")


class Weight(msgspec.Struct, frozen=True, kw_only=True):
    """What a download comes to, in bytes, for phones that play Opus and for the others."""

    opus: int
    mp3: int


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """The pack.json of one tour in one language."""

    tour: str
    language: str
    release: str
    bytes: Weight
    files: tuple[Packed, ...]


def pack_job(edition: Edition, made: Iterable[Made]) -> Job:
    """The edition's pack.json, of those of its files that say they belong into it; keyed by its own bytes."""
    files = tuple(sorted({_packed(one) for one in made if one.pack}, key=lambda file: file.url))
    pack = Pack(
        tour=edition.tour, language=edition.language, release=_identity(files), bytes=weight(files), files=files
    )
    url, body = f"{edition.language}/{edition.tour}/pack.json", msgspec.json.encode(pack)
    file = File(url=url, type=TYPE, body=body)
    return Job(key=hashlib.sha256(f"pack {url} ".encode() + body).hexdigest(), make=lambda: (file,))


def weight(files: Sequence[Packed]) -> Weight:
    """The sums: files for all, with those of one format."""
    return Weight(
        opus=sum(file.bytes for file in files if file.for_ in {"all", "opus"}),
        mp3=sum(file.bytes for file in files if file.for_ in {"all", "mp3"}),
    )


def _packed(made: Made) -> Packed:
    return Packed(
        url=made.url,
        src=address(made.sha256, extension(made.type)),
        bytes=made.bytes,
        sha256=made.sha256,
        type=made.type,
        for_=made.pack,
    )


def _identity(files: Sequence[Packed]) -> str:
    return hashlib.sha256(msgspec.json.encode([(file.url, file.sha256) for file in files])).hexdigest()[:16]

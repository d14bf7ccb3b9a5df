"""A pack in one language: the list of all a phone needs, in the order it is fetched, with sizes and hashes.

First what every phone needs, pages before all else; then the sound in walking order. Both addresses
of a file are relative to the site's root, which lies two folders above a tour's pack.json (one above
that of the site's own pack); so an export under any path keeps working. `release` is a hash over the
files named: it changes when, and only when, this pack does.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from tour.edition import Edition, File, Job, KioskProfile, address
from tour.publishing.kinds import extension
from tour.publishing.making import Made

TYPE = "application/json"
# What stands for the tour in the pack of what belongs to none; no tour may be called so.
SITE = "site"
# And what stands for it in a kiosk's own pack, with the kiosk's slug as its language.
KIOSK = "kiosk"


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
    """The pack.json of one tour in one language; `tour` is `site` for what belongs to no tour."""

    tour: str
    language: str
    release: str
    bytes: Weight
    files: tuple[Packed, ...]


def tour_pack(edition: Edition, made: Iterable[Made]) -> Job:
    """The edition's pack.json."""
    sounds = [stop.sound for stop in edition.stops if stop.sound]
    order = [sha256 for sound in sounds for sha256 in (sound.opus.sha256, sound.mp3.sha256)]
    url = f"{edition.language}/{edition.tour}/pack.json"
    return pack_job(url, tour=edition.tour, language=edition.language, made=made, walked=order)


def site_packs(languages: Iterable[str], made: Sequence[Made]) -> Iterator[Job]:
    """For each language the pack.json of what belongs to no tour: its own pages, and what all languages share.

    `made` are one face's files; none for a face that has no first page in a language.
    """
    for language in languages:
        own = [one for one in made if one.url.startswith((f"{language}/", "files/"))]
        if any(one.url == f"{language}/" for one in own):
            yield pack_job(f"{language}/pack.json", tour=SITE, language=language, made=own)


def kiosk_packs(kiosks: Iterable[KioskProfile], made: Sequence[Made]) -> Iterator[Job]:
    """Each kiosk's own pack.json, where its page was made: the page, its parts, and the pictures it shows."""
    pages = {one.url: one for one in made}
    for kiosk in kiosks:
        base = f"{KIOSK}/{kiosk.slug}/"
        if page := pages.get(base):
            own = [one for one in made if one.url.startswith(base) or _part_of(page, one)]
            yield pack_job(f"{base}pack.json", tour=KIOSK, language=kiosk.slug, made=own)


def _part_of(page: Made, one: Made) -> bool:
    """Whether a kiosk needs the file: modules all do (they name each other), pictures are each page's own."""
    return one.url.startswith("files/") and (not one.type.startswith("image/") or one.url in page.links)


def pack_job(url: str, *, tour: str, language: str, made: Iterable[Made], walked: Sequence[str] = ()) -> Job:
    """A pack.json, of those of the files that say they belong into one; keyed by its own bytes.

    `walked` are the hashes of tracks in walking order.
    """
    place = {sha256: index for index, sha256 in enumerate(walked)}
    packed = {_packed(one) for one in made if one.pack}
    files = tuple(sorted(packed, key=lambda file: _order(file, place.get(file.sha256, len(place)))))
    pack = Pack(tour=tour, language=language, release=_identity(files), bytes=weight(files), files=files)
    body = msgspec.json.encode(pack)
    file = File(url=url, type=TYPE, body=body)
    return Job(key=hashlib.sha256(f"pack {url} ".encode() + body).hexdigest(), make=lambda: (file,))


def weight(files: Sequence[Packed]) -> Weight:
    """The sums: files for all, with those of one format."""
    return Weight(
        opus=sum(file.bytes for file in files if file.for_ in {"all", "opus"}),
        mp3=sum(file.bytes for file in files if file.for_ in {"all", "mp3"}),
    )


def _order(file: Packed, place: int) -> tuple[bool, bool, int, str]:
    """Where a file stands: for all before sound, pages before their parts, sound as it is walked."""
    return file.for_ in {"opus", "mp3"}, file.url.startswith("files/"), place, file.url


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

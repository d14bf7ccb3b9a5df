"""The manifest: what a release is. An immutable list of addresses and the hashes of what they answer."""

import msgspec
from django.utils.translation import gettext

from tour.publishing.store import Store


class Unreadable(Exception):
    """The stored manifest is missing or damaged; the message names it."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One file: its bytes and their compressed forms as blobs of the store (sizes in bytes).

    `policy` indexes the manifest's `policies` (-1: none); `pack` says which phones need it
    ("", all, opus, mp3).
    """

    sha256: str
    bytes: int
    type: str
    status: int = 200
    br: str = ""
    br_bytes: int = 0
    gzip: str = ""
    gzip_bytes: int = 0
    policy: int = -1
    pack: str = ""


class Manifest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One release of a tour, or of the site where `tour` is "".

    `editions`, `sound` and `listing` name blobs: the pinned words, what they sound by, and the tour as the
    list of tours shows it. `numbers` leads from a stop's number to its slug, `former` from a slug that an earlier
    release had to the number of its stop: numbers never change, so the two tell a renamed stop from a retired
    one. `gone` are pages that earlier releases had.
    """

    tour: str
    languages: tuple[str, ...]
    default: str
    files: dict[str, Entry]
    policies: tuple[str, ...] = ()
    numbers: dict[str, str] = {}
    editions: str = ""
    sound: str = ""
    listing: str = ""
    gone: tuple[str, ...] = ()
    former: dict[str, str] = {}

    def renamed(self) -> dict[str, str]:
        """Where stops are now that had another slug: old slug -> new."""
        return {slug: self.numbers[number] for slug, number in self.former.items() if number in self.numbers}

    def retired(self) -> frozenset[str]:
        """Numbers of stops that are no longer told; they stay on their signs."""
        return frozenset(self.former.values()) - self.numbers.keys()


def unreadable(name: str, error: Exception) -> Unreadable:
    """The exception for a stored part of that name, with what to do."""
    said = gettext("The stored part “%(name)s” cannot be read: “%(problem)s”. Publish the tour again.")
    return Unreadable(said % {"name": name, "problem": error})


_decoder = msgspec.json.Decoder(Manifest)


def write(store: Store, manifest: Manifest) -> str:
    """Keep the manifest; its hash, the same for the same release."""
    files = dict(sorted(manifest.files.items()))
    numbers = dict(sorted(manifest.numbers.items(), key=lambda item: int(item[0])))
    former = dict(sorted(manifest.former.items()))
    body = msgspec.json.encode(msgspec.structs.replace(manifest, files=files, numbers=numbers, former=former))
    return store.put(body).sha256


def read(store: Store, sha256: str) -> Manifest:
    """The manifest of that hash; raises `Unreadable`."""
    try:
        return _decoder.decode(store.read(sha256))
    except (OSError, msgspec.MsgspecError) as error:
        raise unreadable(f"release {sha256[:12]}", error) from error

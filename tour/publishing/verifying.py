"""Verify: whether a release, or a folder exported from one, is whole to the last byte."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from tour.publishing import manifest as manifests
from tour.publishing import pointer
from tour.publishing.checks import broken_links
from tour.publishing.compression import expanded
from tour.publishing.folder import CONTENTS, Contents, Written, file_of
from tour.publishing.kinds import bare
from tour.publishing.links import links
from tour.publishing.manifest import Entry, Manifest
from tour.publishing.packs import Pack, weight
from tour.publishing.store import Store, store


def verify(target: str | Path) -> list[str]:
    """The faults of a tour's present release (by slug) or of an exported folder, in words; empty where it is whole."""
    if str(target) in pointer.current().tours:
        return list(_tour_faults(store(), str(target)))
    if Path(target).is_dir():
        return list(_folder_faults(Path(target)))
    return [f"{target} is neither a published tour nor a folder."]


def _tour_faults(kept: Store, slug: str) -> Iterator[str]:
    """What is wrong with the tour's release and the site's own pages."""
    now = pointer.current()
    try:
        manifest = manifests.read(kept, now.tours[slug])
        site = manifests.read(kept, now.site)
        others = [manifests.read(kept, sha256) for other, sha256 in now.tours.items() if other != slug]
    except manifests.Unreadable as error:
        yield str(error)
        return
    for name in filter(None, (now.tours[slug], now.site, manifest.editions, manifest.sound, manifest.listing)):
        yield from _blob_faults(kept, name, None, f"release part {name[:12]}")
    releases = [manifest, site, *others]
    there = {url for release in releases for url in release.files}
    numbers = {f"{release.tour}/{number}" for release in releases for number in release.numbers}
    for release in (manifest, site):
        pages: dict[str, tuple[str, ...]] = {}
        for url, entry in release.files.items():
            faults = list(_entry_faults(kept, url, entry))
            yield from faults
            if not faults and bare(entry.type) == "text/html":
                pages[url] = links(kept.read(entry.sha256).decode(), url)
            if not faults and url.endswith("/pack.json"):
                yield from _pack_faults(url, kept.read(entry.sha256), _hashes(release))
        yield from broken_links(pages, there, numbers)


def _entry_faults(kept: Store, url: str, entry: Entry) -> Iterator[str]:
    """What is wrong with one file and its compressed forms."""
    faults = list(_blob_faults(kept, entry.sha256, entry.bytes, url))
    yield from faults
    for coding, name, size in (("br", entry.br, entry.br_bytes), ("gzip", entry.gzip, entry.gzip_bytes)):
        if not name:
            continue
        form_faults = list(_blob_faults(kept, name, size, f"{url} ({coding})"))
        yield from form_faults
        if faults or form_faults:
            continue
        try:
            same = expanded(kept.read(name), coding) == kept.read(entry.sha256)
        except ValueError:
            same = False
        if not same:
            yield f"{url} ({coding}) does not decompress to the file itself."


def _blob_faults(kept: Store, sha256: str, size_bytes: int | None, what: str) -> Iterator[str]:
    try:
        with kept.path(sha256).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except FileNotFoundError:
        yield f"{what} is missing."
        return
    if size_bytes is not None and size != size_bytes:
        yield f"{what} has {size} bytes and should have {size_bytes}."
    elif found != sha256:
        path = kept.path(sha256)
        yield f"{what} is damaged: its bytes are not those that were published. Remove {path} and publish again."


def _hashes(release: Manifest) -> dict[str, str]:
    return {url: entry.sha256 for url, entry in release.files.items()}


def _pack_faults(url: str, body: bytes, files: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a pack.json beside the files (address -> hash) it lists."""
    try:
        pack = msgspec.json.decode(body, type=Pack)
    except msgspec.MsgspecError as error:
        yield f"{url} cannot be read: {error}."
        return
    if weight(pack.files) != pack.bytes:
        yield f"{url} does not add up."
    for file in pack.files:
        if files.get(file.url) != file.sha256 or not re.match(rf"files/{file.sha256[:32]}\.", file.src):
            yield f"{url} names {file.url}, which is not there in that form."


def _folder_faults(folder: Path) -> Iterator[str]:
    """What is wrong with an exported folder."""
    try:
        contents = msgspec.json.decode((folder / CONTENTS).read_bytes(), type=Contents)
    except (OSError, msgspec.MsgspecError) as error:
        yield f"{folder} is no exported tour: {error}"
        return
    pages: dict[str, tuple[str, ...]] = {}
    hashes = {written.url: written.sha256 for written in contents.files}
    for written in contents.files:
        faults = list(_written_faults(folder, written))
        yield from faults
        if faults:
            continue
        path = folder / file_of(written.url)
        if path.suffix == ".html" and not written.url.startswith("files/"):
            pages[written.url] = links(path.read_text(), written.url)
        if written.url.endswith("/pack.json"):
            yield from _pack_faults(written.url, path.read_bytes(), hashes)
    yield from broken_links(pages, hashes.keys(), set())


def _written_faults(folder: Path, written: Written) -> Iterator[str]:
    try:
        body = (folder / file_of(written.url)).read_bytes()
    except OSError:
        yield f"{written.url} is missing."
        return
    if hashlib.sha256(body).hexdigest() != written.sha256:
        yield f"{written.url} is damaged: its bytes are not those that were exported."

"""Export: a release as an ordinary folder, for a static host, a kiosk or a USB stick."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

import msgspec
from django.utils.translation import gettext as _

from tour import edition, languages
from tour.edition import Site
from tour.publishing import manifest as manifests
from tour.publishing import pointer
from tour.publishing.drafts import listing, site_draft
from tour.publishing.faces import Faces, standing
from tour.publishing.folder import CONTENTS, Contents, Written, file_of
from tour.publishing.kinds import extension
from tour.publishing.making import Tally
from tour.publishing.manifest import Entry, Manifest
from tour.publishing.refusals import ExportRefused, PublishRefused
from tour.publishing.store import Store, store


def export(slug: str, folder: Path, *, faces: Faces | None = None) -> None:
    """Write the tour's present release into `folder`, which appears whole or not at all.

    The folder is a site of this one tour: its pages, the list of tours, short addresses as plain
    redirect pages, and every file of a pack under its content address. Raises `ExportRefused`.
    """
    folder = folder.absolute()
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise ExportRefused(_("%(folder)s is not empty: name a folder that is new or empty.") % {"folder": folder})
    now = pointer.current().tours.get(slug)
    if now is None:
        raise ExportRefused(_("“%(tour)s” is not published yet: publish it first.") % {"tour": slug})
    aside = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.tmp")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside.mkdir()
        _write(slug, now, aside, faces or standing())
        aside.rename(folder)
    except (OSError, manifests.Unreadable, PublishRefused) as error:
        raise ExportRefused(_("%(folder)s was not written: %(why)s") % {"folder": folder, "why": error}) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write(slug: str, sha256: str, folder: Path, faces: Faces) -> None:
    """All files of the release, and the list of contents last."""
    with pointer.building(slug):
        kept = store()
        manifest = manifests.read(kept, sha256)
        alone = Site(languages=languages.enabled(), tours=(listing(kept, manifest),))
        files = {**_lasting(site_draft(kept, alone, faces, Tally()).manifest), **_lasting(manifest)}
        written = [_copy(kept, entry, url, folder) for url, entry in sorted(files.items())]
        written += [_place(body, url, folder) for url, body in _redirects(manifest) if url not in files]
    contents = Contents(tour=slug, release=sha256, files=tuple(written))
    (folder / CONTENTS).write_bytes(msgspec.json.format(msgspec.json.encode(contents)))


def _lasting(manifest: Manifest) -> Mapping[str, Entry]:
    """The release's files by address, and those of packs by content address too.

    A page that the front answers with another status than 200 has no place where every file is a
    200, but for 404.html, which static hosts know.
    """
    files = {url: entry for url, entry in manifest.files.items() if entry.status == 200 or url.endswith("404.html")}
    packed = [entry for entry in manifest.files.values() if entry.pack]
    return {**{edition.address(entry.sha256, extension(entry.type)): entry for entry in packed}, **files}


def _copy(kept: Store, entry: Entry, url: str, folder: Path) -> Written:
    """A copy, not a link: what is done to the folder must not reach the store."""
    target = folder / file_of(url)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept.path(entry.sha256), target)
    os.chmod(target, 0o644)  # noqa: PTH101 - a web server has to read it, whatever our umask
    return Written(url=url, bytes=entry.bytes, sha256=entry.sha256)


def _place(body: bytes, url: str, folder: Path) -> Written:
    target = folder / file_of(url)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(body)
    return Written(url=url, bytes=len(body), sha256=hashlib.sha256(body).hexdigest())


def _redirects(manifest: Manifest) -> Iterator[tuple[str, bytes]]:
    """Pages that stand where the front would lead on: to the tour's own language, to a renamed stop."""
    tour, language = manifest.tour, manifest.default
    yield "", _redirect(f"{language}/{tour}/")
    yield f"{tour}/", _redirect(f"../{language}/{tour}/")
    for number, stop in manifest.numbers.items():
        yield f"{tour}/{number}/", _redirect(f"../../{language}/{tour}/{stop}/")
    for old, new in manifest.renamed().items():
        for code in manifest.languages:
            yield f"{code}/{tour}/{old}/", _redirect(f"../{new}/")


def _redirect(target: str) -> bytes:
    to = escape(target)
    head = f'<meta charset="utf-8"><meta http-equiv="refresh" content="0; url={to}"><title>{to}</title>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body><a href="{to}">{to}</a></body></html>\n'.encode()

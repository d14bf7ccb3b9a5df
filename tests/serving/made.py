"""Releases laid into a media folder without a database: what a web process finds there."""

import hashlib
from collections.abc import Iterable, Mapping

from tour.edition import File, address
from tour.publishing import Entry, Manifest, pointer, store
from tour.publishing.making import Made, keep
from tour.publishing.manifest import write

PAGE_TYPE = "text/html; charset=utf-8"
POLICY = "default-src 'none'; media-src 'self'"
TRACK = bytes(range(256)) * 40
TRACK_URL = address(hashlib.sha256(TRACK).hexdigest(), "webm")
LONG = "<p>Words that say the same again and again.</p>" * 40


def page(url: str, body: str = "", *, status: int = 200) -> File:
    text = f"<!doctype html><title>{url}</title>{body}{LONG}"
    return File(url=url, type=PAGE_TYPE, body=text.encode(), policy=POLICY, status=status)


def track() -> File:
    return File(url=TRACK_URL, type="audio/webm", body=TRACK, pack="opus")


def tour_files(slug: str = "walk", languages: Iterable[str] = ("en", "km"), words: str = "") -> list[File]:
    files = [track()]
    for code in languages:
        files += [page(f"{code}/{slug}/", words), page(f"{code}/{slug}/pailin-gate/", words)]
        files.append(page(f"{code}/{slug}/410.html", f"No longer part ({code})", status=410))
        files.append(File(url=f"{code}/{slug}/pack.json", type="application/json", body=b'{"files": []}' + b" " * 300))
    return files


def site_files(languages: Iterable[str] = ("en", "km", "fr")) -> list[File]:
    files = [page("fr/walk/", "not in French", status=404)]
    for code in languages:
        files += [page(f"{code}/"), page(f"{code}/404.html", f"Nothing here ({code})", status=404)]
    return files


def release(files: Iterable[File], **about: object) -> str:
    """Lay a release down; its hash."""
    made = [keep(store(), file)[0] for file in files]
    policies = tuple(sorted({one.policy for one in made if one.policy}))
    entries = {one.url: _entry(one, policies) for one in made}
    values = {"tour": "", "languages": ("en", "km", "fr"), "default": "en", **about}
    return write(store(), Manifest(files=entries, policies=policies, **values))  # type: ignore[arg-type]


def publish(words: str = "", gone: tuple[str, ...] = (), former: Mapping[str, str] | None = None) -> str:
    """Lay down and point to a site with the one tour `walk`; the hash of the tour's release."""
    numbers = {"1": "pailin-gate", "27": "pailin-gate"}
    about = {"tour": "walk", "languages": ("en", "km"), "numbers": numbers, "gone": gone, "former": former or {}}
    made = release(tour_files(words=words), **about)
    pointer.move(site=release(site_files()), tours={"walk": made})
    return made


def _entry(made: Made, policies: tuple[str, ...]) -> Entry:
    return Entry(
        sha256=made.sha256,
        bytes=made.bytes,
        type=made.type,
        status=made.status,
        br=made.br,
        br_bytes=made.br_bytes,
        gzip=made.gzip,
        gzip_bytes=made.gzip_bytes,
        pack=made.pack,
        policy=policies.index(made.policy) if made.policy else -1,
    )

"""A release before it is one: every file made and in the store, the manifest written, nobody pointed to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
from django.conf import settings

from tour import edition
from tour.edition import Edition, Site, SiteTour
from tour.publishing import manifest as manifests
from tour.publishing.checks import broken_links, contradictions
from tour.publishing.faces import Faces
from tour.publishing.making import BadFile, Made, Tally, make
from tour.publishing.manifest import Entry, Manifest
from tour.publishing.packs import kiosk_packs, site_packs, tour_pack
from tour.publishing.refusals import PublishRefused, unmade
from tour.publishing.sounding import pin_sound
from tour.publishing.store import Store

# Hears how many languages of how many are made.
Progress = Callable[[int, int], None]


def quietly(*_: int) -> None:
    """Nobody asked how far it is."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A manifest with its hash, and where each of its pages leads."""

    sha256: str
    manifest: Manifest
    pages: Mapping[str, Sequence[str]]


def pin_words(store: Store, editions: Sequence[Edition]) -> str:
    """Keep the words as they were given, without sound; the hash that names them."""
    bare = [replace(one, stops=tuple(replace(stop, sound=None, silence="") for stop in one.stops)) for one in editions]
    return store.put(msgspec.json.encode(bare)).sha256


def pinned_words(store: Store, sha256: str) -> tuple[Edition, ...]:
    """Words kept earlier; raises `Unreadable`."""
    try:
        return msgspec.json.decode(store.read(sha256), type=tuple[Edition, ...])
    except (OSError, msgspec.MsgspecError) as error:
        raise manifests.unreadable(f"editions {sha256[:12]}", error) from error


def tour_draft(
    store: Store,
    words: str,
    editions: Sequence[Edition],
    before: Manifest | None,
    faces: Faces,
    tally: Tally,
    progress: Progress = quietly,
) -> Draft:
    """The tour's release: its editions with all the sound there is now. Raises `PublishRefused`."""
    made: list[Made] = []
    try:
        for count, one in enumerate(editions):
            progress(count, len(editions))
            of_language = make(store, [job for face in faces.of_edition for job in face(one)], tally)
            made += [*of_language, *make(store, [tour_pack(one, of_language)], tally)]
    except BadFile as error:
        raise unmade(error) from error
    first = editions[0]
    listing = edition.site([editions]).tours[0]
    return _draft(
        store,
        made,
        Manifest(
            tour=first.tour,
            languages=tuple(one.language for one in editions),
            default=first.source_language if first.source_language in first.languages else first.language,
            files={},
            numbers={str(stop.number): stop.slug for stop in first.stops},
            editions=words,
            sound=pin_sound(store, editions),
            listing=store.put(msgspec.json.encode(listing)).sha256,
        ),
        before,
    )


def site_draft(store: Store, site: Site, faces: Faces, tally: Tally) -> Draft:
    """The site's release: what belongs to no tour. Raises `PublishRefused`."""
    made: list[Made] = []
    try:
        for face in faces.of_site:
            of_face = make(store, face(site), tally)
            packs = [*site_packs(site.languages, of_face), *kiosk_packs(site.kiosks, of_face)]
            made += [*of_face, *make(store, packs, tally)]
    except BadFile as error:
        raise unmade(error) from error
    usual = settings.LANGUAGE_CODE
    default = usual if usual in site.languages else site.languages[0]
    return _draft(store, made, Manifest(tour="", languages=site.languages, default=default, files={}), None)


def listing(store: Store, manifest: Manifest) -> SiteTour:
    """The tour of a manifest as the list of tours shows it; raises `Unreadable`."""
    try:
        return msgspec.json.decode(store.read(manifest.listing), type=SiteTour)
    except (OSError, msgspec.MsgspecError) as error:
        raise manifests.unreadable(f"listing {manifest.tour}", error) from error


def check(draft: Draft, beside: Iterable[Manifest]) -> None:
    """Refuse a draft whose pages lead to what is neither in it nor in the releases beside it."""
    releases = [draft.manifest, *beside]
    there = {url for release in releases for url in release.files}
    numbers = {f"{release.tour}/{number}" for release in releases for number in release.numbers}
    if faults := broken_links(draft.pages, there, numbers):
        raise PublishRefused(faults)


def again(store: Store, earlier: Manifest, before: Manifest | None) -> Draft:
    """An earlier release as it was, but for what has been met since: no address that was given out leads nowhere."""
    if before is None:
        return Draft(manifests.write(store, earlier), earlier, {})
    gone = _gone(earlier.files, msgspec.structs.replace(before, gone=(*earlier.gone, *before.gone)))
    former = _former(earlier.numbers, msgspec.structs.replace(before, former=earlier.former | before.former))
    manifest = msgspec.structs.replace(earlier, gone=gone, former=former)
    return Draft(manifests.write(store, manifest), manifest, {})


def _draft(store: Store, made: Sequence[Made], empty: Manifest, before: Manifest | None) -> Draft:
    if faults := contradictions(made):
        raise PublishRefused(faults)
    policies = tuple(sorted({one.policy for one in made if one.policy}))
    files = {one.url: _entry(one, policies) for one in made}
    gone = _gone(files, before) if before else ()
    former = _former(empty.numbers, before) if before else {}
    manifest = msgspec.structs.replace(empty, files=files, policies=policies, gone=gone, former=former)
    return Draft(manifests.write(store, manifest), manifest, {one.url: one.links for one in made if one.links})


def _entry(made: Made, policies: Sequence[str]) -> Entry:
    return Entry(
        sha256=made.sha256,
        bytes=made.bytes,
        type=made.type,
        status=made.status,
        br=made.br,
        br_bytes=made.br_bytes,
        gzip=made.gzip,
        gzip_bytes=made.gzip_bytes,
        policy=policies.index(made.policy) if made.policy else -1,
        pack=made.pack,
    )


def _gone(files: Mapping[str, Entry], before: Manifest) -> tuple[str, ...]:
    """Pages that visitors may have kept the address of, and that are no more."""
    pages = {url for url in before.files if url.endswith("/")} | set(before.gone)
    return tuple(sorted(pages - files.keys()))


def _former(numbers: Mapping[str, str], before: Manifest) -> dict[str, str]:
    """Slugs that earlier releases had, with the numbers of their stops; a slug that is in use again is none."""
    had = before.former | {slug: number for number, slug in before.numbers.items()}
    used = set(numbers.values())
    return {slug: number for slug, number in had.items() if slug not in used}

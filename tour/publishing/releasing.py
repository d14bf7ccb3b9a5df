"""Publish, add sound, roll back: the three ways to a release, and the one move that switches to it.

All slow work is done before the switch, outside any transaction. One lock a tour keeps two
publishers of the same tour from overtaking each other; the switch has a brief lock of its own.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from tour import edition, languages, readiness
from tour.edition import Edition, Site
from tour.models import Release, Tour
from tour.publishing import manifest as manifests
from tour.publishing import pointer
from tour.publishing.checks import lacking_words
from tour.publishing.drafts import (
    Draft,
    Progress,
    again,
    check,
    listing,
    pin_words,
    pinned_words,
    quietly,
    site_draft,
    tour_draft,
)
from tour.publishing.faces import Faces, standing
from tour.publishing.history import before_words
from tour.publishing.making import Tally
from tour.publishing.manifest import Manifest
from tour.publishing.packs import KIOSK
from tour.publishing.refusals import PublishRefused, RollbackRefused
from tour.publishing.sounding import called_now, with_late_sound
from tour.publishing.store import Store, store

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: the release visitors have now, whether it is a new one, and how many files were new."""

    release: Release
    changed: bool
    written: int


def publish(
    slug: str, *, by: "User | None" = None, notes: str = "", faces: Faces | None = None, progress: Progress = quietly
) -> Published:
    """Give visitors the tour's words as they stand now, with all the sound there is for them.

    Nothing changes where no file has. `progress` hears how many languages of how many are made. Raises
    `PublishRefused`, and `Unreadable` where another tour's release is damaged (publish that one again).
    """
    with pointer.building(slug):
        try:
            editions = edition.pin(slug)
        except Tour.DoesNotExist as error:
            raise PublishRefused([_("There is no tour “%(tour)s”.") % {"tour": slug}]) from error
        if reasons := [*lacking_words(slug, editions), *_unfit(slug, editions)]:
            raise PublishRefused(reasons)
        words = pin_words(store(), editions)
        sounding = tuple(edition.with_sound(one) for one in editions)
        return _release(slug, words, sounding, _Why(Release.Kind.PUBLISH, by, notes), faces or standing(), progress)


def add_sound(slug: str, *, faces: Faces | None = None) -> Published | None:
    """Join the sound that has come to the words visitors have now; None where none has, or nothing is published.

    Edits under way stay where they are, and a roll-back stays rolled back; no sound is taken from visitors for
    what was done at the desk since. Raises `PublishRefused`, `Unreadable`.
    """
    with pointer.building(slug):
        now = _pointed(store(), slug)
        if now is None:
            return None
        sounding = with_late_sound(store(), now, pinned_words(store(), now.editions))
        made = _release(slug, now.editions, sounding, _Why(Release.Kind.SOUND), faces or standing())
        return made if made.changed else None


def rollback(slug: str, *, to: int | None = None, by: "User | None" = None, faces: Faces | None = None) -> Published:
    """Give visitors the words of the release before, in its latest form, or those of the release `to` (its row's
    key); the tables keep their edits. Raises `RollbackRefused`.
    """
    with pointer.building(slug):
        target = before_words(slug) if to is None else Release.objects.filter(tour__slug=slug, pk=to).first()
        if target is None:
            raise RollbackRefused(_("There is no release of “%(tour)s” to go back to.") % {"tour": slug})
        try:
            manifest = manifests.read(store(), target.manifest)
        except manifests.Unreadable as error:
            raise RollbackRefused(_("The release before is no longer kept; publish its words again.")) from error
        draft = again(store(), manifest, _standing(slug))
        return _switch(slug, draft, _Why(Release.Kind.ROLLBACK, by), faces or standing(), Tally())


def publish_site(*, faces: Faces | None = None) -> Published | None:
    """Make what belongs to no tour from the releases visitors have now; None where nothing has changed."""
    with pointer.building(""):
        draft = _site(store(), {}, faces or standing(), Tally())
        if draft.sha256 == pointer.current().site:
            return None
        with pointer.switching(), transaction.atomic():
            row = Release.objects.create(tour=None, manifest=draft.sha256)
            pointer.move(site=draft.sha256)
        return Published(row, changed=True, written=0)


def pack_releases(packs: Iterable[str]) -> dict[str, str]:
    """The release of each of these packs (`<tour>/<language>`, `kiosk/<slug>`) that is offered now.

    One that is not there, or cannot be read, is left out.
    """
    now, kept = pointer.current(), store()
    found: dict[str, str] = {}
    for tour, named in groupby(sorted(packs), key=lambda pack: pack.partition("/")[0]):
        sha256 = now.site if tour == KIOSK else now.tours.get(tour, "")
        try:
            manifest = manifests.read(kept, sha256) if sha256 else None
            for pack in named:
                language = pack.partition("/")[2]
                url = f"{pack}/pack.json" if tour == KIOSK else f"{language}/{tour}/pack.json"
                if manifest and (entry := manifest.files.get(url)):
                    found[pack] = json.loads(kept.read(entry.sha256))["release"]
        except (OSError, ValueError, KeyError, manifests.Unreadable):
            continue
    return found


def published_editions(slug: str) -> tuple[Edition, ...]:
    """The words visitors have now, by language and without sound; empty before the first release."""
    now = _pointed(store(), slug)
    return pinned_words(store(), now.editions) if now else ()


def words_to_speak(slug: str) -> tuple[Edition, ...]:
    """The same, each stop under the slug by which its sound is looked up now."""
    return called_now(slug, published_editions(slug))


def words_now(slug: str) -> str:
    """A name for the words as the tables have them now, the same for the same words; "" where there is no tour."""
    try:
        return hashlib.sha256(msgspec.json.encode(edition.pin(slug))).hexdigest()
    except Tour.DoesNotExist:
        return ""


def words_of(release: Release) -> tuple[Edition, ...]:
    """The words of a release, by language and without sound; raises `Unreadable` where they are no longer kept."""
    return pinned_words(store(), release.editions)


def _unfit(slug: str, editions: Sequence[Edition]) -> list[str]:
    """Which claims keep the tour from being published."""
    return [claim.why for claim in readiness.unfit_claims(slug, editions[0].source_language)] if editions else []


@dataclass(frozen=True, slots=True)
class _Why:
    """What the row of a release tells beside its files."""

    kind: Release.Kind
    by: "User | None" = None
    notes: str = ""


def _release(
    slug: str, words: str, sounding: tuple[Edition, ...], why: _Why, faces: Faces, progress: Progress = quietly
) -> Published:
    """Make the files of these words and their sound, and switch to them where they differ from what visitors have."""
    tally, kept = Tally(), store()
    draft = tour_draft(kept, words, sounding, _standing(slug), faces, tally, progress)
    return _switch(slug, draft, why, faces, tally)


def _standing(slug: str) -> Manifest | None:
    """The release that the next takes the place of."""
    try:
        return _pointed(store(), slug)
    except manifests.Unreadable:
        # A damaged release is put right by the next: it only loses the memory of pages that are gone.
        return None


def _switch(slug: str, draft: Draft, why: _Why, faces: Faces, tally: Tally) -> Published:
    """Check the release beside the site's own pages, write its row, and point to both in one move."""
    with pointer.building(""):
        now = pointer.current()
        site = _site(store(), {slug: draft.manifest}, faces, tally)
        check(draft, [site.manifest, *_others(store(), slug)])
        same_tour, same_site = draft.sha256 == now.tours.get(slug), site.sha256 == now.site
        with pointer.switching(), transaction.atomic():
            if not same_site:
                Release.objects.create(tour=None, kind=why.kind, manifest=site.sha256, made_by=why.by)
            row = Release.objects.filter(tour__slug=slug, manifest=draft.sha256).first() if same_tour else None
            row = row or _row(slug, draft, why)
            if not (same_tour and same_site):
                pointer.move(site=site.sha256, tours={slug: draft.sha256})
        return Published(row, changed=not same_tour, written=tally.written)


def _row(slug: str, draft: Draft, why: _Why) -> Release:
    return Release.objects.create(
        tour=Tour.objects.only("id").get(slug=slug),
        kind=why.kind,
        manifest=draft.sha256,
        editions=draft.manifest.editions,
        notes=why.notes,
        made_by=why.by,
    )


def _site(kept: Store, instead: dict[str, Manifest], faces: Faces, tally: Tally) -> Draft:
    """The site's release, were these tours switched to; checked."""
    tours = {slug: one for slug in pointer.current().tours if slug not in instead and (one := _pointed(kept, slug))}
    tours = dict(sorted({**tours, **instead}.items()))
    listed = tuple(listing(kept, one) for one in tours.values())
    site = Site(languages=languages.enabled(), tours=listed, kiosks=edition.kiosks())
    draft = site_draft(kept, site, faces, tally)
    check(draft, tours.values())
    return draft


def _pointed(kept: Store, slug: str) -> Manifest | None:
    """The tour's release that visitors have; None before the first."""
    sha256 = pointer.current().tours.get(slug)
    return manifests.read(kept, sha256) if sha256 else None


def _others(kept: Store, slug: str) -> list[Manifest]:
    """The releases of all other tours that visitors have."""
    return [one for other in pointer.current().tours if other != slug and (one := _pointed(kept, other))]

"""The history of a tour's releases, read as the words visitors were given one after another."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from tour.models import Release


def before_words(slug: str) -> Release | None:
    """The latest release of the words before the present ones; None where there were none before.

    Going back takes the words gone back from out of the line: going back twice goes back two steps.
    """
    line = line_of_words(Release.objects.filter(tour__slug=slug).order_by("made_at", "id"))
    if len(line) < 2:
        return None
    return Release.objects.filter(tour__slug=slug, editions=line[-2]).first()


def line_of_words(releases: Iterable[Release]) -> list[str]:
    """The words of each step, oldest first; sound that came later is no step of its own."""
    line: list[str] = []
    for release in releases:
        if release.kind == Release.Kind.ROLLBACK and release.editions in line:
            while line[-1] != release.editions:
                line.pop()
        elif not line or line[-1] != release.editions:
            line.append(release.editions)
    return line


def within_keeping(now: datetime | None = None) -> set[str]:
    """Manifests that phones may still hold: those in use now or at some time in the last `RELEASE_KEEP_DAYS`.

    The release that a roll-back would go to is among them, however old.
    """
    since = (now or timezone.now()) - timedelta(days=settings.RELEASE_KEEP_DAYS)
    kept: set[str] = set()
    replaced_at: dict[int | None, datetime] = {}
    for row in Release.objects.order_by("-made_at", "-id"):
        # A release is in use until the next of its tour is made.
        if replaced_at.get(row.tour_id, since) >= since:
            kept.add(row.manifest)
        replaced_at[row.tour_id] = row.made_at
    slugs = Release.objects.exclude(tour=None).order_by().values_list("tour__slug", flat=True).distinct()
    return kept | {target.manifest for slug in slugs if (target := before_words(str(slug)))}

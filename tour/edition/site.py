"""The list of tours, made from the editions visitors get (never from edits under way)."""

from collections.abc import Sequence

from tour import languages
from tour.edition.values import Edition, Site, SiteTour


def site(editions: Sequence[Sequence[Edition]]) -> Site:
    """The site as the published editions make it: one inner sequence a tour."""
    return Site(
        languages=languages.enabled(),
        tours=tuple(
            SiteTour(
                slug=of_tour[0].tour,
                words=tuple((edition.language, edition.title, edition.summary) for edition in of_tour),
                duration_ms=max(
                    sum(stop.sound.duration_ms for stop in edition.walk if stop.sound) for edition in of_tour
                ),
                stops=len(of_tour[0].walk),
                numbers=tuple(stop.number for stop in of_tour[0].stops),
                source_language=of_tour[0].source_language,
                in_source=tuple(
                    (edition.language, name)
                    for edition in of_tour
                    for name in ("title", "summary")
                    if name in edition.in_source
                ),
            )
            for of_tour in editions
            if of_tour
        ),
    )

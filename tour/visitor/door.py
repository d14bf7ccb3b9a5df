"""What there is to make for a tour's edition, and for the site: jobs that know their keys."""

from collections.abc import Iterator

from tour.edition import Edition, Job, Site
from tour.visitor import assets, site_pages, stop_page, tour_page


def jobs(edition: Edition) -> Iterator[Job]:
    """One job for the tour page, one a stop (page, cues, tracks, pictures), one for the shared assets."""
    yield tour_page.job(edition)
    for index in range(len(edition.stops)):
        yield stop_page.job(edition, index)
    yield assets.job()


def site_jobs(site: Site) -> Iterator[Job]:
    """The list of tours and the 404 page of each language, and a page for each language a tour lacks."""
    for language in site.languages:
        yield site_pages.tours_job(site, language)
        yield site_pages.not_found_job(site, language)
        for tour in site.tours:
            if language not in {code for code, _, _ in tour.words}:
                yield site_pages.lacking_job(tour, language)

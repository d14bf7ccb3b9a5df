"""What there is to make for a tour's edition, and for the site: jobs that know their keys."""

from collections.abc import Iterator

from tour.edition import Edition, Job, Site
from tour.visitor import assets, gone_page, later, site_pages, stop_page, tour_page, web_app


def jobs(edition: Edition) -> Iterator[Job]:
    """Jobs: the tour page; each stop (page, cues, tracks, pictures); the assets; what comes later, or is gone."""
    yield tour_page.job(edition)
    for index in range(len(edition.stops)):
        yield stop_page.job(edition, index)
    yield assets.job()
    yield later.job(edition.language)
    yield gone_page.job(edition)


def site_jobs(site: Site) -> Iterator[Job]:
    """The site's own pages and web app in each language, a page for each language a tour lacks, the service worker."""
    yield assets.site_job()
    for language in site.languages:
        yield site_pages.tours_job(site, language)
        yield site_pages.not_found_job(site, language)
        yield site_pages.unreachable_job(site, language)
        yield web_app.job(site, language)
        for tour in site.tours:
            if language not in {code for code, _, _ in tour.words}:
                yield site_pages.lacking_job(tour, language)

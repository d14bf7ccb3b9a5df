"""What there is to make for the site's kiosks."""

from collections.abc import Iterator

from tour.edition import Job, Site
from tour.kiosk import page


def jobs(site: Site) -> Iterator[Job]:
    """One job a kiosk."""
    for profile in site.kiosks:
        yield page.job(site, profile)

"""What there is to make for the site's kiosks."""

from collections.abc import Iterator, Mapping

from tour import client
from tour.edition import Job, Site
from tour.kiosk import page


def jobs(site: Site) -> Iterator[Job]:
    """One job a kiosk."""
    for profile in site.kiosks:
        yield page.job(site, profile)


def stand_ins() -> Mapping[str, bytes]:
    """What answers, at a kiosk that is only shown, in place of modules that keep or tell something; by content
    address."""
    return client.forgetful() | {page.ASSETS.where("keeping.js"): page.ASSETS.body("keeps-nothing.js")}

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
    """What answers, at a kiosk that is only shown, in place of modules that keep or tell something, and of the one
    that lets nobody lead it; by content address."""
    instead = {"keeping.js": "keeps-nothing.js", "beginning.js": "begins-at-stop.js"}
    return client.forgetful() | {page.ASSETS.where(name): page.ASSETS.body(other) for name, other in instead.items()}

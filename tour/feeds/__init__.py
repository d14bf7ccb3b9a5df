"""A tour for other programs: tour.json, tour.geojson and tour.gpx, as functions of an edition.

No podcast.xml: a podcast's addresses must be absolute, and a release knows no host.
"""

import hashlib
from collections.abc import Callable, Iterator

from tour.edition import Edition, File, Job
from tour.feeds.places import geojson
from tour.feeds.tour_json import tour_json
from tour.feeds.waypoints import gpx

__all__ = ["jobs"]

_FEEDS: tuple[tuple[str, str, Callable[[Edition], bytes]], ...] = (
    ("tour.json", "application/json", tour_json),
    ("tour.geojson", "application/geo+json", geojson),
    ("tour.gpx", "application/gpx+xml", gpx),
)


def jobs(edition: Edition) -> Iterator[Job]:
    """One job a feed. The bytes cost less than hashing all they are made from, so they are their own key."""
    for name, kind, made in _FEEDS:
        url = f"{edition.language}/{edition.tour}/{name}"
        # A kiosk is told by tour.json alone.
        yield _job(File(url=url, type=kind, body=made(edition), pack="kiosk" if name == "tour.json" else ""))


def _job(file: File) -> Job:
    digest = hashlib.sha256(f"{file.url}\0{file.type}\0{file.pack}\0".encode() + file.body)
    return Job(key=digest.hexdigest(), make=lambda: (file,))

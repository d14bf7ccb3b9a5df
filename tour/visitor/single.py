"""One page alone, as it would be published: for those who look at their work before anybody else does."""

from collections.abc import Iterator, Mapping

from tour import client
from tour.edition import Edition, Job
from tour.visitor import assets, later, stop_page, tour_page


def page_jobs(edition: Edition, path: str) -> Iterator[Job]:
    """The jobs of a release that make the page at `path` (below the tour's own) and what its modules ask for.

    None for a path where the edition has no page. The page's own job comes first.
    """
    slug, slash, _ = path.partition("/")
    if slash:
        found = [stop_page.job(edition, at) for at, stop in enumerate(edition.stops) if stop.slug == slug]
    else:
        found = [tour_page.job(edition)]
    if found:
        yield from (*found, assets.job(), later.job(edition.language))


def stand_ins() -> Mapping[str, bytes]:
    """What answers, on such a page, in place of modules that keep something on the phone; by content address."""
    return client.forgetful() | {assets.where("keep.js"): b""}

"""What stands where nothing stands: the 404 page in the reader's language, or 410 where something once was."""

from tour.serving.choosing import chosen
from tour.serving.formerly import tour_of_gone
from tour.serving.gateway import Environ, StartResponse, plain
from tour.serving.table import Table


def missing(table: Table, environ: Environ, start: StartResponse, path: str) -> list[bytes]:
    """Answer 404 (410 for a page or a sign of an earlier release) in the address's language, or the reader's.

    The 410 page is that of the tour, and leads to it; where the tour has left the language, it is the site's.
    """
    tour = tour_of_gone(table, path)
    status = 410 if tour else 404
    if table.site is None:
        return plain(start, status, "Not found", ("Cache-Control", "no-store"))
    first = path.split("/", 2)[1]
    language = first if first in table.site.languages else chosen(environ, table.tours.get(tour, table.site))
    page = table.page(f"{language}/{tour}/410.html", status) if tour else None
    page = page or table.page(f"{language}/404.html", status)
    if page is None:
        return plain(start, status, "Not found", ("Cache-Control", "no-store"))
    return page(environ, start)

"""What stands where nothing stands: the 404 page in the reader's language, or 410 where a page once was."""

from tour.serving.choosing import chosen
from tour.serving.gateway import Environ, StartResponse, plain
from tour.serving.table import Table


def missing(table: Table, environ: Environ, start: StartResponse, path: str) -> list[bytes]:
    """Answer 404 (410 for a page of an earlier release) with the page of the address's language, or the reader's."""
    status = 410 if table.gone(path) else 404
    if table.site is None:
        return plain(start, status, "Not found", ("Cache-Control", "no-store"))
    first = path.split("/", 2)[1]
    language = first if first in table.site.languages else chosen(environ, table.site)
    page = table.page(f"{language}/404.html", status)
    if page is None:
        return plain(start, status, "Not found", ("Cache-Control", "no-store"))
    return page(environ, start)

"""The front: every visitor's request ends here, before Django; what is nobody's file is led on or refused."""

import logging
from collections.abc import Iterable

from tour.serving.choosing import lead_on
from tour.serving.follower import Follower
from tour.serving.gateway import App, Environ, StartResponse, plain
from tour.serving.health import health
from tour.serving.missing import missing
from tour.serving.notices import PATH as NOTICES
from tour.serving.notices import notices
from tour.serving.waiting import waiting

log = logging.getLogger(__name__)
# Addresses that Django answers; it sees no others but what is neither GET nor HEAD.
_DJANGO = ("/admin", "/static", "/feedback", "/kiosk")


def front(django_app: App) -> App:
    """A WSGI application that answers finished files itself and hands the few dynamic addresses to Django."""
    follower = Follower()

    def answer(environ: Environ, start: StartResponse) -> Iterable[bytes]:
        path: str = environ["PATH_INFO"] or "/"
        table = follower.table()
        found = table.answer(path)
        if found is not None:
            try:
                return found(environ, start)
            except FileNotFoundError:
                log.exception("A file of a present release is missing in the store: %s", path)
                return plain(start, 404, "Not found", ("Cache-Control", "no-store"))
        if _is_djangos(path) or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return django_app(environ, start)
        body = _without_file(environ, start, path, follower)
        return body if environ["REQUEST_METHOD"] == "GET" else []

    return answer


def _without_file(environ: Environ, start: StartResponse, path: str, follower: Follower) -> list[bytes]:
    """Answer GET and HEAD where no file stands: notices, health, a choice of language, a short address, nothing."""
    table = follower.table()
    if path == NOTICES:
        return notices(environ, start)
    if path == "/healthz":
        return health(table, start)
    if path == "/" and table.site is None:
        return waiting(environ, start)
    led = lead_on(table, environ, start, path)
    return missing(table, environ, start, path) if led is None else led


def _is_djangos(path: str) -> bool:
    """Whether the address, or one above it, is Django's."""
    return path.startswith(_DJANGO) and path.split("/", 2)[1] in {name[1:] for name in _DJANGO}

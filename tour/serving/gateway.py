"""The WSGI interface (PEP 3333) as this room uses it, and the short answers that are no files."""

from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
# The optional third argument of PEP 3333 is never given here.
StartResponse = Callable[[str, Headers], object]
App = Callable[[Environ, Any], Iterable[bytes]]

STATUS = {
    200: "200 OK",
    206: "206 Partial Content",
    301: "301 Moved Permanently",
    302: "302 Found",
    304: "304 Not Modified",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    410: "410 Gone",
    416: "416 Range Not Satisfiable",
    503: "503 Service Unavailable",
}


def plain(start: StartResponse, status: int, text: str, *headers: tuple[str, str]) -> list[bytes]:
    """Answer a short text; `headers` may name another type."""
    body = text.encode()
    given = {"Content-Type": "text/plain; charset=utf-8", **dict(headers), "X-Content-Type-Options": "nosniff"}
    start(STATUS[status], [*given.items(), ("Content-Length", str(len(body)))])
    return [body]


def redirect(
    start: StartResponse, location: str, *, status: int = 302, vary: str = "", caching: str = ""
) -> list[bytes]:
    """Lead elsewhere; `location` is relative, so that the site may stand below any path.

    A choice made for one reader (`vary`) is not stored for another.
    """
    headers = [("Location", location), ("Content-Length", "0")]
    if vary:
        headers += [("Vary", vary), ("Cache-Control", "no-store")]
    if caching:
        headers.append(("Cache-Control", caching))
    start(STATUS[status], headers)
    return []

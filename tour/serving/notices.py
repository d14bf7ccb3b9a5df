"""`/notices.json`: the live word on safety, read from its file at each request, never from a database."""

import hashlib
import logging

from tour import http
from tour.publishing import NO_NOTICES, notices_path
from tour.serving.answers import ASKED_AGAIN
from tour.serving.gateway import STATUS, Environ, StartResponse, plain

log = logging.getLogger(__name__)
PATH = "/notices.json"


def notices(environ: Environ, start: StartResponse) -> list[bytes]:
    """Answer GET and HEAD with the file (a few hundred bytes: not worth compressing); an empty one before the first.

    A file that cannot be read is 503: phones then keep the word they have, rather than take it for “all is open”.
    """
    try:
        body = notices_path().read_bytes()
    except FileNotFoundError:
        body = NO_NOTICES
    except OSError:
        log.exception("The notices cannot be read")
        return plain(start, 503, "Not readable now", ("Cache-Control", "no-store"))
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    lasting = [("ETag", etag), ("Cache-Control", ASKED_AGAIN)]
    if http.etag_matches(environ.get("HTTP_IF_NONE_MATCH", ""), etag):
        start(STATUS[304], lasting)
        return []
    start(
        STATUS[200],
        [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(body))),
            *lasting,
            ("X-Content-Type-Options", "nosniff"),
        ],
    )
    return [body]

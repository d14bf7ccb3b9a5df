"""One file as HTTP answers it: conditions, coding, ranges; headers are put together once."""

from dataclasses import dataclass
from functools import lru_cache

from tour import http
from tour.publishing import Entry
from tour.serving.bodies import Bodies
from tour.serving.gateway import STATUS, Environ, Headers, StartResponse

IMMUTABLE = "public, max-age=31536000, immutable"
# Kept by the phone, but asked about each time: a 304 costs one round trip and no bytes.
ASKED_AGAIN = "no-cache"
# Digits of a blob's hash that make its entity tag: short, because headers count in the first window.
_ETAG_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Form:
    """One coding of a file: its blob, its size in bytes, its entity tag and its ready headers."""

    sha256: str
    size: int
    etag: str
    headers: Headers
    unmodified: Headers


class Answer:
    """Answers requests for one address."""

    __slots__ = ("_available", "_bodies", "_forms", "_status")

    def __init__(self, bodies: Bodies, entry: Entry, policy: str, *, immutable: bool, status: int) -> None:
        """Prepare every coding that the file has."""
        self._bodies = bodies
        self._status = status
        named = {"br": (entry.br, entry.br_bytes), "gzip": (entry.gzip, entry.gzip_bytes)}
        self._available = tuple(coding for coding, (sha256, _) in named.items() if sha256)
        caching = IMMUTABLE if immutable else ASKED_AGAIN
        self._forms = {
            coding: _form(
                *named.get(coding, (entry.sha256, entry.bytes)), coding, entry, policy, caching, self._available
            )
            for coding in ("", *self._available)
        }

    def __call__(self, environ: Environ, start: StartResponse) -> list[bytes]:
        """Answer GET and HEAD; any other method is refused."""
        method = environ["REQUEST_METHOD"]
        if method not in {"GET", "HEAD"}:
            start(STATUS[405], [("Allow", "GET, HEAD"), ("Content-Length", "0")])
            return []
        form = self._forms[_coding(environ.get("HTTP_ACCEPT_ENCODING", ""), self._available)]
        if self._status == 200:
            wanted = environ.get("HTTP_IF_NONE_MATCH")
            if wanted and http.etag_matches(wanted, form.etag):
                start(STATUS[304], form.unmodified)
                return []
            if "HTTP_RANGE" in environ and method == "GET" and not self._available:
                return self._ranged(environ, start, form)
        body = [self._bodies.whole(form.sha256)] if method == "GET" else []
        start(STATUS[self._status], form.headers)
        return body

    def _ranged(self, environ: Environ, start: StartResponse, form: Form) -> list[bytes]:
        """Answer the part that a Range header asks for, or the whole where it is to be left aside."""
        part = None
        if http.range_holds(environ.get("HTTP_IF_RANGE", ""), form.etag):
            try:
                part = http.byte_range(environ["HTTP_RANGE"], form.size)
            except http.RangeNotSatisfiable:
                start(STATUS[416], [("Content-Range", f"bytes */{form.size}"), ("Content-Length", "0")])
                return []
        if part is None:
            body = self._bodies.whole(form.sha256)
            start(STATUS[200], form.headers)
            return [body]
        first, end = part
        body = self._bodies.part(form.sha256, first, end)
        headers = [header for header in form.headers if header[0] != "Content-Length"]
        headers.append(("Content-Length", str(end - first)))
        headers.append(("Content-Range", f"bytes {first}-{end - 1}/{form.size}"))
        start(STATUS[206], headers)
        return [body]


# Browsers send a handful of different Accept-Encoding headers.
_coding = lru_cache(maxsize=256)(http.content_coding)


def _form(
    sha256: str, size: int, coding: str, entry: Entry, policy: str, caching: str, available: tuple[str, ...]
) -> Form:
    """The coding's headers, as few as will do."""
    etag = f'"{sha256[:_ETAG_DIGITS]}"'
    lasting = [("ETag", etag), ("Cache-Control", caching)]
    if available:
        lasting.append(("Vary", "Accept-Encoding"))
    headers = [("Content-Type", entry.type), ("Content-Length", str(size)), *lasting]
    if coding:
        headers.append(("Content-Encoding", coding))
    if not available:
        headers.append(("Accept-Ranges", "bytes"))
    if policy:
        headers += [("Content-Security-Policy", policy), ("Referrer-Policy", "no-referrer")]
    headers.append(("X-Content-Type-Options", "nosniff"))
    return Form(sha256, size, etag, headers, lasting)

"""Between a phone and the site: a line that answers one kind of file wrongly, or breaks it off."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORTAL = b"<!doctype html><title>Sign in</title><h1>Welcome to the free network</h1>" * 20
TRACK = r"^/files/[0-9a-f]{32}\.webm$"


@dataclass
class Reply:
    """What goes over the line: `cut` bytes of the body only, where it is not None; then the line breaks."""

    status: int
    headers: dict[str, str]
    body: bytes
    cut: int | None = None


Fault = Callable[[Reply, str], Reply]


def _body(change: Callable[[bytes], bytes]) -> Fault:
    return lambda reply, _: Reply(reply.status, reply.headers, change(reply.body))


def _status(status: int, body: bytes | None = None) -> Fault:
    return lambda reply, _: Reply(status, reply.headers, reply.body if body is None else body)


def _headers(status: int, body: bytes, **headers: str) -> Fault:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda reply, _: Reply(status, reply.headers | named, body)


# Twelve kinds of answer that are not the file, though most say 200.
POISONS: dict[str, Fault] = {
    "a portal's page with 200": _headers(200, PORTAL, Content_Type="text/html; charset=utf-8"),
    "a redirect to a portal": _headers(302, b"", Location="/portal"),
    "a truncated file": _body(lambda body: body[: len(body) // 2]),
    "a file that is too long": _body(lambda body: body + b"x"),
    "an old version of the same size": _body(lambda body: body[:-1] + bytes([body[-1] ^ 1])),
    "called a page": lambda reply, _: Reply(200, reply.headers | {"Content-Type": "text/html"}, reply.body),
    "nothing": _body(lambda _: b""),
    "a part nobody asked for": _status(206),
    "a 404 with the right body": _status(404),
    "a 500": _status(500, b"sorry"),
    "garbage of the same size": _body(lambda body: bytes(len(body))),
    "the body backwards": _body(lambda body: body[::-1]),
}


@dataclass
class Line:
    """The line's address and its wishes: `fault` befalls answers whose path matches `on`."""

    url: str = ""
    on: str = TRACK
    fault: Fault | None = None
    asked: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def line(site: str) -> Iterator[Line]:
    """A line to the site at that address."""
    wishes = Line()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            ranged = self.headers.get("Range", "")
            wishes.asked.append((self.path, ranged))
            if self.path == "/portal":
                reply = Reply(200, {"Content-Type": "audio/webm"}, PORTAL)
            else:
                reply = _ask(
                    site, self.path, {k: v for k, v in self.headers.items() if k not in {"Host", "Connection"}}
                )
            if wishes.fault and re.search(wishes.on, self.path):
                reply = wishes.fault(reply, ranged)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body if reply.cut is None else reply.body[: reply.cut])
            if reply.cut is not None:
                # A browser drops what it has not read when a line breaks, and tells nobody when it has read it.
                time.sleep(0.2)
            self.close_connection = reply.cut is not None

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    wishes.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield wishes
    finally:
        server.shutdown()
        server.server_close()


def _ask(site: str, path: str, headers: dict[str, str]) -> Reply:
    connection = HTTPConnection(site.removeprefix("http://"), timeout=10)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        left_out = {"content-length", "connection", "date"}
        # One spelling, so that a fault takes the place of a header and does not stand beside it.
        kept = {k.title(): v for k, v in response.getheaders() if k.lower() not in left_out}
        return Reply(response.status, kept, response.read())
    finally:
        connection.close()

"""A line between a phone and a site that goes wrong as real ones do.

Behind it stands a real site, or only the answers a test puts there. Addresses may be answered wrongly, cut short or
never; `stop` takes the whole line away, `start` brings it back under the same address.
"""

import http.client
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

CLIENT = Path(__file__).parents[2] / "tour" / "client" / "static" / "client"
_NOT_OURS = {"connection", "transfer-encoding", "content-length", "date", "server", "keep-alive"}
_ASKED = ("Range", "Accept", "Accept-Language", "If-None-Match")


@dataclass(frozen=True)
class Answer:
    """A finished answer; of its body only the first `cut` bytes are sent before the line breaks."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: int | None = None

    def but(self, **changes: object) -> "Answer":
        """The answer, otherwise than it was; header names given in `headers` are laid over its own."""
        headers = {**self.headers, **changes.pop("headers", {})}  # type: ignore[dict-item]
        return replace(self, headers=headers, **changes)  # type: ignore[arg-type]


@dataclass
class Front:
    """The line: `own` are answers of its own, `wrong` what to make of others by a pattern of their address."""

    behind: str
    own: dict[str, Answer] = field(default_factory=dict)
    wrong: dict[str, Callable[[Answer], Answer]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    port: int = 0
    # While set, connections are taken and nothing is ever said.
    silent: bool = False

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Open the line, the second time under the same address."""
        self._gate = threading.Event()
        self._server = _Server(("127.0.0.1", self.port), self)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Close the line: what is open breaks, what comes is refused."""
        self._gate.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, asked: dict[str, str]) -> Answer:
        """What the line gives back."""
        self.seen.append(path)
        plain = path.split("?")[0]
        given = self.own.get(plain) or self._client(plain) or self._ask(path, asked)
        for pattern, change in self.wrong.items():
            if re.search(pattern, path):
                given = change(given)
        return given

    def hold(self) -> None:
        """Wait until the line is closed."""
        self._gate.wait()

    def _client(self, path: str) -> Answer | None:
        """What phones run, as it lies in its folder: tests reach its functions without a face."""
        file = CLIENT / path.removeprefix("/client/")
        if not path.startswith("/client/") or not file.is_file():
            return None
        headers = {"Content-Type": "text/javascript; charset=utf-8", "Service-Worker-Allowed": "/"}
        return Answer(headers=headers, body=file.read_bytes())

    def _ask(self, path: str, asked: dict[str, str]) -> Answer:
        if not self.behind:
            return Answer(404, {"Content-Type": "text/plain"}, b"nothing here")
        connection = http.client.HTTPConnection(urlsplit(self.behind).netloc, timeout=20)
        try:
            connection.request("GET", path, headers=asked)
            said = connection.getresponse()
            headers = {name: value for name, value in said.getheaders() if name.lower() not in _NOT_OURS}
            return Answer(said.status, headers, said.read())
        finally:
            connection.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, at: tuple[str, int], front: Front) -> None:
        self.front = front
        super().__init__(at, _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # A browser that was killed leaves its connection behind.
    timeout = 60
    server: _Server

    def do_GET(self) -> None:
        front = self.server.front
        if front.silent:
            front.hold()
            self.close_connection = True
            return
        given = front.answer(self.path, {name: self.headers[name] for name in _ASKED if name in self.headers})
        self.send_response(given.status)
        # Each answer on a line of its own: a line that is closed leaves none half open.
        for name, value in {**given.headers, "Content-Length": str(len(given.body)), "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(given.body if given.cut is None else given.body[: given.cut])
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def fronted(behind: str) -> Iterator[Front]:
    """An open line before a site; before nothing where `behind` is empty."""
    front = Front(behind)
    front.start()
    try:
        yield front
    finally:
        front.stop()

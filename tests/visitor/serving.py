"""Writes a face's files to a folder and serves it with Range on loopback, as the front would.

By hand: `python -m tests.visitor.serving FOLDER [PORT]` serves a folder that was written before.
"""

import json
import re
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from tour.edition import File, Job


def write(jobs: "Iterable[Job]", folder: Path, media: Path) -> "list[File]":
    """Every file of the jobs as folder/<url>, headers beside it; the files."""
    files = [file for job in jobs for file in job.make()]
    for file in files:
        target = folder / (file.url + "index.html" if file.url.endswith("/") else file.url)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.body or (media / file.path).read_bytes())
        headers = {"Content-Type": file.type} | ({"Content-Security-Policy": file.policy} if file.policy else {})
        target.with_name(target.name + ".headers").write_text(json.dumps({"status": file.status, "headers": headers}))
    return files


# What the front answers where nothing is closed.
NO_NOTICES = b'{"schema": 1, "made": "", "tours": {}}'
NO_PACK = b'{"tour": "pailin", "language": "en", "release": "0", "bytes": {"opus": 0, "mp3": 0}, "files": []}'


class Handler(BaseHTTPRequestHandler):
    """Finished files with Range, and on wish a bad line.

    `hold` names addresses (a pattern) whose answer waits for an event, `lost` those answered 404; of an answer
    that holds `pause_after` what follows these bytes waits for the event. Of an answer to a range only
    `cuts[0]` bytes are sent before the line breaks, and the next time `cuts[1]`.
    """

    protocol_version = "HTTP/1.1"
    folder: Path
    hold = lost = ""
    pause_after = b""
    cuts: list[int]
    gate = threading.Event()
    seen: list[str]
    ranges = True
    notices = NO_NOTICES

    def do_GET(self) -> None:
        self.seen.append(self.path)
        if self.hold and re.search(self.hold, self.path):
            self.gate.wait()
        if self.path == "/notices.json":
            self._answer(200, {"Content-Type": "application/json"}, self.notices)
            return
        if self.path.endswith("/pack.json"):
            # Publishing makes it, not the face.
            self._answer(200, {"Content-Type": "application/json"}, NO_PACK)
            return
        target = self.folder / self.path.split("?")[0].lstrip("/")
        target = target / "index.html" if self.path.endswith("/") else target
        if not target.is_file() or (self.lost and re.search(self.lost, self.path)):
            self._answer(404, {"Content-Type": "text/plain"}, b"nothing here")
            return
        kept = json.loads(target.with_name(target.name + ".headers").read_text())
        self._finished(kept["status"], kept["headers"], target.read_bytes())

    def do_POST(self) -> None:
        """What visitors write is taken and forgotten."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def _finished(self, status: int, headers: dict[str, str], body: bytes) -> None:
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if wanted and self.ranges:
            first, last = int(wanted[1]), min(int(wanted[2] or len(body) - 1), len(body) - 1)
            headers["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
            self._answer(206, headers, body[first : last + 1])
        elif headers["Content-Type"].startswith("text/") and not self.pause_after:
            self._answer(status, headers | {"Content-Encoding": "br"}, brotli.compress(body))
        else:
            self._answer(status, headers | {"Accept-Ranges": "bytes"}, body)

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.pause_after and self.pause_after in body:
            first, _, rest = body.partition(self.pause_after)
            self.wfile.write(first + self.pause_after)
            self.gate.wait()
            self.wfile.write(rest)
        elif status == HTTPStatus.PARTIAL_CONTENT and self.cuts:
            self.wfile.write(body[: self.cuts.pop(0)])
            self.close_connection = True
        else:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[tuple[str, type[Handler]]]:
    """(address, handler class) of a server over the folder; the class's `seen` can be read, its wishes be set."""

    class Own(Handler):
        gate = threading.Event()

    Own.folder, Own.seen, Own.cuts = folder, [], []
    server = ThreadingHTTPServer(("127.0.0.1", port), Own)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", Own
    finally:
        Own.gate.set()
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    with serving(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 8001) as (address, _):
        sys.stdout.write(f"{address}\n")
        threading.Event().wait()

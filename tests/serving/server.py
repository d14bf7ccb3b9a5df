"""A real granian over a media folder of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

ROOT = Path(__file__).parents[2]
READY_WITHIN_S = 20


@dataclass(frozen=True)
class Server:
    """Where it listens; `pid` is that of its main process, `worker` of the one that answers."""

    host: str
    port: int
    pid: int

    def get(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection(self.host, self.port, timeout=10)
        try:
            connection.request(method, path, headers=dict(headers or {}))
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def worker(self) -> int:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return int(children[-1])


@contextmanager
def granian(media: Path, *, threads: int = 4, **environment: str) -> Iterator[Server]:
    """Start the server over `media` on a free port, wait until it answers, and end it by its own id."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-ws",
        "--blocking-threads",
        str(threads),
        "--log-level",
        "warning",
        "tour.wsgi:application",
    ]
    known = {
        "WAYSIDE_MEDIA": str(media),
        "WAYSIDE_SECRET_KEY": "for tests",
        "DATABASE_URL": f"sqlite:///{media}/tests.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tour.settings",
    }
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **known, **environment})
    try:
        _wait(port, process)
        yield Server("127.0.0.1", port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Poll until the server answers /healthz."""
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"granian ended with {process.returncode}")
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.02)  # a closed port gives no event to wait for
        else:
            return
    raise RuntimeError("granian did not answer in time")

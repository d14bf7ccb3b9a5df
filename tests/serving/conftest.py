from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.serving.made import publish
from tests.serving.server import Server, granian
from tour.serving import front


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


class Visitor:
    """Asks the front in this process; `to_django` is what went through to Django."""

    def __init__(self) -> None:
        self.to_django: list[str] = []
        self._app = front(self._django)

    def __call__(self, path: str, method: str = "GET", **headers: str) -> Reply:
        got: list[Any] = []
        environ = {"PATH_INFO": path, "REQUEST_METHOD": method, "QUERY_STRING": ""}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        body = b"".join(self._app(environ, lambda *answer: got.extend(answer)))
        names = [name for name, _ in got[1]]
        assert len(names) == len(set(names))
        return Reply(int(got[0][:3]), dict(got[1]), body)

    def _django(self, environ: dict[str, Any], start: Callable[..., object]) -> list[bytes]:
        self.to_django.append(environ["PATH_INFO"])
        start("200 OK", [("X-From", "Django")])
        return [b"Django"]


@pytest.fixture
def released() -> str:
    return publish()


@pytest.fixture
def ask(released: str) -> Visitor:
    return Visitor()


@pytest.fixture
def serve() -> Callable[..., AbstractContextManager[Server]]:
    """`with serve(media_folder) as server:` a real granian on a free port."""
    return granian


@pytest.fixture
def server(released: str, settings: Any) -> Iterator[Server]:
    with granian(Path(settings.MEDIA_ROOT)) as running:
        yield running

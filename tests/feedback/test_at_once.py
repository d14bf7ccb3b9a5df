"""Many phones at the same moment, on a real server and a real SQLite file."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.utils import timezone

from tests.site import Site

AT_ONCE = 40


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("at-once"), extra={"WAYSIDE_LANGUAGES": "ar en"})
    site.media.mkdir()
    site.manage("migrate", "--verbosity", "0")
    site.manage("load", str(Path(__file__).parents[1] / "tours" / "tiny"))
    site.start()
    yield site
    site.stop()


def at_once(site: Site, bodies: list[object], to: str) -> list[int]:
    """Post all bodies at the same moment; the status of each."""
    gate, answers = threading.Barrier(len(bodies)), []

    def post(body: object) -> None:
        line = HTTPConnection("127.0.0.1", site.port, timeout=60)
        line.connect()
        gate.wait()
        line.request("POST", f"/feedback/{to}", json.dumps(body), {"Content-Type": "application/json"})
        answers.append(line.getresponse().status)
        line.close()

    threads = [threading.Thread(target=post, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_forty_phones_at_once_lose_no_count(site: Site) -> None:
    row = {"tour": "old-mill", "stop": "the-mill", "language": "en", "day": str(timezone.localdate())}
    bodies: list[object] = [
        {"heard": [row | {"plays": 2, "ends": 1, "left": {str(n % 3): 1}}, row | {"language": "ar", "plays": 1}]}
        for n in range(AT_ONCE)
    ]
    assert at_once(site, bodies, "heard") == [204] * AT_ONCE
    with sqlite3.connect(site.database) as tables:
        found = tables.execute("SELECT language, plays, ends, left FROM tour_heard ORDER BY language").fetchall()
    assert [row[:3] for row in found] == [("ar", AT_ONCE, 0), ("en", 2 * AT_ONCE, AT_ONCE)]
    assert sum(json.loads(found[1][3]).values()) == AT_ONCE


def test_a_body_without_its_length_is_refused_by_the_real_server_too(site: Site) -> None:
    line = HTTPConnection("127.0.0.1", site.port, timeout=10)
    line.putrequest("POST", "/feedback/mistake")
    line.putheader("Content-Type", "application/json")
    line.putheader("Transfer-Encoding", "chunked")
    # At one go: the server answers and hangs up at the headers, before a second piece could be sent.
    line.endheaders(b"2\r\n{}\r\n0\r\n\r\n")
    assert line.getresponse().status == 400
    line.close()

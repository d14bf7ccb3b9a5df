"""A crowd: many phones on slow lines take a track each while a curator publishes; what other visitors feel of it."""

import http.client
import selectors
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.bench.processes import resident_mb
from tests.bench.report import Figure
from tests.site import ROOT, Site

PHONES = 200
# A phone takes 4 kB every 100 ms: 320 kbit/s.
TAKEN_BYTES, EVERY_S = 4096, 0.1
# Visitors' pages asked for one after the other, about 100 a second.
PAGES, PAUSE_S = 600, 0.01
# Each turn changes a sentence of the second stop and presses the desk's own publish button, until it is ended.
CURATOR = """
import django; django.setup()
import http.client, sys
from urllib.parse import urlencode
from django.contrib.auth import get_user_model
from django.test import Client
from tour.models import Stop, set_words, words
tour, port = sys.argv[1], int(sys.argv[2])
client, token = Client(), "c" * 32
client.force_login(get_user_model().objects.create_superuser("bench"))
headers = {
    "Cookie": f"sessionid={client.cookies['sessionid'].value}; csrftoken={token}",
    "Content-Type": "application/x-www-form-urlencoded",
}
body = urlencode({"csrfmiddlewaretoken": token, "notes": ""})
stop = Stop.objects.get(tour__slug=tour, number=2)
text = words(stop, "text", "en")
for turn in range(1000):
    set_words(stop, "text", "en", f"{text} Once more: {turn}.")
    stop.save()
    desk = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    desk.request("POST", f"/admin/tour/{tour}/publish/", body, headers)
    assert desk.getresponse().status == 302
    print("published", flush=True)
"""


def figures(site: Site, tour: str, page: str, track: str) -> list[Figure]:
    """Latency of pages in an idle site and beside the crowd, and the server's memory then."""
    assert site.web
    idle_ms = _p99(site.port, page)
    with _curator(site, tour):
        publishing_ms = _p99(site.port, page)
        with _phones(site.port, track) as still_taking:
            crowded_ms = _p99(site.port, page)
            memory_mb = resident_mb(site.web.pid)
            kept = still_taking()
    return [
        Figure(
            f"other visitors' p99 beside {PHONES} slow phones and a curator publishing",
            "<= 2 x idle",
            f"{crowded_ms / idle_ms:.1f} ({crowded_ms:.1f} ms; idle {idle_ms:.1f} ms; publishing alone"
            f" {publishing_ms:.1f} ms; {kept} of {PHONES} phones still taking)",
            crowded_ms <= 2 * idle_ms,
        ),
        Figure(
            f"memory of the web processes with {PHONES} slow readers",
            "<= 160 MB",
            f"{memory_mb:.0f} MB",
            memory_mb <= 160,
        ),
    ]


def _p99(port: int, path: str) -> float:
    """Milliseconds within which 99 of 100 pages were there, over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    took = []
    for _ in range(PAGES):
        start = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "br"})
        connection.getresponse().read()
        took.append((time.perf_counter() - start) * 1000)
        time.sleep(PAUSE_S)  # the pace of the load is what is measured
    connection.close()
    return sorted(took)[len(took) * 99 // 100]


@contextmanager
def _phones(port: int, track: str) -> Iterator[Callable[[], int]]:
    """Phones that take the track slowly; gives how many are still at it."""
    selector = selectors.DefaultSelector()
    phones = [_asking(port, track) for _ in range(PHONES)]
    for phone in phones:
        selector.register(phone, selectors.EVENT_READ, phone)
    ended = threading.Event()

    def take() -> None:
        while not ended.wait(EVERY_S):
            for key, _ in selector.select(0):
                if not key.data.recv(TAKEN_BYTES):
                    selector.unregister(key.data)

    taking = threading.Thread(target=take)
    taking.start()
    try:
        yield lambda: len(selector.get_map())
    finally:
        ended.set()
        taking.join()
        for phone in phones:
            phone.close()


def _asking(port: int, track: str) -> socket.socket:
    """A phone that has asked for the track; its window is small, so that what it has not taken stays behind."""
    phone = socket.socket()
    phone.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, TAKEN_BYTES)
    phone.connect(("127.0.0.1", port))
    phone.sendall(f"GET {track} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    phone.setblocking(False)
    return phone


@contextmanager
def _curator(site: Site, tour: str) -> Iterator[None]:
    """Somebody who changes a sentence and publishes, again and again, in the web process that visitors share."""
    (site.folder / "curator.py").write_text(CURATOR)
    process = subprocess.Popen(
        [sys.executable, str(site.folder / "curator.py"), tour, str(site.port)],
        cwd=ROOT, env=site.environment() | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    process.stdout.readline()
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)

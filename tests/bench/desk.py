"""The desk at the size of a country: loading a folder of 9,999 stops in 40 languages, the list of stops, a search."""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from django.conf import settings

from tests.bench.report import Figure
from tests.site import ROOT, Site

# As many as a sign has numbers for.
STOPS, TURNS = 9_999, 30
LOG_IN = """
from django.contrib.auth import get_user_model
from django.test import Client
client = Client()
client.force_login(get_user_model().objects.create_superuser("bench"))
print("session:", client.cookies["sessionid"].value)
"""
SENTENCES = "The ferry of place {number} crossed here.\n\nPeople waited on both banks of the river.\n"


def figures(stops: int = STOPS) -> list[Figure]:
    """Makes a site of its own, loads it, and asks for its pages over one line; minutes at the full size."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        site.media.mkdir()
        site.manage("migrate", "--verbosity", "0")
        _write(Path(folder) / "wide", stops)
        took_s, memory_mb = _load(site, Path(folder) / "wide")
        session = re.findall(r"session: (\w+)", site.manage("shell", "--no-imports", "-c", LOG_IN).stdout)[0]
        site.start()
        try:
            listed, searched, edited = (
                _page(site, session, path)
                for path in ("/admin/tour/stop/", "/admin/tour/stop/?q=998", "/admin/tour/stop/1/change/?language=km")
            )
        finally:
            site.stop()
    return [
        Figure(
            f"loading {stops:,} stops in {len(settings.SUPERSET)} languages: stops a second; memory",
            ">= 1,000; <= 250 MB",
            f"{stops / took_s:.0f}; {memory_mb:.0f} MB",
            stops / took_s >= 1000 and memory_mb <= 250,
        ),
        Figure(f"list of {stops:,} stops; search in it", "<= 50 ms", f"{listed[0]:.0f} ms; {searched[0]:.0f} ms"),
        Figure(
            f"edit page at {len(settings.SUPERSET)} languages",
            "<= 80 KB",
            f"{edited[1] / 1000:.0f} KB",
            edited[1] <= 80_000,
        ),
    ]


def _write(folder: Path, stops: int) -> None:
    """A tour folder, in the form that `dump` writes."""
    slugs = [f"place-{number}" for number in range(1, stops + 1)]
    (folder / "stops").mkdir(parents=True)
    languages = ", ".join(f'"{code}"' for code in settings.SUPERSET)
    listed = "\n".join(f'    "{slug}",' for slug in slugs)
    (folder / "tour.toml").write_text(
        f'slug = "wide"\nsource_language = "en"\nlanguages = [{languages}]\nstops = [\n{listed}\n]\n\n'
        '[title]\nen = "A wide country"\n'
    )
    for number, slug in enumerate(slugs, 1):
        (stop := folder / "stops" / slug).mkdir()
        (stop / "stop.toml").write_text(
            f'number = {number}\nkind = "on-site"\nlat = 12.8\nlng = 102.6\nprecision_m = 20\nradius_m = 40\n'
        )
        for code in settings.SUPERSET:
            (stop / f"{code}.md").write_text(f"# Place {number} {code}\n\n{SENTENCES.format(number=number)}")


def _load(site: Site, folder: Path) -> tuple[float, float]:
    """Seconds, and the most memory that the command held, in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "load", str(folder)], cwd=ROOT, env=site.environment(), stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0
    return time.perf_counter() - start, used.ru_maxrss / 1000


def _page(site: Site, session: str, path: str) -> tuple[float, int]:
    """Milliseconds (the median) and bytes of a page of the desk."""
    took: list[float] = []
    body = b""
    for _ in range(TURNS):
        start = time.perf_counter()
        request = urllib.request.Request(f"{site.url}{path}", headers={"Cookie": f"sessionid={session}"})
        with urllib.request.urlopen(request) as answer:
            body = answer.read()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took), len(body)

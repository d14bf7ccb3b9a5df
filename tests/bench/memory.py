"""What an idle site costs: memory of the web worker, and the time until the first answer."""

import time
import urllib.request

from tests.bench.processes import family, resident_mb
from tests.bench.report import Figure
from tests.site import Site


def figures(site: Site) -> list[Figure]:
    """The running site as it stands after a first page; then once more from cold."""
    assert site.web
    _page(site)
    worker = max(
        resident_mb(pid) - sum(resident_mb(child) for child in family(pid)[1:]) for pid in family(site.web.pid)
    )
    site.stop()
    start = time.perf_counter()
    site.start()
    _page(site)
    cold_s = time.perf_counter() - start
    return [
        Figure("memory of one idle worker", "<= 80 MB", f"{worker:.0f} MB", worker <= 80),
        Figure("cold start to the first page", "<= 0.8 s", f"{cold_s:.2f} s"),
    ]


def _page(site: Site) -> None:
    with urllib.request.urlopen(f"{site.url}/en/") as answer:
        answer.read()

"""Visitors' pages: script, style and pack sizes; what is served with the database gone."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Sequence

import brotli

from tests.bench.report import Figure
from tests.site import Site


def figures(site: Site, tour: str, spoken: Sequence[str]) -> list[Figure]:
    """Needs a site that does not run: starts and stops it. `spoken` are languages whose sound has its real length."""
    site.start()
    try:
        page = f"/en/{tour}/a-town-of-stones/"
        html = _get(site, page).decode()
        modules = _modules(site, page, html)
        packs = [json.loads(_get(site, f"/{code}/{tour}/pack.json")) for code in spoken]
        minutes = {code: _minutes(site, code, tour) for code in spoken}
        per_minute = {
            pack["language"]: pack["bytes"]["opus"] / minutes[pack["language"]] / 1000
            for pack in packs
            if minutes[pack["language"]] > 1
        }
        most = max(per_minute, key=lambda code: per_minute[code])
        return [
            Figure(
                "JavaScript of a stop page, all modules, brotli",
                "<= 12 KB",
                f"{modules / 1000:.1f} KB",
                modules <= 12_000,
            ),
            Figure(
                "pack of one language per narrated minute, all included (most)",
                "<= 200 kB",
                f"{per_minute[most]:.0f} kB ({most})",
                per_minute[most] <= 200,
            ),
        ]
    finally:
        site.stop()


def without_database(site: Site, tour: str) -> list[Figure]:
    """Ask for every file of the tour's packs with the database file moved away."""
    urls = set()
    for code in ("en", "km"):
        pack = json.loads(_get(site, f"/{code}/{tour}/pack.json"))
        urls |= {file["src"] for file in pack["files"]} | {file["url"] for file in pack["files"]}
    served = sum(_status(site, url) == 200 for url in urls)
    return [
        Figure(
            "files of two languages served with the database gone",
            "every one",
            f"{served} of {len(urls)}",
            served == len(urls),
        ),
        Figure("SQL queries of a visitor's page", "0", "0 (there is no database)", served == len(urls)),
    ]


def first_track(site: Site, page: str) -> str:
    """The address of the page's Opus track."""
    [track, *_] = re.findall(r"files/[0-9a-f]+\.webm", _get(site, page).decode())
    return f"/{track}"


def _minutes(site: Site, code: str, tour: str) -> float:
    """The narrated minutes of a language, by its tour.json."""
    return float(json.loads(_get(site, f"/{code}/{tour}/tour.json"))["duration_ms"]) / 60_000


def _modules(site: Site, page: str, html: str) -> int:
    """Bytes, brotli, of every module a page loads, followed through their imports."""
    waiting = list(re.findall(r"files/[0-9a-f]+\.js", html))
    seen: set[str] = set()
    total = 0
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        source = _get(site, f"/{name}")
        total += len(brotli.compress(source))
        waiting += [f"files/{found}" for found in re.findall(r"([0-9a-f]{32}\.js)", source.decode())]
    return total


def _get(site: Site, path: str) -> bytes:
    with urllib.request.urlopen(site.url + path) as answer:
        return bytes(answer.read())


def _status(site: Site, url: str) -> int:
    try:
        with urllib.request.urlopen(f"{site.url}/{url.lstrip('/')}") as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code

"""Visitors' pages: script, style and pack sizes; what is served with the database gone."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any

import brotli

from tests.bench.report import Figure
from tests.site import Site


def figures(site: Site, tour: str, spoken: Sequence[str]) -> list[Figure]:
    """Needs a site that does not run: starts and stops it. `spoken` are languages whose sound has its real length."""
    site.start()
    try:
        page = f"/en/{tour}/a-town-of-stones/"
        html = _get(site, page).decode()
        with_page, in_all = _modules(site, html)
        packs = [json.loads(_get(site, f"/{code}/{tour}/pack.json")) for code in spoken]
        minutes = {code: _minutes(site, code, tour) for code in spoken}
        fetched, kept = (
            {pack["language"]: size(site, pack) / minutes[pack["language"]] / 1000 for pack in packs}
            for size in (_on_the_wire, _on_the_phone)
        )
        most = max(fetched, key=lambda code: fetched[code])
        return [
            Figure(
                "JavaScript of a stop page, brotli: with the page; with all that is ever brought to one",
                "<= 12 KB in all",
                f"{with_page / 1000:.1f}; {in_all / 1000:.1f} KB",
                in_all <= 12_000,
            ),
            Figure(
                "pack of one language per narrated minute, all included (most): fetched; as it lies on the phone",
                "<= 200 kB",
                f"{fetched[most]:.0f}; {kept[most]:.0f} kB ({most})",
                fetched[most] <= 200,
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


def _on_the_phone(_site: Site, pack: Any) -> int:
    """Bytes of a pack's files, for a phone that plays Opus."""
    return int(pack["bytes"]["opus"])


def _on_the_wire(site: Site, pack: Any) -> int:
    """What of them is sent, brotli where it is text."""
    files = {file["src"] for file in pack["files"] if file["for"] in {"all", "opus"}}
    return sum(len(_get(site, f"/{src}", encoding="br")) for src in files)


def _modules(site: Site, html: str) -> tuple[int, int]:
    """Bytes, brotli: of the modules that a page names and their imports; and with all those imported later."""
    starter = "".join(re.findall(r"<script type=\"module\" async>(.*?)</script>", html, re.DOTALL))
    sizes, later = {"starter": len(brotli.compress(starter.encode()))}, set[str]()
    waiting = re.findall(r"files/[0-9a-f]+\.js", html)
    for found in (waiting, later):
        while found:
            name = found.pop()
            if name in sizes:
                continue
            source = _get(site, f"/{name}")
            sizes[name] = len(brotli.compress(source))
            lazily = set(re.findall(r"import\(\"\./([0-9a-f]{32}\.js)", source.decode()))
            named = set(re.findall(r"([0-9a-f]{32}\.js)", source.decode()))
            later |= {f"files/{one}" for one in lazily}
            (waiting.extend if found is waiting else later.update)(f"files/{one}" for one in named - lazily)
        if found is waiting:
            with_page = sum(sizes.values())
    return with_page, sum(sizes.values())


def _get(site: Site, path: str, *, encoding: str = "identity") -> bytes:
    asked = urllib.request.Request(site.url + path, headers={"Accept-Encoding": encoding})
    with urllib.request.urlopen(asked) as answer:
        return bytes(answer.read())


def _status(site: Site, url: str) -> int:
    try:
        with urllib.request.urlopen(f"{site.url}/{url.lstrip('/')}") as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code

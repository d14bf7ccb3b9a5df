"""The ground under a tour's map: out of the tour's one archive, and the map as ever where that cannot be read."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests import pmtiles
from tests.visitor import axe, editions
from tests.visitor.serving import Handler, serving, write
from tests.visitor.waiting import until
from tour import visitor
from tour.edition import Edition

Opened = Callable[..., Page]
Serve = Callable[..., tuple[str, type[Handler]]]
LAT, LNG = 12.85, 102.6
TILES = ".leaflet-tile-pane img"
DRAWN = "document.querySelectorAll('.leaflet-tile-pane img.leaflet-tile-loaded[src^=\"blob:\"]').length >= 2"
MAP = json.dumps({**json.loads(editions.MAP), "tiles": {"attribution": "© The surveyors"}})


@pytest.fixture
def serve(english: Edition, tmp_path: Path) -> Iterator[Serve]:
    """Serves the edition with an archive of its ground, or without one; all stops stand around one place."""
    stops = tuple(
        replace(stop, lat=LAT + place / 1000, lng=LNG, access="open") for place, stop in enumerate(english.stops)
    )
    with ExitStack() as running:

        def start(archive: bytes = b"") -> tuple[str, type[Handler]]:
            shown = replace(english, stops=stops)
            if archive:
                path = f"tiles/{hashlib.sha256(archive).hexdigest()[:32]}.pmtiles"
                (Path(settings.MEDIA_ROOT) / "tiles").mkdir()
                (Path(settings.MEDIA_ROOT) / path).write_bytes(archive)
                shown = replace(shown, map=MAP, tiles=path)
            write(visitor.jobs(shown), tmp_path / "site", Path(settings.MEDIA_ROOT))
            return running.enter_context(serving(tmp_path / "site"))

        yield start


def ground(closest: int = 15, internal: int = pmtiles.GZIP) -> bytes:
    return pmtiles.archive(pmtiles.around(LAT, LNG, closest), leaf=40, internal=internal)


def of_tiles(server: type[Handler]) -> list[str]:
    """What was asked for that only tiles need."""
    from tour.visitor import assets

    wanted = (".pmtiles", assets.where("pmtiles.js"), assets.where("tile-layer.js"))
    return [path for path in server.seen if path.endswith(wanted)]


@pytest.mark.journey
def test_the_archives_tiles_lie_under_the_map_and_come_with_it_alone(serve: Serve, opened: Opened) -> None:
    address, server = serve(ground())
    page = opened(address + "/en/pailin/")
    assert of_tiles(server) == []
    page.click("[data-action=map]")
    page.wait_for_selector(".map-stop")
    until(page, DRAWN)
    assert page.text_content("[data-part=attribution]") == "Drawn by hand · © The surveyors"
    assert page.is_visible("[data-part=attribution]")
    assert set(page.evaluate(f"[...document.querySelectorAll('{TILES}')].map(({{ alt }}) => alt)")) == {""}
    # In parts, never as a whole: two modules, the beginning, a leaf or two, and the tiles in view.
    asked = of_tiles(server)
    assert len(set(asked)) == 3
    assert len(asked) > 4
    assert page.locator(".map-stop").count() == 3
    assert axe.violations(page) == []


@pytest.mark.journey
def test_without_an_archive_no_tile_is_drawn_and_nothing_of_it_asked_for(serve: Serve, opened: Opened) -> None:
    address, server = serve()
    page = opened(address + "/en/pailin/")
    page.click("[data-action=map]")
    page.wait_for_selector(".map-stop")
    assert page.locator(TILES).count() == 0
    assert of_tiles(server) == []
    assert page.text_content("[data-part=attribution]") == "Drawn by hand"


@pytest.mark.journey
def test_tiles_farther_out_than_the_map_are_drawn_larger_and_let_go_when_it_moves_away(
    serve: Serve, opened: Opened
) -> None:
    # Without motion: a step while the map still moves would be lost.
    page = opened(serve(ground(13, pmtiles.NONE))[0] + "/en/pailin/", reduced_motion="reduce")
    page.evaluate("window.made = []; window.revoked = [];")
    page.evaluate("""() => {
        const { createObjectURL, revokeObjectURL } = URL;
        URL.createObjectURL = (blob) => { const url = createObjectURL(blob); made.push(url); return url; };
        URL.revokeObjectURL = (url) => { if (url) revoked.push(url); revokeObjectURL(url); };
    }""")
    page.click("[data-action=map]")
    page.wait_for_selector(".map-stop")
    until(page, f"document.querySelectorAll('{TILES}.leaflet-tile-loaded[src]').length >= 1")
    first = page.evaluate("made.length")
    for _ in range(8):
        page.click(".leaflet-control-zoom-out")
    until(page, f"made.length > {first} && made.slice(0, {first}).every((url) => revoked.includes(url))")
    assert page.evaluate("made.filter((url) => !revoked.includes(url)).length") <= page.locator(TILES).count()


@pytest.mark.journey
def test_a_browser_that_cannot_unpack_draws_the_map_without_them(serve: Serve, opened: Opened) -> None:
    page = opened("about:blank")
    page.add_init_script("delete globalThis.DecompressionStream")
    address, server = serve(ground())
    page.goto(address + "/en/pailin/")
    with page.expect_response("**/*.pmtiles"):
        page.click("[data-action=map]")
    page.wait_for_selector(".map-stop")
    assert page.locator(TILES).count() == 0
    assert sum(path.endswith(".pmtiles") for path in server.seen) == 1


@pytest.mark.journey
def test_an_archive_that_does_not_come_leaves_the_map_as_it_is(serve: Serve, browser: Browser) -> None:
    address, server = serve(ground())
    server.lost = r"\.pmtiles$"
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address + "/en/pailin/")
    with page.expect_response("**/*.pmtiles"):
        page.click("[data-action=map]")
    page.wait_for_selector(".map-stop")
    assert page.locator("path.map-border").count() == 1
    assert page.locator(TILES).count() == 0
    assert page.text_content("tour-map [role=status]") == ""
    assert wrong == []
    context.close()


@pytest.mark.journey
def test_a_server_without_ranges_gives_the_archive_once(serve: Serve, opened: Opened) -> None:
    address, server = serve(ground())
    server.ranges = False
    page = opened(address + "/en/pailin/")
    page.click("[data-action=map]")
    until(page, DRAWN)
    assert sum(path.endswith(".pmtiles") for path in server.seen) == 1


def test_only_the_page_that_draws_tiles_itself_may_show_pictures_of_its_own(english: Edition) -> None:
    tiled = replace(english, map=MAP, tiles=f"tiles/{'a' * 32}.pmtiles")
    with_tiles = {file.url: file for job in visitor.jobs(tiled) for file in job.make() if file.policy}
    without = {file.url: file for job in visitor.jobs(english) for file in job.make() if file.policy}
    own = "en/pailin/"
    assert "img-src 'self' data: blob:;" in with_tiles[own].policy
    assert "img-src 'self' data:;" in without[own].policy
    assert with_tiles[own].policy.replace("data: blob:;", "data:;") == without[own].policy
    others = {url: file.policy for url, file in with_tiles.items() if url != own}
    assert others == {url: file.policy for url, file in without.items() if url != own}
    stops = [url for url in without if url.startswith(own) and url.endswith("/") and url != own]
    assert len(stops) == 3
    # Not a byte more on a stop's page, but for the key that names it.
    assert [len(with_tiles[url].body) for url in stops] == [len(without[url].body) for url in stops]


def test_every_language_has_the_same_one_archive_in_its_pack(english: Edition, khmer: Edition) -> None:
    path = f"tiles/{'a' * 32}.pmtiles"
    found = set()
    for one in (english, khmer):
        files = [file for job in visitor.jobs(replace(one, map=MAP, tiles=path)) for file in job.make()]
        found |= {file for file in files if file.url.endswith(".pmtiles")}
    [archive] = found
    assert (archive.url, archive.path, archive.pack) == (f"files/{'a' * 32}.pmtiles", path, "all")
    assert archive.type == "application/vnd.pmtiles"

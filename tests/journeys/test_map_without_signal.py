"""The ground under a map goes with the tour that is kept: its tiles are there with the server gone."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests import pmtiles
from tests.journeys.conftest import TINY, Listener
from tests.journeys.offline import STATE, keep
from tests.site import Site
from tests.visitor.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(400)]
MILL = (35.1305, 36.7505)
# One tile that nobody looks at makes it longer than what is asked for at a time.
HEAVY = {(2, 0, 0): pmtiles.png(0, 0, 0) + bytes(4_500_000)}
ARCHIVE = pmtiles.archive(pmtiles.around(*MILL, 15) | HEAVY, leaf=40, internal=pmtiles.GZIP)
TILES = ".leaflet-tile-pane img"
DRAWN = f"document.querySelectorAll('{TILES}.leaflet-tile-loaded[src^=\"blob:\"]').length >= 2"


@pytest.fixture(scope="module")
def tiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The tiny tour with an archive of its ground, published without sound."""
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("tiled") / "old-mill"))
    (folder / "map.pmtiles").write_bytes(ARCHIVE)
    drawn = {"type": "FeatureCollection", "tiles": {"attribution": "© The surveyors"}, "features": []}
    (folder / "map.geojson").write_text(json.dumps(drawn))
    site = Site(tmp_path_factory.mktemp("site"), extra={"WAYSIDE_LANGUAGES": "ar en"})
    site.media.mkdir()
    site.manage("migrate", "--verbosity", "0")
    site.manage("load", str(folder))
    site.manage("publish", "old-mill")
    site.start()
    yield site
    site.stop()


def packed(site: Site, language: str = "en") -> list[dict[str, Any]]:
    with urlopen(f"{site.url}/{language}/old-mill/pack.json") as answer:
        files = json.load(answer)["files"]
    return [file for file in files if file["type"] == "application/vnd.pmtiles"]


def test_the_map_of_a_kept_tour_has_its_tiles_with_the_server_gone(
    tiled: Site, visit: Callable[..., Listener]
) -> None:
    phone = visit(tiled)
    page = phone.open("/en/old-mill/")
    ranges: list[str] = []
    page.on("request", lambda request: ranges.append(request.headers.get("range", "")))
    keep(page)
    # In pieces, because a server holds in memory what it sends down a slow line.
    assert [one for one in ranges if one] == [
        "bytes=0-1999999",
        "bytes=2000000-3999999",
        f"bytes=4000000-{len(ARCHIVE) - 1}",
    ]
    tiled.stop()
    page.reload()
    until(page, STATE.format("ready"))
    page.locator("[data-action=map]").tap()
    page.locator(".map-stop").first.wait_for()
    until(page, DRAWN)
    assert page.text_content("[data-part=attribution]") == "© The surveyors"
    phone.faults.clear()  # the browser itself reports each request that found no server
    tiled.start()


def test_a_kept_tour_without_an_archive_has_a_map_without_tiles(tiny: Site, visit: Callable[..., Listener]) -> None:
    phone = visit(tiny)
    page = phone.open("/en/old-mill/")
    keep(page)
    page.reload()
    page.locator("[data-action=map]").tap()
    page.locator(".map-stop").first.wait_for()
    assert page.locator(TILES).count() == 0
    assert packed(tiny) == []
    assert not [url for url in phone.asked if ".pmtiles" in url]


def test_the_archive_is_one_file_of_every_pack_served_in_parts_and_never_as_text(tiled: Site) -> None:
    [file], [same] = packed(tiled), packed(tiled, "ar")
    assert file == same
    assert (file["url"], file["for"], file["bytes"]) == (file["src"], "all", len(ARCHIVE))
    with urlopen(f"{tiled.url}/{file['src']}") as answer:
        assert answer.headers["Content-Type"] == "application/vnd.pmtiles"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Accept-Ranges"] == "bytes"
        assert answer.headers["Content-Encoding"] is None
        assert answer.read() == ARCHIVE
    assert tiled.manage("verify", "old-mill").returncode == 0

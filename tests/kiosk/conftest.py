"""A site with one kiosk, really served; and its screen."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests import pmtiles
from tests.journeys.conftest import TINY
from tests.kiosk.screen import IDLE_S, open_kiosk
from tests.site import Site

PIN = "246810"
MAKE = f"""
from tour.models import Kiosk, KioskTour, Picture, Stop, Tour
Stop.objects.filter(slug="the-mill").update(content_notes=["war", "injury"])
Stop.objects.filter(slug="the-sound-of-water").update(safety_ar="الماء عميق.")
Tour.objects.update(advisory_en="")
kiosk = Kiosk(slug="gate", name="At the gate", languages=["en", "ar"], idle_s={IDLE_S}, volume=60, ceiling=80)
kiosk.attract_en = "Hear what happened here"
kiosk.attract_ar = "اسمع ما حدث هنا"
kiosk.set_pin("{PIN}")
kiosk.save()
kiosk.pictures.set(Picture.objects.all())
KioskTour.objects.create(kiosk=kiosk, tour=Tour.objects.get(slug="old-mill"))
"""


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The tiny tour (Arabic, English; English spoken; its map tiled) and the kiosk `gate`, published and running."""
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("tiled") / "old-mill"))
    (folder / "map.pmtiles").write_bytes(pmtiles.archive(pmtiles.sample()))
    drawn = {"type": "FeatureCollection", "tiles": {"attribution": "© The surveyors"}, "features": []}
    (folder / "map.geojson").write_text(json.dumps(drawn))
    extra = {"WAYSIDE_LANGUAGES": "ar en fr", "WAYSIDE_ADDRESS": "https://mill.example"}
    site = Site(tmp_path_factory.mktemp("house"), extra=extra)
    site.media.mkdir()
    site.manage("migrate", "--verbosity", "0")
    site.manage("load", str(folder))
    site.manage("shell", "--no-imports", "-c", MAKE)
    site.manage("narrate", "old-mill")
    site.manage("publish", "old-mill")
    site.start()
    yield site
    site.stop()


@pytest.fixture
def screen(browser: Browser, house: Site) -> Iterator[Callable[..., Page]]:
    """Opens kiosks; at the end none of them may have met an error, a cookie or a foreign host."""
    opened = []

    def open_(**options: Any) -> Page:
        opened.append(open_kiosk(browser, house.url, **options))
        return opened[-1].page

    yield open_
    for kiosk in opened:
        assert kiosk.faults == []
        assert kiosk.context.cookies() == []
        assert [url for url in kiosk.asked if not url.startswith((house.url, "data:", "blob:"))] == []
        kiosk.context.close()

"""A kiosk's page and its pack in the release of the site."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests.publishing.fakes import make_tour
from tour import publishing
from tour.models import Kiosk, KioskTour, Tour, pin_hash
from tour.publishing import Entry, pack_releases, publish_site, read, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def river() -> Tour:
    tour = make_tour()
    publishing.publish("river-walk")
    return tour


def gate(*tours: Tour, **facts: Any) -> Kiosk:
    kiosk = Kiosk(**{"slug": "gate", "name": "At the gate", "languages": ["en", "km", "th"], **facts})
    kiosk.attract_en = "Come & listen"  # type: ignore[attr-defined]
    kiosk.set_pin("2468")
    kiosk.save()
    for position, tour in enumerate(tours):
        KioskTour.objects.create(kiosk=kiosk, tour=tour, position=position)
    return kiosk


def files() -> Mapping[str, Entry]:
    return read(store(), publishing.current().site).files


def body(url: str) -> str:
    return store().read(files()[url].sha256).decode()


def test_saving_a_profile_changes_nothing_until_the_site_is_published(river: Tour) -> None:
    gate(river)
    assert "kiosk/gate/" not in files()
    assert publish_site()
    assert "kiosk/gate/" in files()
    assert publish_site() is None


def test_the_page_offers_the_languages_its_published_tours_have(river: Tour) -> None:
    gate(river, make_tour("unpublished", ("th",)))
    publish_site()
    page = body("kiosk/gate/")
    assert re.findall(r'data-action="choose" data-language="([a-z-]+)"', page) == ["en", "km"]
    assert re.findall(r'<data class="tour" value="([a-z-]+)"', page) == ["river-walk"]
    assert "Come &amp; listen" in page


def test_the_page_holds_the_pin_as_salt_and_hash_only(river: Tour) -> None:
    kiosk = gate(river)
    publish_site()
    page = body("kiosk/gate/")
    assert kiosk.pin_hash == pin_hash("2468", kiosk.pin_salt)
    assert kiosk.pin_hash in page
    assert not re.search(r"\b2468\b", page)


def test_its_pack_names_the_page_and_all_its_parts_and_changes_with_them(river: Tour) -> None:
    kiosk = gate(river)
    publish_site()
    pack = json.loads(body("kiosk/gate/pack.json"))
    assert (pack["tour"], pack["language"]) == ("kiosk", "gate")
    urls = {one["url"] for one in pack["files"]}
    needed = re.findall(r'(?:href|src)="\.\./\.\./([^"]+)"', body("kiosk/gate/"))
    assert {"kiosk/gate/", *needed} <= urls
    modules = [body(url) for url in urls if url.endswith(".js")]
    imported = {f"files/{name}" for text in modules for name in re.findall(r"[\"']\./([0-9a-f]{32}\.js)", text)}
    assert imported
    assert imported <= urls
    assert pack_releases(["kiosk/gate"]) == {"kiosk/gate": pack["release"]}
    kiosk.idle_s = 120
    kiosk.save()
    publish_site()
    assert pack_releases(["kiosk/gate"]) != {"kiosk/gate": pack["release"]}


def test_the_packs_of_its_tours_hold_what_it_tells_them_by(river: Tour) -> None:
    manifest = read(store(), publishing.current().tours["river-walk"])
    pack = json.loads(store().read(manifest.files["en/river-walk/pack.json"].sha256))
    assert "en/river-walk/tour.json" in {one["url"] for one in pack["files"]}
    assert pack_releases(["river-walk/en", "river-walk/fr", "nothing/en"]) == {"river-walk/en": pack["release"]}


def test_qr_codes_are_drawn_where_the_site_knows_its_address(river: Tour, settings: Settings) -> None:
    gate(river)
    publish_site()
    assert "kiosk/gate/qr.json" not in files()
    settings.ADDRESS = "https://river.example"
    publish_site()
    codes = json.loads(body("kiosk/gate/qr.json"))
    assert set(codes) == {"river-walk/1", "river-walk/2", "river-walk/3"}
    assert all(code["path"].startswith("M") and code["size"] > 20 for code in codes.values())


def test_a_retired_kiosk_loses_its_address(river: Tour) -> None:
    gate(river)
    publish_site()
    Kiosk.objects.update(retired=True)
    publish_site()
    assert not [url for url in files() if url.startswith("kiosk/")]


def test_a_kiosk_without_a_tour_has_a_page_that_says_so() -> None:
    gate()
    publish_site()
    assert "There is nothing to show here yet." in body("kiosk/gate/")

"""A map's tiles at the desk: what an archive weighs is seen before it is kept; a bad one changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import filesizeformat
from django.test import Client

from tests import pmtiles
from tour import content, publishing, visitor
from tour.models import Tour, give

URL = "/admin/tour/river/tiles/"
SAMPLE = pmtiles.sample(2)
GOOD = pmtiles.archive(SAMPLE, internal=pmtiles.GZIP)
OTHER = pmtiles.archive(pmtiles.sample(1))
WHOSE = "© The surveyors"
ADDRESS = "https://tiles.example.org/{z}/{x}/{y}.png"
DRAWN = {"type": "FeatureCollection", "features": [], "attribution": "Drawn by hand"}
pytestmark = pytest.mark.usefixtures("told")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def look(desk: Client, body: bytes = GOOD, attribution: str = WHOSE) -> Any:
    file = SimpleUploadedFile("pailin.pmtiles", body)
    return desk.post(URL, {"do": "look", "file": file, "attribution": attribution})


def keep(desk: Client, body: bytes = GOOD, **instead: str) -> Any:
    page = look(desk, body)
    return desk.post(URL, {"do": "keep", "token": page.context["token"], "attribution": WHOSE} | instead, follow=True)


def point(desk: Client, url: str = ADDRESS, attribution: str = WHOSE, closest: str = "") -> Any:
    sent = {"do": "point", "at-url": url, "at-attribution": attribution, "at-max_zoom": closest}
    return desk.post(URL, sent, follow=True)


def stored() -> tuple[Any, str]:
    tour = Tour.objects.get()
    return tour.map, tour.tiles


def media(folder: str) -> list[Path]:
    below = Path(settings.MEDIA_ROOT) / folder
    return list(below.iterdir()) if below.exists() else []


def test_what_it_weighs_is_seen_before_it_is_kept(desk: Client, tour: Tour) -> None:
    page = look(desk)
    assert "21 tiles (PNG), zoom 0 to 2" in text(page)
    assert "enters every visitor’s download" in text(page)
    assert f"It weighs {filesizeformat(len(GOOD))}, and" in text(page)
    assert stored() == (None, "")
    assert media("tiles") == []
    answer = desk.post(URL, {"do": "keep", "token": page.context["token"], "attribution": WHOSE}, follow=True)
    assert "Visitors get them once you publish" in text(answer)
    drawn, name = stored()
    assert drawn["tiles"] == {"attribution": WHOSE}
    [file] = media("tiles")
    assert (file.name, file.read_bytes()) == (name, GOOD)
    assert media("uploads") == []
    assert "An archive of " in text(desk.get(URL))


def test_the_tours_own_drawing_stays_through_all_changes(desk: Client, tour: Tour) -> None:
    Tour.objects.update(map=DRAWN)
    keep(desk)
    assert stored()[0] == DRAWN | {"tiles": {"attribution": WHOSE}}
    point(desk, closest="15")
    assert stored() == (DRAWN | {"tiles": {"attribution": WHOSE, "url": ADDRESS, "max_zoom": 15}}, "")
    keep(desk, OTHER)
    assert stored()[0] == DRAWN | {"tiles": {"attribution": WHOSE}}
    assert "no tiles any more" in text(desk.post(URL, {"do": "remove"}, follow=True))
    assert stored() == (DRAWN, "")


def test_a_map_that_was_made_for_its_tiles_goes_with_them(desk: Client, tour: Tour) -> None:
    keep(desk)
    desk.post(URL, {"do": "remove"})
    assert stored() == (None, "")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>", "no PMTiles archive of version 3"),
        (pmtiles.archive(SAMPLE)[:7] + b"\x02" + pmtiles.archive(SAMPLE)[8:], "no PMTiles archive of version 3"),
        (pmtiles.archive(SAMPLE, kind=pmtiles.MVT), "These are vector tiles"),
        (pmtiles.archive(SAMPLE, kind=0), "PNG, JPEG, WebP or AVIF"),
        (pmtiles.archive(SAMPLE, internal=pmtiles.BROTLI), "Make it with gzip"),
        (pmtiles.archive(SAMPLE, packed=pmtiles.GZIP), "packed once more"),
        (GOOD[:200], "damaged or not whole"),
        (GOOD[:-1], "damaged or not whole"),
        (GOOD + bytes(content.MOST_TILES_BYTES), "larger than 30 MB"),
        (b"", "empty"),
    ],
)
def test_a_bad_archive_is_refused_in_words_and_changes_nothing(
    desk: Client, tour: Tour, body: bytes, words: str
) -> None:
    keep(desk, OTHER)
    before = stored()
    page = look(desk, body)
    assert words in text(page)
    assert "token" not in page.context
    assert stored() == before
    assert [file.read_bytes() for file in media("tiles")] == [OTHER]
    assert media("uploads") == []


@pytest.mark.parametrize("whose", ["", "  ", "–", "<b>us</b>", "x" * 301])
def test_no_tiles_without_words_on_whose_they_are(desk: Client, tour: Tour, whose: str) -> None:
    assert "token" not in look(desk, attribution=whose).context
    keep(desk, attribution=whose)
    point(desk, attribution=whose)
    assert stored() == (None, "")


@pytest.mark.parametrize(
    "url",
    ["http://a.example/{z}/{x}/{y}.png", "https://a.example/{z}/{x}.png", "//a.example/{z}/{x}/{y}", "{z}{x}{y}"],
)
def test_an_address_that_no_map_can_use_is_refused(desk: Client, tour: Tour, url: str) -> None:
    page = point(desk, url)
    assert "Begin the address with https:// or with /" in text(page)
    assert url in text(page)
    assert stored() == (None, "")


@pytest.mark.parametrize("url", [ADDRESS, "/tiles/{z}/{x}/{y}.webp", "https://{s}.a.example:8443/{z}/{y}/{x}?k=v"])
def test_an_address_that_is_taken_is_let_in_by_visitors_pages(desk: Client, tour: Tour, url: str) -> None:
    point(desk, url)
    assert stored()[0]["tiles"]["url"] == url
    origin = visitor.tile_origin(json.dumps(stored()[0]))
    assert bool(origin) is url.startswith("https://")


def test_another_persons_upload_cannot_be_kept(desk: Client, tour: Tour) -> None:
    token = look(desk).context["token"]
    other = Client()
    other.force_login(User.objects.create_superuser("sok", password="x"))
    for sent in (token, "made up"):
        answer = other.post(URL, {"do": "keep", "token": sent, "attribution": WHOSE}, follow=True)
        assert "no longer kept" in text(answer)
    assert stored() == (None, "")


def test_a_tours_page_leads_here_for_whoever_writes_the_tour(desk: Client, tour: Tour) -> None:
    page = f"/admin/tour/tour/{tour.pk}/change/"
    assert URL in text(desk.get(page))
    assert URL in text(desk.get("/admin/"))
    translator = User.objects.create_user("vanna", password="x", is_staff=True)
    give(translator, "translator", tours=[tour], languages=["th"])
    theirs = Client()
    theirs.force_login(translator)
    assert URL not in text(theirs.get(page))
    assert theirs.get(URL).status_code == theirs.post(URL, {"do": "remove"}).status_code == 403


@pytest.mark.usefixtures("ferry")
def test_a_release_keeps_the_tiles_it_had_and_the_publish_page_tells_of_others(desk: Client, tour: Tour) -> None:
    def packed() -> list[str]:
        manifest = publishing.read(publishing.store(), publishing.current().tours["river"])
        return [url for url in manifest.files if url.endswith(".pmtiles")]

    keep(desk)
    publishing.publish("river")
    had = packed()
    assert len(had) == 1
    keep(desk, OTHER)
    assert "map tiles of " in text(desk.get("/admin/tour/river/publish/"))
    assert publishing.add_sound("river") is None
    assert packed() == had
    publishing.publish("river")
    assert packed() != had
    assert "map tiles of " not in text(desk.get("/admin/tour/river/publish/"))
    desk.post(URL, {"do": "remove"})
    assert "no map tiles any more" in text(desk.get("/admin/tour/river/publish/"))
    publishing.publish("river")
    assert packed() == []
    publishing.rollback("river")
    assert len(packed()) == 1


@pytest.mark.usefixtures("ferry")
def test_the_preview_shows_them_too(desk: Client, tour: Tour) -> None:
    keep(desk)
    page = desk.get("/admin/tour/river/preview/site/en/river/")
    assert "img-src 'self' data: blob:;" in page["Content-Security-Policy"]
    address = text(page).split('data-tiles="../../')[1].split('"')[0]
    part = desk.get(f"/admin/tour/river/preview/site/{address}", headers={"Range": "bytes=0-6"})
    assert (part.status_code, b"".join(part)) == (206, b"PMTiles")

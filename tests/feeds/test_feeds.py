"""The feeds tell another program all it needs, and send nobody where nobody should go."""

import json
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest

from tests.feeds.conftest import stop
from tour import feeds
from tour.edition import Edition, File

GPX = "{http://www.topografix.com/GPX/1/1}"


def _files(edition: Edition) -> dict[str, File]:
    return {file.url.rpartition("/")[2]: file for job in feeds.jobs(edition) for file in job.make()}


def _json(edition: Edition, name: str = "tour.json") -> Any:
    return json.loads(_files(edition)[name].body)


def _gpx(edition: Edition) -> Element:
    return fromstring(_files(edition)["tour.gpx"].body)


def test_each_feed_lies_beside_the_tours_page(edition: Edition) -> None:
    found = {file.url: file.type for file in _files(edition).values()}
    assert found == {
        "en/old-mill/tour.json": "application/json",
        "en/old-mill/tour.geojson": "application/geo+json",
        "en/old-mill/tour.gpx": "application/gpx+xml",
    }


def test_only_what_a_kiosk_tells_the_tour_by_is_in_a_pack(edition: Edition) -> None:
    assert {name for name, file in _files(edition).items() if file.pack} == {"tour.json"}


def test_the_same_edition_gives_the_same_keys(edition: Edition) -> None:
    assert [job.key for job in feeds.jobs(edition)] == [job.key for job in feeds.jobs(edition)]


def test_a_changed_sentence_changes_only_the_feed_that_tells_it(edition: Edition) -> None:
    changed = replace(edition, stops=(stop(paragraphs=()), *edition.stops[1:]))
    pairs = zip(feeds.jobs(edition), feeds.jobs(changed), strict=True)
    assert [before.key == after.key for before, after in pairs] == [False, True, True]


def test_two_languages_never_share_a_key(edition: Edition) -> None:
    other = replace(edition, language="ar")
    assert not {job.key for job in feeds.jobs(edition)} & {job.key for job in feeds.jobs(other)}


def test_the_tour_tells_what_it_is_and_where_its_pages_are(edition: Edition) -> None:
    found = _json(edition)
    assert found["schema"] == "wayside-tour/1"
    assert (found["tour"], found["language"], found["languages"]) == ("old-mill", "en", ["ar", "en"])
    assert (found["page"], found["geojson"], found["gpx"]) == ("./", "tour.geojson", "tour.gpx")
    assert found["duration_ms"] == 190_000
    assert found["routes"][0]["stops"] == ["the-gate", "the-mill"]


def test_a_stop_tells_its_number_place_length_and_page(edition: Edition) -> None:
    mill = _json(edition)["stops"][0]
    assert (mill["number"], mill["title"], mill["page"], mill["minutes"]) == (1, "Mill & wheel", "the-mill/", 2)
    assert mill["coordinates"] == {"lat": 35.1305, "lng": 36.7505, "precision_m": 5}
    assert mill["paragraphs"] == [["One.", "Two."]]
    assert mill["claims"][0]["sources"] == [{"key": "ledger", "title": "Ledger", "date": "1931", "url": ""}]


def test_words_that_are_not_in_its_language_are_named(edition: Edition) -> None:
    route = replace(edition.routes[0], in_source=("title",))
    lent = replace(edition, in_source=("advisory",), routes=(route,), stops=(stop(in_source=("safety",)),))
    found = _json(lent)
    assert (found["in_source"], found["stops"][0]["in_source"]) == (["advisory"], ["safety"])
    assert found["routes"][0]["in_source"] == ["title"]
    assert all(picture["in_source"] == [] for one in _json(edition)["stops"] for picture in one["pictures"])


def test_a_track_is_found_at_its_lasting_address(edition: Edition) -> None:
    track = _json(edition)["stops"][0]["track"]
    assert [file["src"] for file in track["files"]] == [f"../../files/{'1' * 32}.webm", f"../../files/{'2' * 32}.mp3"]
    assert track["cues_ms"] == [[0, 40_000], [41_000, 95_000]]


def test_a_picture_is_found_where_the_pages_have_it(edition: Edition) -> None:
    assert _json(edition)["stops"][0]["pictures"][0]["src"] == f"../../files/{'b' * 32}.png"


def test_a_stop_without_sound_or_place_says_so(edition: Edition) -> None:
    _, gate, sound = _json(edition)["stops"]
    assert (gate["track"], gate["minutes"]) == (None, None)
    assert sound["coordinates"] is None


def test_the_map_has_a_point_for_each_stop_with_a_place(edition: Edition) -> None:
    features = _json(edition, "tour.geojson")["features"]
    assert [(f["id"], f["geometry"]["coordinates"]) for f in features] == [
        ("the-mill", [36.7505, 35.1305]),
        ("the-gate", [36.7505, 35.1305]),
    ]
    assert features[1]["properties"]["access"] == "closed"


def test_a_waypoint_has_the_signs_number_the_title_and_the_warning(edition: Edition) -> None:
    point = _gpx(edition).find(f"{GPX}wpt")
    assert point is not None
    assert (point.get("lat"), point.get("lon")) == ("35.1305", "36.7505")
    assert [child.text for child in point] == ["1 Mill & wheel", "Stones are slippery.", "The river bank"]


@pytest.mark.parametrize("access", ["closed", "remote"])
def test_nobody_is_led_to_a_place_that_is_not_to_be_visited(edition: Edition, access: str) -> None:
    found = _gpx(replace(edition, stops=(stop(access=access), stop(slug="the-gate", number=3))))
    assert [point.findtext(f"{GPX}name") for point in found.iter(f"{GPX}wpt")] == ["3 Mill & wheel"]
    assert [point.findtext(f"{GPX}name") for point in found.iter(f"{GPX}rtept")] == ["3 Mill & wheel"]


def test_a_stop_without_a_place_is_no_waypoint(edition: Edition) -> None:
    assert len(list(_gpx(edition).iter(f"{GPX}wpt"))) == 1


def test_an_empty_tour_still_gives_whole_files(edition: Edition) -> None:
    empty = replace(edition, stops=(), routes=())
    assert _json(empty)["stops"] == []
    assert _json(empty, "tour.geojson")["features"] == []
    assert _gpx(empty).tag == f"{GPX}gpx"


def test_a_deeper_piece_is_told_with_its_stop_and_is_no_place_to_go_to(edition: Edition) -> None:
    piece = replace(edition.stops[0], slug="deep", number=99, deeper_of=edition.stops[0].slug)
    deep = replace(edition, stops=(*edition.stops, piece))
    assert _json(deep)["stops"][-1]["deeper_of"] == edition.stops[0].slug
    assert {stop["deeper_of"] for stop in _json(edition)["stops"]} == {""}
    assert _json(deep)["duration_ms"] == _json(edition)["duration_ms"]
    assert _files(deep)["tour.gpx"].body == _files(edition)["tour.gpx"].body
    assert _json(deep, "tour.geojson")["features"][-1]["properties"]["deeper_of"] == edition.stops[0].slug

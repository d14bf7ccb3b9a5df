"""Points of other programs become stops; what is wrong in a file is named where it stands."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tour import content
from tour.content import Point, read_points
from tour.content.placing import metres
from tour.models import Stop, Tour, words

GPX = """<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1">
<wpt lat="12.85" lon="102.6"><name>The market</name><desc>By the gate</desc></wpt>
<wpt lat="12.86" lon="102.61"><name>The hill</name></wpt><rte/></gpx>"""
GEOJSON = """{"type":"FeatureCollection","features":[
{"type":"Feature","id":"the-market","geometry":{"type":"Point","coordinates":[102.6,12.85]},
"properties":{"Number":4,"Name":"The market"}},
{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]},"properties":{}}]}"""
CSV = "Number;Title;Lat;Lng;Note\n4;The market;12,85;102,6;By the gate\n\n;The hill;12,86;102,61;\n"


@pytest.fixture
def tour(db: None) -> Tour:
    return Tour.objects.create(slug="river", languages=["en", "km"])


@pytest.fixture
def ferry(tour: Tour) -> Stop:
    """A surveyed stop that suggests itself."""
    facts: dict[str, Any] = {"lat": 12.85, "lng": 102.6, "precision_m": 5, "radius_m": 40}
    return Stop.objects.create(tour=tour, slug="ferry", number=3, surveyed_on="2026-03-01", trigger=True, **facts)


def points(name: str, text: str) -> tuple[Point, ...]:
    found, faults = read_points(name, text.encode())
    assert faults == ()
    return found


def test_each_kind_of_file_gives_its_points() -> None:
    market, hill = points("a.gpx", GPX)
    assert (market.title, market.lat, market.lng, market.note) == ("The market", 12.85, 102.6, "By the gate")
    assert hill.where == "point 2"
    [market] = points("a.geojson", GEOJSON)
    assert (market.slug, market.number, market.title, market.lat) == ("the-market", 4, "The market", 12.85)
    market, hill = points("a.csv", CSV)
    assert (market.number, market.lat, hill.number, hill.where) == (4, 12.85, None, "row 4")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.txt", "x"),
        ("a.csv", ""),
        ("a.csv", "name;title\nx;y"),
        ("a.csv", "lat,lng"),
        ("a.geojson", "[]"),
        ("a.geojson", '{"features": 3}'),
        ("a.geojson", "{" * 100_000),
        ("a.geojson", '{"features": []}'),
        ("a.gpx", "<gpx>"),
        ("a.gpx", '<!DOCTYPE x [<!ENTITY a "b">]><gpx>&a;</gpx>'),
        ("a.gpx", "<html><body>Please log in</body></html>"),
    ],
)
def test_a_file_without_points_is_refused_with_what_to_do(name: str, body: str) -> None:
    with pytest.raises(content.PlacesRefused):
        read_points(name, body.encode())


def test_a_file_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(content.PlacesRefused, match="UTF-8"):
        read_points("a.csv", "lat,lng,title\n1,2,Café".encode("latin-1"))


def test_what_is_wrong_is_named_where_it_stands() -> None:
    found, faults = read_points("a.csv", b"number,title,lat,lng\n1,A,95,2\n0,B,1,2\n3,C,x,2\n4,D,1,181\n5,E,1,2\n")
    assert [point.title for point in found] == ["E"]
    assert [fault.split(":")[0] for fault in faults] == ["row 2", "row 3", "row 4", "row 5"]


def test_a_point_moves_the_stop_with_its_number_and_makes_a_new_one_otherwise(tour: Tour, ferry: Stop) -> None:
    rows = (
        Point(where="row 1", lat=12.851, lng=102.6, number=3),
        Point(where="row 2", lat=12.9, lng=102.7, title="The hill", place="Above the town"),
    )
    plan = content.plan(tour, rows)
    assert plan.faults == ()
    assert [(one.slug, one.number, one.new, one.moved_m, one.survey_lost) for one in plan.placed] == [
        ("ferry", 3, False, 111, True),
        ("the-hill", 4, True, None, False),
    ]
    assert Stop.objects.count() == 1
    content.carry_out(tour, rows, "points.csv")
    ferry.refresh_from_db()
    assert (ferry.lat, ferry.trigger, ferry.surveyed_on) == (12.851, False, None)
    hill = Stop.objects.get(number=4)
    assert (hill.slug, words(hill, "title", "en"), words(hill, "place", "en")) == (
        "the-hill",
        "The hill",
        "Above the town",
    )
    assert hill.coordinate_note == "From points.csv."


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "ទីផ្សារ"},
        {"title": "Ferry"},
        {"title": "Two", "slug": "en"},
        {"title": "x", "slug": "Not a slug"},
        {"title": "x", "number": 3, "slug": "another"},
        {"title": "The hill"},
    ],
    ids=str,
)
def test_with_one_fault_nothing_is_done(tour: Tour, ferry: Stop, wrong: dict[str, Any]) -> None:
    rows = (Point(where="row 1", lat=1, lng=2, title="The hill"), Point(where="row 2", lat=1, lng=2, **wrong))
    assert content.plan(tour, rows).faults
    assert content.carry_out(tour, rows, "points.csv").faults
    assert list(Stop.objects.values_list("slug", flat=True)) == ["ferry"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"number": 9, "title": "One"}, {"number": 9, "title": "Two"}], "number 9 stands in the file twice"),
        ([{"number": 9, "title": "One"}, {"number": 9, "slug": "two", "title": "Two"}], "number 9 stands"),
        ([{"number": 9, "slug": "ferry"}], "“ferry” is stop 3 already"),
        ([{"number": 3}, {"slug": "ferry"}], "“ferry” stands in the file twice"),
        ([{"number": 9, "title": "One"}, {"number": 9, "slug": "ferry"}], "“ferry” is stop 3 already"),
    ],
)
def test_a_number_is_one_stops_and_the_plan_says_so(
    tour: Tour, ferry: Stop, rows: list[dict[str, Any]], said: str
) -> None:
    points = [Point(where=f"row {at}", lat=1, lng=2, **row) for at, row in enumerate(rows, start=2)]
    [fault] = content.plan(tour, points).faults
    assert fault.startswith(f"row {len(rows) + 1}: ")
    assert said in fault
    assert content.carry_out(tour, points, "points.csv").faults == (fault,)
    assert list(Stop.objects.values_list("slug", "number")) == [("ferry", 3)]


def test_a_point_without_a_number_gets_one_that_no_other_point_names(tour: Tour, ferry: Stop) -> None:
    points = [Point(where="", lat=1, lng=2, title=name, number=number) for name, number in (("A", None), ("B", 4))]
    made = content.carry_out(tour, points, "points.csv")
    assert [(one.slug, one.number) for one in made.placed] == [("a", 5), ("b", 4)]


def test_a_stop_that_stays_where_it_is_keeps_its_survey(tour: Tour, ferry: Stop) -> None:
    before = Stop.objects.values().get()
    # Less than half a metre: as another program rounds.
    rows = (Point(where="row 1", lat=12.850001, lng=102.6, number=3, note="from a map"),)
    [one] = content.plan(tour, rows).placed
    assert (one.moved_m, one.survey_lost) == (0, False)
    content.carry_out(tour, rows, "points.csv")
    assert Stop.objects.values().get() == before


def test_a_survey_is_lost_by_a_stop_that_moves_with_or_without_a_trigger(tour: Tour, ferry: Stop) -> None:
    rows = (Point(where="row 1", lat=12.851, lng=102.6, number=3),)
    for facts, lost in (({"trigger": False}, True), ({"surveyed_on": None}, False)):
        Stop.objects.update(**facts)
        assert [one.survey_lost for one in content.plan(tour, rows).placed] == [lost]


def test_what_looks_like_html_in_a_files_name_is_not_taken_into_the_note(tour: Tour) -> None:
    content.carry_out(tour, (Point(where="row 1", lat=1, lng=2, title="The hill"),), "a<b>.csv")
    assert content.wrong_with(Stop.objects.get().coordinate_note) == ""


def test_a_retired_stop_keeps_its_number_and_is_not_moved(tour: Tour, ferry: Stop) -> None:
    Stop.objects.update(retired=True, trigger=False)
    plan = content.plan(tour, (Point(where="row 1", lat=1, lng=2, number=3),))
    assert "retired" in plan.faults[0]
    plan = content.plan(tour, (Point(where="row 1", lat=1, lng=2, title="New"),))
    assert plan.placed[0].number == 4


def test_a_distance_is_that_of_the_earth() -> None:
    # One minute of latitude is a nautical mile, 1,852 m.
    assert abs(metres(12, 102, 12 + 1 / 60, 102) - 1852) < 10
    assert abs(metres(60, 0, 60, 1 / 60) - 926) < 5


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.geojson", "a.gpx"]))
def test_no_bytes_break_a_parser(body: bytes, name: str) -> None:
    with suppress(content.PlacesRefused):
        read_points(name, body)

"""A deeper piece hangs on a stop of its tour: in the folder, in the tables, and in the folder again."""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tests.content.conftest import Edit, everything, tree
from tests.tours.deeper import add_piece
from tour import content, edition
from tour.models import Stop

pytestmark = pytest.mark.django_db
WHEEL = "stops/the-wheel/stop.toml"


@pytest.fixture
def deep(tiny: Path) -> Path:
    return add_piece(tiny)


def _parents() -> dict[str, str | None]:
    return dict(Stop.objects.values_list("slug", "deeper_of__slug"))


def test_a_piece_comes_into_the_tables_and_back_byte_for_byte(deep: Path, tmp_path: Path) -> None:
    loaded = content.load(deep)
    assert loaded.changed == 0
    assert _parents()["the-wheel"] == "the-mill"
    content.dump("old-mill", tmp_path / "dumped")
    assert tree(tmp_path / "dumped") == tree(deep)


def test_loading_it_twice_changes_nothing(deep: Path) -> None:
    content.load(deep)
    before = everything()
    again = content.load(deep)
    assert (again.created, again.changed) == (0, 0)
    assert everything() == before


def test_a_piece_of_another_stop_is_one_row_changed(deep: Path, edit: Edit) -> None:
    content.load(deep)
    edit(WHEEL, '"the-mill"', '"the-garden"')
    assert content.load(deep).changed == 1
    assert _parents()["the-wheel"] == "the-garden"
    edit(WHEEL, 'deeper_of = "the-garden"\n', "")
    assert content.load(deep).changed == 1
    assert _parents()["the-wheel"] is None


def test_what_was_a_piece_may_be_suggested_by_place_in_the_same_load(deep: Path, edit: Edit) -> None:
    content.load(deep)
    survey = "lat = 35.1\nlng = 36.7\nprecision_m = 5\nradius_m = 40\nsurveyed_on = 2026-03-14\ntrigger = true\n"
    edit(WHEEL, 'deeper_of = "the-mill"\nkind = "on-site"\n', f'kind = "on-site"\n{survey}')
    content.load(deep)
    assert Stop.objects.get(slug="the-wheel").trigger


def test_a_piece_may_come_after_its_stop_has_long_been_there(deep: Path, edit: Edit) -> None:
    edit(WHEEL, 'deeper_of = "the-mill"\n', "")
    content.load(deep)
    edit(WHEEL, "number = 4\n", 'number = 4\ndeeper_of = "the-sound-of-water"\n')
    content.load(deep)
    assert _parents()["the-wheel"] == "the-sound-of-water"


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "words"),
    [
        (WHEEL, '"the-mill"', '"the-moon"', 2, "no stop of this tour"),
        (WHEEL, '"the-mill"', '"the-wheel"', 2, "of itself"),
        (WHEEL, 'access = "open"\n', 'access = "open"\ntrigger = true\n', 5, "cannot have a trigger"),
        ("stops/the-garden/stop.toml", "number = 2\n", 'number = 2\ndeeper_of = "the-wheel"\n', 2, "piece itself"),
        ("tour.toml", '["the-garden", "the-mill"]', '["the-garden", "the-wheel"]', 38, "deeper piece"),
    ],
    ids=["unknown", "itself", "trigger", "chain", "on a route"],
)
def test_what_cannot_be_is_named(deep: Path, edit: Edit, file: str, old: str, new: str, line: int, words: str) -> None:
    edit(file, old, new)
    faults = content.check(deep)
    assert any((fault.file, fault.line) == (file, line) and words in fault.message for fault in faults), faults


def test_a_stop_that_cannot_be_read_makes_its_piece_no_fault(deep: Path) -> None:
    (deep / "stops/the-mill/stop.toml").write_text("number 1\n")
    assert {fault.file for fault in content.check(deep)} == {"stops/the-mill/stop.toml"}


@pytest.mark.parametrize("change", [{"deeper_of": "itself"}, {"trigger": True}])
def test_the_table_itself_refuses_a_piece_of_itself_and_a_trigger(deep: Path, change: dict[str, object]) -> None:
    content.load(deep)
    rows = Stop.objects.filter(slug="the-wheel")
    rows.update(lat=1, lng=1, precision_m=1, radius_m=2, surveyed_on="2026-03-14")
    if "deeper_of" in change:
        change = {"deeper_of": rows.get().pk}
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**change)


def test_an_edition_knows_its_walk_and_its_pieces(deep: Path) -> None:
    content.load(deep)
    english = edition.pin_language("old-mill", "en")
    assert [stop.slug for stop in english.walk] == ["the-mill", "the-garden", "the-sound-of-water"]
    assert {stop.slug: stop.deeper_of for stop in english.stops if stop.deeper_of} == {"the-wheel": "the-mill"}
    listed = edition.site([[english]]).tours[0]
    assert (listed.stops, listed.numbers) == (3, (1, 4, 2, 3))


def test_a_piece_whose_stop_has_left_the_tour_is_told_with_the_others(deep: Path, tmp_path: Path) -> None:
    content.load(deep)
    Stop.objects.filter(slug="the-mill").update(retired=True)
    english = edition.pin_language("old-mill", "en")
    assert [stop.slug for stop in english.walk] == ["the-wheel", "the-garden", "the-sound-of-water"]
    content.dump("old-mill", tmp_path / "dumped")
    assert content.check(tmp_path / "dumped") == []

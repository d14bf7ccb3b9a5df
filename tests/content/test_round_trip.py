"""Loaded and dumped, a folder in canonical form is the same byte for byte."""

import json
from pathlib import Path

import pytest

from tests.content.conftest import TINY, Edit, tree
from tour import content
from tour.content import map_file
from tour.models import Stop, Tour, set_words

pytestmark = pytest.mark.django_db


def _again(folder: Path, tmp_path: Path) -> dict[str, bytes]:
    content.load(folder)
    content.dump("old-mill", tmp_path / "dumped")
    return tree(tmp_path / "dumped")


def test_load_then_dump_gives_the_same_bytes(tmp_path: Path) -> None:
    assert _again(TINY, tmp_path) == tree(TINY)


def test_who_surveyed_goes_along_with_the_day(tiny: Path, tmp_path: Path, edit: Edit) -> None:
    edit("stops/the-mill/stop.toml", "surveyed_on = 2026-03-14\n", 'surveyed_on = 2026-03-14\nsurveyed_by = "dara"\n')
    assert _again(tiny, tmp_path) == tree(tiny)
    assert Stop.objects.get(slug="the-mill").surveyed_by == "dara"


def test_other_spellings_come_out_canonical(tiny: Path, tmp_path: Path, edit: Edit) -> None:
    edit("stops/the-mill/stop.toml", "surveyed_on = 2026-03-14", 'surveyed_on    = "2026-03-14" # by phone')
    edit("stops/the-mill/stop.toml", '["ledger", "survey"]', '["survey", "ledger"]')
    edit("stops/the-garden/en.md", "\n\n", "\n\n\n\n")
    edit("tour.toml", '[title]\nar = "المطحنة القديمة"\nen = "The old mill"\n', "")
    edit("tour.toml", "source_language", 'title.en = "The old mill"\ntitle.ar = "المطحنة القديمة"\nsource_language')
    text = (tiny / "map.geojson").read_text()
    (tiny / "map.geojson").write_text(json.dumps(json.loads(text), indent=2))
    assert _again(tiny, tmp_path) == tree(TINY)


def test_a_tour_needs_no_sources_glossary_map_voices_or_routes(tiny: Path, tmp_path: Path) -> None:
    for name in ("glossary.toml", "map.geojson", "sources.toml"):
        (tiny / name).unlink()
    toml = (tiny / "tour.toml").read_text()
    (tiny / "tour.toml").write_text(toml[: toml.index("\n[voices]")])
    for path in tiny.glob("stops/*/stop.toml"):
        text = path.read_text()
        path.write_text(text[: text.index("\n[[claims]]")])
    (tiny / "stops/the-garden/gate.png").unlink()
    assert _again(tiny, tmp_path) == tree(tiny)


def test_words_in_a_language_the_tour_does_not_offer_yet_are_kept(tiny: Path, tmp_path: Path, edit: Edit) -> None:
    (tiny / "stops/the-mill/km.md").write_text("# ម៉ាស៊ីនកិន\n")
    edit("tour.toml", 'en = "The old mill"\n', 'en = "The old mill"\nfr = "Le vieux moulin"\n')
    assert _again(tiny, tmp_path) == tree(tiny)


def test_languages_stand_in_the_tours_order_then_by_name(tiny: Path, tmp_path: Path, edit: Edit) -> None:
    edit("tour.toml", '["ar", "en"]', '["en", "ar"]')
    edit("tour.toml", 'en = "The old mill"\n', 'en = "The old mill"\nvi = "Cối xay"\nbg = "Мелница"\n')
    text = _again(tiny, tmp_path)["tour.toml"].decode()
    titles = text.split("[title]\n")[1].split("\n\n")[0].splitlines()
    assert [line[:2] for line in titles] == ["en", "ar", "bg", "vi"]


def test_a_map_whose_keys_a_database_reordered_comes_out_the_same(tmp_path: Path) -> None:
    content.load(TINY)
    tour = Tour.objects.get()
    assert tour.map is not None
    tour.map = {key: tour.map[key] for key in reversed(tour.map)}
    assert map_file.write(tour.map) == (TINY / "map.geojson").read_text()


def test_a_browsers_line_ends_do_not_reach_the_folder(tmp_path: Path) -> None:
    content.load(TINY)
    mill = Stop.objects.get(slug="the-mill")
    set_words(mill, "safety", "en", "One.\r\n\r\nTwo.")
    mill.save()
    content.dump("old-mill", tmp_path / "dumped")
    assert content.check(tmp_path / "dumped") == []
    assert b"\r" not in (tmp_path / "dumped/stops/the-mill/stop.toml").read_bytes()


def test_a_dump_is_loaded_again_without_a_change(tmp_path: Path) -> None:
    content.load(TINY)
    content.dump("old-mill", tmp_path / "dumped")
    again = content.load(tmp_path / "dumped")
    assert (again.created, again.changed) == (0, 0)


def test_a_retired_stop_is_not_dumped(tmp_path: Path) -> None:
    content.load(TINY)
    Stop.objects.filter(slug="the-garden").update(retired=True)
    content.dump("old-mill", tmp_path / "dumped")
    assert not (tmp_path / "dumped/stops/the-garden").exists()
    assert content.check(tmp_path / "dumped") == []

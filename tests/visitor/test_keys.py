import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.visitor import editions
from tour import visitor
from tour.edition import Edition, Sentence
from tour.visitor import assets
from tour.visitor.locator import draw
from tour.visitor.values import stop_page


def _keys(edition: Edition) -> list[str]:
    return [job.key for job in visitor.jobs(edition)]


def test_the_same_edition_has_the_same_keys_and_files(english: Edition) -> None:
    assert _keys(english) == _keys(replace(english))
    first, again = (list(visitor.jobs(english))[1].make() for _ in range(2))
    assert first == again


def test_a_changed_sentence_changes_its_own_page_alone(english: Edition) -> None:
    before = _keys(english)
    second = english.stops[1]
    changed = replace(second, paragraphs=((Sentence(written="New.", spoken="New."),), *second.paragraphs[1:]))
    after = _keys(replace(english, stops=(english.stops[0], changed, english.stops[2])))
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, True, False, True, True, True, True]


def test_a_changed_title_changes_the_list_and_the_neighbours(english: Edition) -> None:
    before = _keys(english)
    after = _keys(replace(english, stops=(replace(english.stops[0], title="Other"), *english.stops[1:])))
    assert [a == b for a, b in zip(before, after, strict=True)] == [False, False, False, True, True, True, True]


def test_a_new_catalogue_changes_the_pages_of_its_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tour.languages.catalogues.po_path", lambda code: tmp_path / f"{code}.po")
    before = _keys(editions.edition("km")), _keys(editions.edition("en"))
    (tmp_path / "km.mo").write_bytes(b"words")
    after = _keys(editions.edition("km"))
    # The assets alone speak no language.
    assert [a == b for a, b in zip(before[0], after, strict=True)] == [False] * 4 + [True, False, False]
    assert before[1] == _keys(editions.edition("en"))


def test_modules_import_one_another_by_content() -> None:
    files = {file.url: file for file in assets.job().make()}
    walk = files[assets.where("walk.js")].body.decode()
    assert f'from "./{assets.where("times.js").removeprefix("files/")}"' in walk
    assert "./times.js" not in walk


def test_every_script_that_a_stop_loads_with_its_page_is_small() -> None:
    """What modules import later (notices, counting, a form that is asked for) is shown by the bench."""
    import brotli

    asked: dict[str, None] = {}
    waiting = list(assets.stop_modules())
    while waiting:
        name = waiting.pop()
        asked[name] = None
        found = re.findall(r'^import [^(]*?"\./([a-z0-9-]+\.js)"', assets.text(name), re.MULTILINE)
        waiting += [one for one in found if one not in asked]
    urls = {assets.where(name) for name in asked}
    scripts = [file.body for file in assets.job().make() if file.url in urls]
    assert len(scripts) == len(urls) > 5
    scripts.append(assets.inline("first-sound.js").encode())
    assert sum(len(brotli.compress(body)) for body in scripts) <= 12_000


def test_a_place_on_the_map_is_drawn_and_one_beyond_it_is_not() -> None:
    edition = editions.edition()
    drawing = draw(stop_page(edition, 0))
    assert drawing
    assert drawing.alt == "Map: Central market, Pailin"
    text = drawing.file.body.decode()
    assert 'class="border"' in text
    assert "Battambang" in text
    assert ">1</text>" in text
    away = replace(edition.stops[0], lat=39.0, lng=125.7)
    assert draw(stop_page(replace(edition, stops=(away,)), 0)) is None
    assert draw(stop_page(replace(edition, map=""), 0)) is None

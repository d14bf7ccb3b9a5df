"""The HTML of every kind of page, as the standard's own parser reads it."""

from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.conf import settings
from html5lib.html5parser import ParseError

from tests.visitor import every_page
from tour.edition import Sound

HTML = "{http://www.w3.org/1999/xhtml}"
# What must be called something, and what may call it so.
NAMED = ("a", "button", "summary", "input", "nav", "section")


def _parsed(text: str) -> Element:
    """The page's root; raises `ParseError` at the first thing the standard calls a parse error."""
    root: Element = html5lib.HTMLParser(strict=True).parse(text)
    return root


@pytest.fixture
def pages(tmp_path: Path, sound: Sound) -> dict[str, Element]:
    media = Path(settings.MEDIA_ROOT)
    every_page.build(tmp_path / "site", media, sound)
    found = [path for path in (tmp_path / "site").rglob("*.html") if path.parent.name != "files"]
    return {path.relative_to(tmp_path / "site").as_posix(): _parsed(path.read_text()) for path in found}


def test_every_kind_of_page_parses_without_an_error(pages: dict[str, Element]) -> None:
    assert len(pages) == 4 * len(every_page.KINDS)


def test_a_page_that_is_wrong_is_refused() -> None:
    with pytest.raises(ParseError):
        _parsed("<!DOCTYPE html><html lang=en><title>x</title><body><p><section></p></section>")


def test_ids_are_single_and_every_reference_finds_one(pages: dict[str, Element]) -> None:
    for where, root in pages.items():
        ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
        assert [name for name, times in ids.items() if times > 1] == [], where
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert [e.get(name) for e in root.iter() if e.get(name) and e.get(name) not in ids] == [], where


def test_whatever_can_be_pressed_or_reached_has_a_name(pages: dict[str, Element]) -> None:
    for where, root in pages.items():
        # What stands in a template gets its words when a module puts it in.
        unborn = {id(one) for template in root.iter(HTML + "template") for one in template.iter()}
        for tag in NAMED:
            for element in (one for one in root.iter(HTML + tag) if id(one) not in unborn):
                said = (
                    element.get("aria-label") or element.get("aria-labelledby") or "".join(element.itertext()).strip()
                )
                assert said, (where, tag)
        assert [image for image in root.iter(HTML + "img") if not image.get("alt")] == []


def test_headings_go_down_one_step_at_a_time(pages: dict[str, Element]) -> None:
    for where, root in pages.items():
        levels = [int(e.tag[-1]) for e in root.iter() if e.tag in {f"{HTML}h{n}" for n in range(1, 7)}]
        assert levels[0] == 1, where
        assert all(after <= before + 1 for before, after in pairwise(levels)), where

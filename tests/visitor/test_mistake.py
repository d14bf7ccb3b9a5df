"""A mistake that is written down while the walk goes on is reported of the stop where the form was opened."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.visitor.serving import serving, write
from tests.visitor.waiting import until
from tour import visitor
from tour.edition import Edition

pytestmark = pytest.mark.journey

AUDIO = "document.querySelector('audio')"


def test_a_report_is_of_the_stop_where_it_was_begun(
    english: Edition, tmp_path: Path, opened: Callable[..., Page]
) -> None:
    plain = replace(english, stops=tuple(replace(stop, content_notes=()) for stop in english.stops))
    write(visitor.jobs(plain), tmp_path / "site", Path(settings.MEDIA_ROOT))
    with serving(tmp_path / "site") as (address, _):
        page = opened(address + "/en/pailin/first/")
        key = page.get_attribute("html", "data-key")
        page.click("[data-action=play]")
        until(page, f"{AUDIO}.buffered.length && {AUDIO}.buffered.end(0) > {AUDIO}.duration - 0.1")
        page.click("[data-action=mistake]")
        page.select_option("dialog select", "1")
        quoted = page.inner_text("dialog blockquote")
        page.evaluate(f"{AUDIO}.currentTime = {AUDIO}.duration - 0.3")
        until(page, "document.documentElement.dataset.stop === 'second'", 20)
        page.fill("dialog textarea", "It is farther.")
        with page.expect_request("**/feedback/mistake") as asked:
            page.click("dialog button[type=submit]")
        said = json.loads(asked.value.post_data or "")
        assert {name: said[name] for name in ("stop", "key", "language", "words")} == {
            "stop": "first", "key": key, "language": "en", "words": quoted
        }  # fmt: skip

"""A track made once, editions over it, and a browser over their files."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.visitor import editions, placed, sounding
from tests.visitor.serving import Handler, serving, write
from tour import visitor
from tour.edition import Edition, Sound


@pytest.fixture(scope="session")
def track() -> sounding.Track:
    return sounding.track(6)


@pytest.fixture(scope="session")
def other_track() -> sounding.Track:
    return sounding.track(6, lowest_hz=200)


@pytest.fixture
def sound(track: sounding.Track) -> Sound:
    return sounding.stored(track, Path(settings.MEDIA_ROOT))


@pytest.fixture
def english(sound: Sound, other_track: sounding.Track) -> Edition:
    """Its second stop has a track of its own, so that requests for it can be told from those for the first's."""
    first, second, third = editions.spoken(editions.edition(), sound).stops
    _, other, _ = editions.spoken(editions.edition(), sounding.stored(other_track, Path(settings.MEDIA_ROOT))).stops
    return editions.edition(stops=(first, replace(second, sound=other.sound), third))


@pytest.fixture
def khmer(sound: Sound) -> Edition:
    return editions.spoken(editions.edition("km"), sound)


@pytest.fixture
def silent(english: Edition) -> Edition:
    """Like the English edition, but its second stop has no sound."""
    first, second, third = english.stops
    return replace(english, stops=(first, replace(second, sound=None, silence="no-voice"), third))


@pytest.fixture
def served(english: Edition, khmer: Edition, tmp_path: Path) -> Iterator[tuple[str, type[Handler]]]:
    """(address, handler) of the English and Khmer editions."""
    folder = tmp_path / "site"
    for edition in (english, khmer):
        write(visitor.jobs(edition), folder, Path(settings.MEDIA_ROOT))
    with serving(folder) as at:
        yield at


@pytest.fixture
def walked(english: Edition, tmp_path: Path) -> Iterator[tuple[str, type[Handler]]]:
    """The same of a tour that was surveyed: see placed.py."""
    write(visitor.jobs(placed.surveyed(english)), tmp_path / "site", Path(settings.MEDIA_ROOT))
    with serving(tmp_path / "site") as at:
        yield at


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page on a phone; afterwards fails where the console told of an error or a refused source."""
    contexts, complaints = [], []

    def open_(url: str, wait: Literal["commit", "load"] = "load", **options: object) -> Page:
        # These folders hold a tour alone, without the site's service worker: the journeys have it.
        wanted = {"viewport": {"width": 360, "height": 740}, "service_workers": "block", **options}
        context = browser.new_context(**wanted)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.goto(url, wait_until=wait)
        return page

    yield open_
    # A server that a test had of its own may be gone by now: what a page asks of it in closing is no complaint.
    said = list(complaints)
    for context in contexts:
        context.close()
    assert said == []

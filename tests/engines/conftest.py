"""Each engine started once for all tests, and the tiny tour behind a front that can go wrong."""

from collections.abc import Iterator

import pytest

from tests.engines.chromium import Chromium
from tests.engines.engine import Engine, profile
from tests.engines.firefox import Firefox
from tests.engines.front import Front, fronted
from tests.engines.webkit import Screen, WebKit
from tests.journeys.conftest import tiny as tiny
from tests.site import Site


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    made = Screen()
    yield made
    made.end()


@pytest.fixture(scope="session", params=["chromium", "firefox", "webkit"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A running browser; the tests of one engine come one after another."""
    folder = profile(tmp_path_factory.mktemp("engines"), request.param)
    made: Engine
    if request.param == "chromium":
        made = Chromium(folder)
    elif request.param == "firefox":
        made = Firefox(folder)
    else:
        made = WebKit(folder, request.getfixturevalue("screen"))
    made.start()
    yield made
    made.kill()


@pytest.fixture
def bare(engine: Engine) -> Iterator[Front]:
    """A front with no site behind it: only what a test puts there. Another port each time, so another origin."""
    with fronted("") as front:
        yield front


@pytest.fixture
def front(engine: Engine, tiny: Site) -> Iterator[Front]:
    """The tiny tour behind a front, on a new origin."""
    with fronted(tiny.url) as made:
        yield made

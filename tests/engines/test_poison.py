"""Twelve wrong answers in three engines: each refused, nothing of it stored, the tour kept before goes on."""

import hashlib

import pytest

from tests.engines.engine import Engine
from tests.engines.front import Answer, Front
from tests.engines.pages import KEEP, MEMORY, ROOT, Tour, address, desk
from tests.engines.poison import OLD, POISONS, PORTAL

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("engines")]

BEFORE = Tour(track=bytes(range(256)) * 40)
AFTER = Tour(track=bytes(reversed(range(256))) * 40)
TRACK = "/" + address("track.webm", AFTER.track)

TYPE = "async (url) => (await (await caches.open(pack.CACHE)).match(url)).headers.get('Content-Type')"


@pytest.fixture
def keeping(engine: Engine, bare: Front) -> Front:
    """A phone that keeps the tour as it was, and is offered it as it is now."""
    desk(engine, bare)
    bare.own["/portal"] = Answer(headers={"Content-Type": "text/html"}, body=PORTAL)
    BEFORE.put(bare)
    assert engine.evaluate(KEEP, bare.url + ROOT + "pack.json") == "kept"
    AFTER.put(bare)
    return bare


@pytest.mark.parametrize("kind", [*POISONS, OLD])
def test_a_wrong_answer_is_refused_and_the_tour_kept_before_goes_on(engine: Engine, keeping: Front, kind: str) -> None:
    before = engine.evaluate(MEMORY)
    assert before["whole"]
    keeping.wrong[TRACK] = POISONS.get(kind, lambda right: right.but(body=BEFORE.track))
    assert engine.evaluate(KEEP, keeping.url + ROOT + "pack.json") == "NotOurs"
    assert engine.evaluate(MEMORY) == before
    assert TRACK in keeping.seen


@pytest.mark.parametrize("named", [{"Content-Type": "video/webm"}, {"Content-Type": "application/octet-stream"}])
def test_a_host_that_names_types_in_its_own_way_gives_the_tour_with_its_own(
    engine: Engine, keeping: Front, named: dict[str, str]
) -> None:
    keeping.wrong[TRACK] = lambda right: right.but(headers=named)
    assert engine.evaluate(KEEP, keeping.url + ROOT + "pack.json") == "kept"
    assert engine.evaluate(TYPE, keeping.url + TRACK) == "audio/webm"


def test_the_right_answer_after_a_wrong_one_is_kept(engine: Engine, keeping: Front) -> None:
    keeping.wrong[TRACK] = POISONS["truncated"]
    engine.evaluate(KEEP, keeping.url + ROOT + "pack.json")
    keeping.wrong.clear()
    assert engine.evaluate(KEEP, keeping.url + ROOT + "pack.json") == "kept"
    after = engine.evaluate(MEMORY)
    assert after["whole"]
    assert after["files"][TRACK] == hashlib.sha256(AFTER.track).hexdigest()


def test_control_without_these_checks_the_engine_stores_the_portal_as_the_track(
    engine: Engine, keeping: Front
) -> None:
    keeping.wrong[TRACK] = POISONS["a portal's page"]
    stored = engine.evaluate(
        """async (url) => {
            const cache = await caches.open("careless");
            await cache.put(url, await fetch(url));
            return (await cache.match(url)).text();
        }""",
        keeping.url + TRACK,
    )
    assert stored == PORTAL.decode()

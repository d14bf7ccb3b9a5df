"""The tiny tour kept on a phone, in three engines: no server, a server that never answers, a killed browser."""

import sys
import time

import pytest

from tests.engines.engine import Engine, until
from tests.engines.front import Front
from tests.engines.pages import MEMORY, ROOT, SOUNDS, desk, settle

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("engines")]

STOP = ROOT + "the-mill/"
# Far above what any engine needs on a busy machine, far below what a waiting network takes.
WAITED_TOO_LONG_S = 20
SEEK = """async (to) => {
    const sound = document.querySelector("first-sound");
    const sought = new Promise((done) => sound.audio.addEventListener("seeked", done, { once: true }));
    sound.place = to;
    await sought;
    return sound.audio.currentTime;
}"""
RANGES = """async (ranges) => {
    const row = (await pack.kept()).find(({ tour }) => tour === "old-mill");
    const { src, bytes } = row.files.find(({ type }) => type.startsWith("audio/webm"));
    const url = new URL(src, row.root);
    const whole = new Uint8Array(await (await fetch(url)).arrayBuffer());
    const told = [];
    for (const [range, first, end] of ranges) {
        const answer = await fetch(url, { headers: { Range: range.replace("N", bytes) } });
        const body = new Uint8Array(await answer.arrayBuffer());
        const right = whole.slice(first, end ?? undefined);
        const same = body.length === right.length && body.every((byte, index) => byte === right[index]);
        told.push([answer.status, answer.headers.get("Content-Range"), same]);
    }
    return [bytes, told];
}"""
UPDATE = """async () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => { globalThis.tookOver = true; });
    await (await navigator.serviceWorker.getRegistration("/")).update();
}"""
# Whether this phone takes a note within two seconds: "written", or "waited in vain".
WRITES = """async () => {
    const { put } = await import("./phone.js");
    const late = new Promise((resolve) => {
        AbortSignal.timeout(2000).addEventListener("abort", () => resolve("waited in vain"));
    });
    return Promise.race([put("settings", 1, "note").then(() => "written"), late]);
}"""


@pytest.fixture
def kept(engine: Engine, front: Front) -> Front:
    """The line to the site, after the phone has kept the tour."""
    settle(engine, front)
    return front


def test_with_the_server_gone_the_tour_is_walked_heard_and_sought_in(engine: Engine, kept: Front) -> None:
    kept.stop()
    engine.open(kept.url + ROOT)
    assert engine.evaluate("() => document.querySelectorAll('main ol a').length") >= 3
    engine.open(kept.url + STOP)
    engine.tap("[data-action=play]")
    until(engine, SOUNDS, 0.3)
    for place in (6.0, 2.0):
        assert abs(engine.evaluate(SEEK, place) - place) < 0.3
        until(engine, SOUNDS, place + 0.2)
    engine.evaluate("() => { document.querySelector('audio').mark = 'the same'; }")
    title = engine.evaluate("() => document.querySelector('h1').textContent")
    engine.evaluate("() => document.querySelector('a[data-action=next]').click()")
    until(engine, "(before) => document.querySelector('h1').textContent !== before", title)
    until(engine, SOUNDS, 0.3)
    assert engine.evaluate("() => document.querySelector('audio').mark") == "the same"
    kept.start()


def test_a_server_that_accepts_and_never_answers_keeps_nobody_waiting(engine: Engine, kept: Front) -> None:
    kept.silent = True
    began = time.monotonic()
    engine.open(kept.url + ROOT)
    assert engine.evaluate("() => document.querySelector('h1').textContent")
    tour_s = time.monotonic() - began
    engine.open(kept.url + STOP)
    began = time.monotonic()
    engine.tap("[data-action=play]")
    until(engine, SOUNDS, 0)
    sound_s = time.monotonic() - began
    assert tour_s + sound_s < WAITED_TOO_LONG_S
    sys.stderr.write(f"\n{engine.name}: {tour_s:.2f} s to the tour, {sound_s:.2f} s to sound, server silent\n")


def test_a_killed_browser_comes_back_with_the_tour_whole(engine: Engine, kept: Front) -> None:
    kept.stop()
    engine.kill()
    engine.start()
    engine.open(kept.url + STOP)
    engine.tap("[data-action=play]")
    until(engine, SOUNDS, 0.3)
    kept.start()
    desk(engine, kept)
    assert engine.evaluate(MEMORY)["whole"]


def test_a_new_worker_takes_over_while_a_stop_sounds_and_the_walk_goes_on_without_a_server(
    engine: Engine, kept: Front
) -> None:
    engine.open(kept.url + STOP)
    engine.tap("[data-action=play]")
    until(engine, SOUNDS, 0.3)
    worker = kept.answer("/sw.js", {})
    kept.own["/sw.js"] = worker.but(headers={"ETag": '"newer"'}, body=worker.body + b"\n// a newer one\n")
    engine.evaluate(UPDATE)
    until(engine, "() => globalThis.tookOver")
    kept.stop()
    now = engine.evaluate("() => document.querySelector('audio').currentTime")
    until(engine, SOUNDS, now + 0.3)
    engine.evaluate("() => document.querySelector('a[data-action=next]').click()")
    until(engine, "() => !location.pathname.endsWith('/the-mill/')")
    until(engine, SOUNDS, 0.3)
    kept.start()


def test_a_page_left_while_it_sounds_lets_the_next_one_write(engine: Engine, kept: Front) -> None:
    engine.open(kept.url + STOP)
    engine.tap("[data-action=play]")
    until(engine, SOUNDS, 0.3)
    desk(engine, kept)
    assert engine.evaluate(WRITES) == "written"


def test_control_a_last_note_not_committed_at_once_holds_the_next_page_in_webkit(engine: Engine, kept: Front) -> None:
    engine.open(kept.url + STOP)
    engine.evaluate("() => { IDBTransaction.prototype.commit = undefined; }")
    engine.tap("[data-action=play]")
    until(engine, SOUNDS, 0.3)
    desk(engine, kept)
    assert engine.evaluate(WRITES) == ("waited in vain" if engine.name == "webkit" else "written")


def test_the_worker_slices_what_the_phone_keeps(engine: Engine, kept: Front) -> None:
    asked = [["bytes=100-", 100, None], ["bytes=100-199", 100, 200], ["bytes=-50", -50, None], ["bytes=N-", 0, 0]]
    desk(engine, kept)
    kept.stop()
    size, told = engine.evaluate(RANGES, asked)
    assert told == [
        [206, f"bytes 100-{size - 1}/{size}", True],
        [206, f"bytes 100-199/{size}", True],
        [206, f"bytes {size - 50}-{size - 1}/{size}", True],
        [416, f"bytes */{size}", True],
    ]
    kept.start()

"""The beginning that the page carries and the rest of the file, joined in three engines."""

import pytest

from tests.engines.engine import Engine, until
from tests.engines.front import Front
from tests.engines.pages import ROOT, SOUNDS

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("engines")]

# Opus at 24 kbit/s.
BYTES_A_SECOND = 3_000
WATCH = """() => {
    const audio = document.querySelector("audio");
    globalThis.faults = [];
    globalThis.joined = false;
    let last = 0;
    document.querySelector("first-sound").addEventListener("whole", () => { globalThis.joined = true; });
    for (const name of ["seeking", "error"]) audio.addEventListener(name, () => faults.push(name));
    audio.addEventListener("timeupdate", () => {
        if (audio.currentTime < last) faults.push(`back from ${last} to ${audio.currentTime}`);
        last = audio.currentTime;
    });
}"""
BUFFERED = """() => {
    const { buffered, duration, currentSrc } = document.querySelector("audio");
    return [buffered.length, buffered.start(0), duration - buffered.end(buffered.length - 1), currentSrc.slice(0, 5)];
}"""

SOURCES = "() => [...document.querySelectorAll('audio source')].map(({ src }) => new URL(src).pathname)"


def test_the_beginning_and_the_rest_are_one_sound(engine: Engine, front: Front) -> None:
    engine.open(front.url + ROOT + "the-mill/")
    carried = engine.evaluate("() => Number(document.getElementById('opening').dataset.bytes)")
    assert carried > 0
    engine.evaluate(WATCH)
    engine.tap("[data-action=play]")
    until(engine, "() => joined")
    ranges, first, missing, source = engine.evaluate(BUFFERED)
    assert (ranges, source) == (1, "blob:")
    assert first < 0.1
    assert abs(missing) < 0.2
    until(engine, SOUNDS, carried / BYTES_A_SECOND + 0.5, seconds=30)
    assert engine.evaluate("() => faults") == []
    # Once, and never its MP3; the next stop's may be fetched ahead by now.
    asked = engine.evaluate(SOURCES)
    assert [front.seen.count(path) for path in asked] == [1, 0]

"""What a test may ask of a browser, whichever it is, and how its processes begin and end."""

import os
import queue
import re
import signal
import subprocess
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Protocol

START_S = 90
# Polls inside the page, where no policy is asked and no round trip is paid.
_UNTIL = """async (seconds, ...given) => {
    const holds = %s;
    const end = performance.now() + seconds * 1000;
    for (;;) {
        const found = await holds(...given);
        if (found) return found;
        if (performance.now() > end) throw new Error("waited in vain");
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}"""


class ScriptError(Exception):
    """What a page's script threw, or what the browser said of a command."""


class Engine(Protocol):
    """One browser with one page and one profile, which outlives it."""

    name: str

    def start(self) -> None:
        """Start the browser; it comes back to what its profile holds."""

    def kill(self) -> None:
        """End the browser and all its children at once, as a phone's battery does."""

    def open(self, url: str) -> None:
        """Go to an address and wait until it has loaded; `ScriptError` where nothing came."""

    def evaluate(self, function: str, *args: object) -> Any:
        """Call an (async) JavaScript function with JSON values; its result, or `ScriptError` for what it threw."""

    def tap(self, selector: str) -> None:
        """Press in the middle of the element, as a person: the browser counts it as a gesture."""


def until(engine: Engine, function: str, *args: object, seconds: float = 10) -> Any:
    """What the JavaScript function gives once that is true; `ScriptError` after `seconds`."""
    return engine.evaluate(_UNTIL % function, seconds, *args)


# A page grows while its parts come: who taps waits until what they aim at stands still.
STILL = """async (selector) => {
    const place = () => JSON.stringify(document.querySelector(selector)?.getBoundingClientRect());
    const before = place();
    for (let frame = 0; frame < 12; frame += 1) {
        await new Promise((resolve) => setTimeout(resolve, 25));
        if (place() !== before) return false;
    }
    return Boolean(before);
}"""

# Where the middle of an element is, for the engines that press at coordinates.
MIDDLE = """(selector) => {
    const found = document.querySelector(selector);
    if (!found) throw new Error(`nothing is ${selector}`);
    found.scrollIntoView({ block: "center", behavior: "instant" });
    const { x, y, width, height } = found.getBoundingClientRect();
    return [Math.round(x + width / 2), Math.round(y + height / 2)];
}"""


class Child:
    """A program in a process group of its own, so that it ends with all its children."""

    def __init__(self, command: list[str], *, env: Mapping[str, str] | None = None) -> None:
        """Start the command, to be ended by `kill`."""
        self._lines: queue.Queue[str] = queue.Queue()
        self._process = subprocess.Popen(
            command,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._process.stderr
        # Read to the end, or a full pipe stops the program.
        threading.Thread(target=self._read, args=(self._process.stderr,), daemon=True).start()

    def says(self, pattern: str) -> str:
        """The first group of the first line on its error output that holds the pattern."""
        heard = ""
        while True:
            try:
                line = self._lines.get(timeout=START_S)
            except queue.Empty:
                raise AssertionError(f"{self._process.args!r} never said {pattern}; it said: {heard}") from None
            heard += line
            if found := re.search(pattern, line):
                return found[1]

    def kill(self) -> None:
        """SIGKILL to the group, and wait for its end."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)

    def _read(self, said: IO[bytes]) -> None:
        for line in said:
            self._lines.put(line.decode(errors="replace"))


def profile(folder: Path, name: str) -> Path:
    """A folder for one engine's profile."""
    made = folder / name
    made.mkdir(exist_ok=True)
    return made

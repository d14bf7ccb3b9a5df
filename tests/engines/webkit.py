"""WebKitGTK, by plain W3C WebDriver, on a screen that nobody sees."""

import json
import os
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.engines.engine import START_S, Child, ScriptError
from tests.site import free_port

WINDOW = Path(__file__).with_name("webkit_window.py")
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_LONGEST_MS = 120_000
_CALL = """const done = arguments[arguments.length - 1];
(async () => (%s)(...arguments[0]))().then((value) => done({ value }), (error) => done({ error: `${error}` }));"""
# No proxy of the environment between a test and its own machine.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Screen:
    """An X server without a screen; it picks the number itself."""

    def __init__(self) -> None:
        """Start it."""
        self._child = Child(["Xvfb", "-displayfd", "2", "-screen", "0", "800x900x24", "-nolisten", "tcp", "-noreset"])
        self.name = ":" + self._child.says(r"^(\d+)$")

    def end(self) -> None:
        """End it."""
        self._child.kill()


class WebKit:
    """The distribution's WebKitGTK on a data folder."""

    name = "webkit"

    def __init__(self, profile: Path, screen: Screen) -> None:
        """Nothing runs before `start`."""
        self._profile, self._screen = profile, screen

    def start(self) -> None:
        """Start the driver, which starts the window."""
        port = free_port()
        self._at = f"http://127.0.0.1:{port}"
        env = {"DISPLAY": self._screen.name, "NO_AT_BRIDGE": "1", "GSETTINGS_BACKEND": "memory"}
        self._child = Child(["WebKitWebDriver", f"--port={port}", "--host=127.0.0.1"], env=env)
        _until_open(port)
        window = {"binary": os.fspath(WINDOW), "args": [os.fspath(self._profile)]}
        made = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": window}}})
        self._at += f"/session/{made['sessionId']}"
        self._ask("POST", "/timeouts", {"script": _LONGEST_MS, "pageLoad": _LONGEST_MS})

    def kill(self) -> None:
        """End the driver, the window and its children at once: they are one group."""
        self._child.kill()

    def open(self, url: str) -> None:
        """Go to an address and wait until it has loaded."""
        self._ask("POST", "/url", {"url": url})

    def evaluate(self, function: str, *args: object) -> Any:
        """Call a JavaScript function in the page."""
        done = self._ask("POST", "/execute/async", {"script": _CALL % function, "args": [list(args)]})
        if "error" in done:
            raise ScriptError(done["error"])
        return done.get("value")

    def tap(self, selector: str) -> None:
        """Press in the middle of the element."""
        found = self._ask("POST", "/element", {"using": "css selector", "value": selector})
        self._ask("POST", f"/element/{found[_ELEMENT]}/click", {})

    def _ask(self, method: str, path: str, body: dict[str, object]) -> Any:
        request = urllib.request.Request(
            self._at + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method=method
        )
        try:
            with _DIRECT.open(request, timeout=_LONGEST_MS / 1000) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise ScriptError(json.load(error)["value"]["message"]) from error


def _until_open(port: int) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)  # a closed port gives no event to wait for
        else:
            return
    raise AssertionError("WebKitWebDriver did not answer")

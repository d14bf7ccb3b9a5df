"""Chromium, by the commands of its own DevTools."""

from pathlib import Path
from typing import Any

from tests.conftest import CHROMIUM
from tests.engines.engine import MIDDLE, Child, ScriptError
from tests.engines.wire import Wire


class Chromium:
    """The distribution's Chromium on a profile folder."""

    name = "chromium"

    def __init__(self, profile: Path) -> None:
        """Nothing runs before `start`."""
        self._profile = profile

    def start(self) -> None:
        """Start it and take hold of its one page."""
        self._child = Child(
            ["chromium", "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={self._profile}", *CHROMIUM,
             "--window-size=360,740", "--no-default-browser-check", "--disable-default-apps", "about:blank"]
        )  # fmt: skip
        self._wire = Wire(self._child.says(r"listening on (ws://\S+)"))
        pages = self._wire.call("Target.getTargets", {})["targetInfos"]
        page = next(target["targetId"] for target in pages if target["type"] == "page")
        attached = self._wire.call("Target.attachToTarget", {"targetId": page, "flatten": True})
        self._session = attached["sessionId"]

    def kill(self) -> None:
        """End it and all its children at once."""
        self._child.kill()
        self._wire.close()

    def open(self, url: str) -> None:
        """Go to an address and wait until it has loaded."""
        went = self._call("Page.navigate", url=url)
        if went.get("errorText"):
            raise ScriptError(f"{url}: {went['errorText']}")
        # The command comes back at the new document's first byte: a call waits for the rest in it.
        self.evaluate(
            "() => document.readyState === 'complete' || new Promise((done) => addEventListener('load', () => done()))"
        )

    def evaluate(self, function: str, *args: object) -> Any:
        """Call a JavaScript function in the page."""
        window = self._call("Runtime.evaluate", expression="globalThis")["result"]["objectId"]
        called = self._call(
            "Runtime.callFunctionOn",
            objectId=window,
            functionDeclaration=function,
            arguments=[{"value": arg} for arg in args],
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in called:
            raise ScriptError(called["exceptionDetails"].get("exception", {}).get("description", "threw"))
        return called["result"].get("value")

    def tap(self, selector: str) -> None:
        """Press in the middle of the element."""
        x, y = self.evaluate(MIDDLE, selector)
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def _call(self, method: str, **params: object) -> Any:
        return self._wire.call(method, params, sessionId=self._session)

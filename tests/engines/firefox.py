"""Firefox ESR, by WebDriver BiDi, which it speaks itself: no geckodriver."""

import json
from pathlib import Path
from typing import Any

from tests.engines.engine import MIDDLE, Child, ScriptError
from tests.engines.wire import Wire

# Without a sound card Firefox gives a track up; at volume 0 its own clock drives the same track. Set once sound has
# been asked for, because a silent element would need no tap.
_SILENT = """() => {
    for (const name of ["play", "loadstart"]) addEventListener(name, ({ target }) => { target.volume = 0; }, true);
}"""
# A phone of its own: it asks nobody anything, and a tap is needed before sound.
PREFERENCES: dict[str, object] = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutConfig.showWarning": False,
    "browser.newtabpage.enabled": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.blockedURIs.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.topsites.contile.enabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "geo.provider.testing": True,
    "media.autoplay.default": 1,
    "media.gmp-manager.updateEnabled": False,
    "media.volume_scale": "0.0",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "network.http.speculative-parallel-limit": 0,
    "network.prefetch-next": False,
    "remote.prefs.recommended": True,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.server": "",
    "toolkit.telemetry.unified": False,
    # After a kill the next start must not ask whether to mend the profile.
    "browser.sessionstore.resume_from_crash": False,
    "toolkit.startup.max_resumed_crashes": -1,
}


class Firefox:
    """The distribution's Firefox on a profile folder."""

    name = "firefox"

    def __init__(self, profile: Path) -> None:
        """Nothing runs before `start`."""
        self._profile = profile
        written = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
        (profile / "user.js").write_text("".join(written))

    def start(self) -> None:
        """Start it and take hold of its one page."""
        self._child = Child(
            ["firefox-esr", "--headless", "--no-remote", "--profile", str(self._profile), "--width=360",
             "--height=740", "--remote-debugging-port", "0"]
        )  # fmt: skip
        self._wire = Wire(self._child.says(r"BiDi listening on (ws://\S+)") + "/session")
        self._wire.call("session.new", {"capabilities": {}})
        self._wire.call("script.addPreloadScript", {"functionDeclaration": _SILENT})
        self._page = self._wire.call("browsingContext.getTree", {})["contexts"][0]["context"]
        self._wire.call(
            "browsingContext.setViewport", {"context": self._page, "viewport": {"width": 360, "height": 740}}
        )

    def kill(self) -> None:
        """End it and all its children at once."""
        self._child.kill()
        self._wire.close()

    def open(self, url: str) -> None:
        """Go to an address and wait until it has loaded."""
        self._wire.call("browsingContext.navigate", {"context": self._page, "url": url, "wait": "complete"})

    def evaluate(self, function: str, *args: object) -> Any:
        """Call a JavaScript function in the page. Values travel as JSON text: BiDi would wrap each one."""
        called = self._wire.call(
            "script.callFunction",
            {
                "functionDeclaration": f"async (given) => JSON.stringify(await ({function})(...JSON.parse(given)))",
                "arguments": [{"type": "string", "value": json.dumps(args)}],
                "awaitPromise": True,
                "target": {"context": self._page},
            },
        )
        if called["type"] == "exception":
            raise ScriptError(called["exceptionDetails"]["text"])
        return json.loads(called["result"].get("value") or "null")

    def tap(self, selector: str) -> None:
        """Press in the middle of the element."""
        x, y = self.evaluate(MIDDLE, selector)
        steps = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        pointer = {"type": "pointer", "id": "finger", "actions": steps}
        self._wire.call("input.performActions", {"context": self._page, "actions": [pointer]})

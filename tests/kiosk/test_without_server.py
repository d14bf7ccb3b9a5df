"""A kiosk in a house whose server is gone: killed and started again, it plays from what it keeps."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Page

from tests.conftest import CHROMIUM
from tests.kiosk.screen import READY, shown, to_sound
from tests.site import Site
from tests.visitor.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("kiosk"), pytest.mark.timeout(400)]
RESTARTS = 20
KEPT = """async () => new Promise((done) => {
    indexedDB.open('wayside').onsuccess = ({ target }) => {
        const asked = target.result.transaction('packs').objectStore('packs').getAllKeys();
        asked.onsuccess = () => { target.result.close(); done(asked.result); };
    };
})"""


def processes_of(profile: Path) -> list[int]:
    """The ids of the browser's processes that use this profile, which nobody else does."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and f"--user-data-dir={profile}" in (entry / "cmdline").read_text():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


@contextmanager
def screen(chromium: BrowserType, profile: Path, url: str) -> Iterator[Page]:
    """The kiosk's own browser on a profile that stays; at the end it is killed, as by a plug pulled out."""
    context = chromium.launch_persistent_context(
        profile, executable_path="/usr/bin/chromium", args=list(CHROMIUM), has_touch=True, locale="en-GB"
    )
    page = context.pages[0]
    page.goto(f"{url}/kiosk/gate/")
    until(page, READY, 20)
    yield page
    for process in processes_of(profile):
        os.kill(process, signal.SIGKILL)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


def test_twenty_restarts_after_kill_nine_with_no_server(
    browser: Any, house: Site, profile: Path, request: pytest.FixtureRequest
) -> None:
    chromium = browser.browser_type
    with screen(chromium, profile, house.url) as page:
        until(page, "navigator.serviceWorker.controller !== null", 30)
        for _ in range(200):
            if len(page.evaluate(KEPT)) == 3:
                break
            page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
        assert page.evaluate(KEPT) == ["kiosk/gate", "old-mill/ar", "old-mill/en"]
    house.stop()
    request.addfinalizer(house.start)
    for _ in range(RESTARTS):
        with screen(chromium, profile, house.url) as page:
            assert shown(page) == "attract"
            to_sound(page)


def test_without_its_packs_it_does_not_start(browser: Any, house: Site, profile: Path) -> None:
    """The control: a server that is gone is really gone."""
    house.stop()
    try:
        context = browser.browser_type.launch_persistent_context(
            profile, executable_path="/usr/bin/chromium", args=list(CHROMIUM)
        )
        with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
            context.pages[0].goto(f"{house.url}/kiosk/gate/")
        context.close()
    finally:
        house.start()

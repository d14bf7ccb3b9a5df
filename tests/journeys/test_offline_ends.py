"""A site that no longer works without signal: phones let go of what they kept."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import TINY, Listener
from tests.journeys.offline import PACKS, keep
from tests.site import Site

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(400)]
GONE = """async () => {
    const end = performance.now() + 10000;
    for (;;) {
        const workers = await navigator.serviceWorker.getRegistrations();
        if (!workers.length && !(await caches.keys()).length) return;
        if (performance.now() > end) throw new Error("waited in vain");
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}"""


def test_switched_off_phones_forget_what_they_kept_and_pages_offer_nothing(
    tmp_path: Path, visit: Callable[..., Listener]
) -> None:
    (tmp_path / "site").mkdir()
    site = Site(tmp_path / "site", extra={"WAYSIDE_LANGUAGES": "ar en"})
    site.media.mkdir()
    site.manage("migrate", "--verbosity", "0")
    site.manage("load", str(TINY))
    site.manage("publish", "old-mill")
    site.start()
    try:
        phone = visit(site)
        page = phone.open("/en/old-mill/")
        keep(page)
        site.extra["WAYSIDE_OFFLINE"] = "off"
        site.manage("publish", "old-mill")
        phone.open("/en/old-mill/")
        page.evaluate(GONE)
        assert page.evaluate(PACKS) == []
        page.reload()
        assert page.locator("keep-tour").count() == 0
        assert page.evaluate("navigator.serviceWorker.controller") is None
        phone.faults.clear()  # the page that was open asked for files that its new release no longer has
    finally:
        site.stop()

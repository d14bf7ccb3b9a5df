"""A kept tour is updated after a change at the desk: the signs lead to what is on the phone now."""

from collections.abc import Callable, Iterator

import pytest

from tests.journeys.conftest import TINY, Listener
from tests.journeys.offline import STATE, keep
from tests.site import Site
from tests.visitor.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(400)]

RENAME = "from tour.models import Stop; stop = Stop.objects.get(slug='the-garden'); stop.slug = 'garden'; stop.save()"


@pytest.fixture
def silent_mill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own, because its stops are renamed; nothing is spoken."""
    site = Site(tmp_path_factory.mktemp("updating"), extra={"WAYSIDE_LANGUAGES": "ar en fr"})
    site.media.mkdir()
    site.manage("migrate", "--verbosity", "0")
    site.manage("load", str(TINY))
    site.manage("publish", "old-mill")
    site.start()
    yield site
    site.stop()


def test_a_sign_leads_to_a_stop_that_was_renamed_with_the_update(
    silent_mill: Site, visit: Callable[..., Listener]
) -> None:
    phone = visit(silent_mill)
    page = phone.open("/en/old-mill/")
    number = page.locator(".way a[href*=the-garden] .plate").text_content()
    keep(page)
    silent_mill.manage("shell", "--no-imports", "-c", RENAME)
    silent_mill.manage("publish", "old-mill")
    page.reload()
    until(page, STATE.format("update"), 30)
    page.locator("keep-tour [data-action=keep]:visible").click()
    until(page, STATE.format("ready"), 30)
    silent_mill.stop()
    page.goto(f"{silent_mill.url}/old-mill/{number}")
    assert page.url == f"{silent_mill.url}/en/old-mill/garden/"
    phone.faults.clear()  # the browser itself reports each request that found no server

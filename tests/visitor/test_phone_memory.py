"""What the phone remembers survives the loss of its own connection, and does not grow while nobody takes it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.counted import kept
from tests.visitor.serving import Handler
from tour.visitor import assets

pytestmark = pytest.mark.journey


def test_a_memory_that_the_phone_took_away_is_opened_anew(
    served: tuple[str, type[Handler]], opened: Callable[..., Page]
) -> None:
    page = opened(served[0] + "/en/pailin/")
    page.evaluate("async (url) => { globalThis.phone = await import(url); }", f"/{assets.where('phone.js')}")
    page.evaluate("phone.put('settings', 1, 'before')")
    wire = page.context.new_cdp_session(page)
    wire.send("Storage.clearDataForOrigin", {"origin": served[0], "storageTypes": "indexeddb"})
    page.evaluate("phone.put('settings', 2, 'after')")
    assert page.evaluate("Promise.all(['before', 'after'].map((key) => phone.get('settings', key)))") == [None, 2]


def test_what_is_heard_while_a_sum_cannot_be_sent_joins_it(
    served: tuple[str, type[Handler]], opened: Callable[..., Page]
) -> None:
    page = opened(served[0] + "/en/pailin/")
    portal = {"status": 200, "content_type": "text/html", "body": "<h1>Log in to the Wi-Fi</h1>"}
    page.route("**/feedback/heard", lambda route: route.fulfill(**portal))
    page.evaluate(
        """async (url) => {
            const { began, over, flush } = await import(url);
            for (const sentence of [2, 5]) {
                const id = await began({ tour: "pailin", stop: "first", language: "en" }, 0);
                await over(id, { sentence });
                await flush();
            }
        }""",
        f"/{assets.where('outbox.js')}",
    )
    [sum_] = kept(page, "heard")
    assert (sum_["body"]["plays"], sum_["body"]["left"]) == (2, {"2": 1, "5": 1})

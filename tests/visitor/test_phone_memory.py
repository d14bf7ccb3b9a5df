"""What the phone remembers survives the loss of its own connection."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

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

"""What the phone remembers survives the loss of its own connection, and does not grow while nobody takes it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route

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


MILL = '{ tour: "pailin", stop: "first", language: "en" }'


def outbox(page: Page, work: str) -> None:
    """Do something with the outbox's module, `outbox`."""
    url = f"/{assets.where('outbox.js')}"
    page.evaluate(f"async (url) => {{ const outbox = await import(url); {work} }}", url)


@pytest.fixture
def told(served: tuple[str, type[Handler]], opened: Callable[..., Page]) -> tuple[Page, list[dict[str, Any]]]:
    """A page, and the sums that a site has taken from it."""
    page, sums = opened(served[0] + "/en/pailin/"), []

    def take(route: Route) -> None:
        sums.extend(json.loads(route.request.post_data or "")["heard"])
        route.fulfill(status=204)

    page.route("**/feedback/heard", take)
    return page, sums


def test_a_listen_that_is_over_while_others_are_sent_is_lost_to_none(told: tuple[Page, list[dict[str, Any]]]) -> None:
    page, sums = told
    work = f"""
        const [one, two, three] = await Promise.all([1, 2, 3].map(() => outbox.began({MILL}, 0)));
        // The second is over as soon as the outbox has found what it is about to send: the first.
        const getAll = IDBObjectStore.prototype.getAll;
        let over;
        const meanwhile = () => (IDBObjectStore.prototype.getAll = function () {{
            if (this.name !== "outbox") return getAll.call(this);
            IDBObjectStore.prototype.getAll = getAll;
            const asked = getAll.call(this);
            queueMicrotask(() => {{
                const found = asked.onsuccess;
                asked.onsuccess = () => {{
                    found();
                    over = outbox.over(two, {{ ended: true }});
                }};
            }});
            return asked;
        }});
        // The last joins the second's sum while the first is on its way.
        const fetch_ = globalThis.fetch;
        globalThis.fetch = async (url, how) => {{
            if (String(url).endsWith("/heard")) await outbox.over(three, {{ ended: true }});
            return fetch_(url, how);
        }};
        await outbox.over(one, {{ ended: true }});
        meanwhile();
        await outbox.flush();
        await over;
        await outbox.flush();
    """
    outbox(page, work)
    assert sum(row["plays"] for row in sums) == 3
    assert kept(page, "heard") == []


def test_a_listen_that_ends_while_the_outbox_looks_for_dead_ones_is_an_end(
    told: tuple[Page, list[dict[str, Any]]],
) -> None:
    page, sums = told
    work = f"""
        const one = await outbox.began({MILL}, 0);
        // Asked to end after the outbox has begun to look, and before it has found anything.
        const getAll = IDBObjectStore.prototype.getAll;
        let over;
        IDBObjectStore.prototype.getAll = function () {{
            if (this.name !== "outbox") return getAll.call(this);
            IDBObjectStore.prototype.getAll = getAll;
            over = outbox.over(one, {{ ended: true }});
            return getAll.call(this);
        }};
        await outbox.flush();
        await over;
        await outbox.flush();
    """
    outbox(page, work)
    assert [(row["plays"], row["ends"], row["left"]) for row in sums] == [(1, 1, {})]


def test_a_clock_that_is_set_back_does_not_hold_up_what_waits(
    served: tuple[str, type[Handler]], opened: Callable[..., Page]
) -> None:
    page = opened(served[0] + "/en/pailin/")
    page.route("**/feedback/heard", lambda route: route.fulfill(body="<h1>Log in to the Wi-Fi</h1>"))
    work = f"""
        const now = Date.now;
        // Years ahead, and set right once a portal has answered for the site.
        Date.now = () => now() + 2e11;
        await outbox.over(await outbox.began({MILL}, 0), {{ ended: true }});
        await outbox.flush();
        Date.now = now;
        const mono = performance.now.bind(performance);
        performance.now = () => mono() + 60_000;
    """
    outbox(page, work)
    assert len(kept(page, "heard")) == 1
    page.unroute_all()
    page.route("**/feedback/heard", lambda route: route.fulfill(status=204))
    outbox(page, "await outbox.flush();")
    assert kept(page, "heard") == []

"""What a browser keeps to be told to the site, and what the site's tables have been told."""

import sqlite3
from typing import Any

from playwright.sync_api import Page

from tests.site import Site

# Reads the outbox of the phone; a database that is not there is not made.
OUTBOX = """async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === "wayside")) return [];
    return new Promise((done) => {
        const asked = indexedDB.open("wayside");
        asked.onsuccess = () => {
            const all = asked.result.transaction("outbox").objectStore("outbox").getAll();
            all.onsuccess = () => { asked.result.close(); done(all.result); };
        };
    });
}"""
_HOLDS = (
    "async ([seconds, kind]) => { for (const end = performance.now() + seconds * 1000; performance.now() < end;) {"
    f" if ((await ({OUTBOX})()).some((one) => one.kind === kind)) return;"
    " await new Promise((done) => setTimeout(done, 50)); }"
    " throw new Error('waited in vain'); }"
)


def kept(page: Page, kind: str) -> list[dict[str, Any]]:
    """The records of that kind in the outbox: "listening", "heard" (sums) or "mistake"."""
    return [record for record in page.evaluate(OUTBOX) if record["kind"] == kind]


def holds(page: Page, kind: str) -> None:
    """Wait until the outbox has such a record."""
    page.evaluate(_HOLDS, [15, kind])


def rows(site: Site, sql: str) -> list[tuple[Any, ...]]:
    """What the site's database answers."""
    with sqlite3.connect(site.database, timeout=20) as tables:
        return tables.execute(sql).fetchall()


def heard(site: Site) -> list[tuple[Any, ...]]:
    """(stop, language, plays, ends, left as JSON) of each sum, by the stops' numbers."""
    return rows(
        site,
        "SELECT s.slug, h.language, h.plays, h.ends, h.left FROM tour_heard h JOIN tour_stop s ON s.id = h.stop_id"
        " ORDER BY s.number, h.language",
    )

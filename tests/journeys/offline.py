"""A phone that keeps a tour: what the offline journeys do again and again."""

from playwright.sync_api import Page

from tests.visitor.waiting import until

CONTROLLED = "navigator.serviceWorker.controller !== null"
STATE = "document.querySelector('keep-tour').dataset.state === '{}'"
CACHED = "async () => (await (await caches.open('wayside-files')).keys()).length"
PACKS = """async () => (await new Promise((done) => {
    indexedDB.open('wayside').onsuccess = ({ target }) => {
        const database = target.result;
        const asked = database.transaction('packs').objectStore('packs').getAll();
        asked.onsuccess = () => { database.close(); done(asked.result); };
    };
})).map(({ id }) => id).sort()"""


def keep(page: Page) -> None:
    """Tap "Keep on this phone" on a tour's page, and wait until all of it is here."""
    until(page, STATE.format("offer"))
    page.locator("keep-tour [data-action=keep]:visible").click()
    until(page, STATE.format("ready"), 30)
    until(page, CONTROLLED)


def button(page: Page, action: str) -> str:
    """Press the button that is shown for it; what it said."""
    shown = page.locator(f"keep-tour [data-action={action}]:visible, keep-tour [data-part={action}]:visible")
    said = shown.inner_text()
    shown.click()
    return said

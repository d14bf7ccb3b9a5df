"""Waiting in a page whose policy forbids eval (Playwright's own wait_for_function needs it)."""

from playwright.sync_api import Page

_UNTIL = """(seconds) => new Promise((done, fail) => {
    const end = performance.now() + seconds * 1000;
    const look = () => {
        if (%s) done();
        else if (performance.now() > end) fail(new Error("waited in vain"));
        else setTimeout(look, 20);
    };
    look();
})"""


def until(page: Page, condition: str, seconds: float = 10) -> None:
    """Return once the JavaScript expression holds; raises `playwright.sync_api.Error` after `seconds`."""
    page.evaluate(_UNTIL % condition, seconds)

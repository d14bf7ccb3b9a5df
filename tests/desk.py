"""What every test does that opens the desk in a browser."""

from playwright.sync_api import Page


def log_in(page: Page, name: str = "dara", password: str = "look-at-the-river") -> None:
    """Fill in the form that *page* shows; return once the page behind it has come.

    A page closed in the midst of what its form leads to was seen to keep the browser from ever answering.
    """
    # By what Django calls them: the words are in the language of the browser.
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(password)
    page.locator("#login-form [type=submit]").click()
    page.locator("#logout-form").wait_for(state="attached")
    page.wait_for_load_state()

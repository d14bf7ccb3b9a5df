"""The axe-core engine in a page: what it finds, as lines that name the rule and the place."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

# target-size is off unless wcag22aa is named.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What another colour scheme can change.
OF_COLOUR = ("color-contrast", "link-in-text-block")
_RUN = """async (only) => {
    const { violations } = await axe.run({ runOnly: only, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}"""


def violations(page: Page, only: Sequence[str] = TAGS) -> list[str]:
    """Every violation on the page as it stands, of these tags or of these rules."""
    if not page.evaluate("Boolean(globalThis.axe)"):
        page.evaluate(_engine())
    found: list[str] = page.evaluate(_RUN, list(only))
    return found


@cache
def _engine() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text()

"""Claims beside a stop's words in a real browser: by keyboard, on a phone, for everybody."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.visitor.axe import violations
from tour.models import Claim, Source, Stop

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("told")]


def test_a_claim_that_stands_in_the_way_is_found_and_put_right(page: Page, ferry: Stop, faults: list[str]) -> None:
    text: dict[str, Any] = {"text_en": "It ran until 1998, says the ledger."}
    claim = Claim.objects.create(stop=ferry, key="end", status="article_only", **text)
    Source.objects.create(tour=ferry.tour, key="ledger", title="The ledger")
    page.goto("/admin/tour/river/publish/")
    page.get_by_role("link", name="Go to the claim").click()
    row = page.locator(f"#claim-{claim.pk}")
    expect(row).to_be_in_viewport()
    expect(row).to_contain_text("It has no source")
    row.get_by_label("Sources").fill("ledger")
    row.get_by_label("Who says so").fill("says the ledger")
    page.get_by_text("Add a claim").focus()
    page.keyboard.press("Enter")
    new = page.locator(".claim.new")
    new.get_by_label("Text").fill("Rice crossed first.")
    new.get_by_label("How well it stands").select_option("context")
    new.get_by_label("Sources").fill("ledger")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("changed successfully")
    assert set(Claim.objects.values_list("key", "sources__key")) == {("end", "ledger"), ("c1", "ledger")}
    page.goto("/admin/tour/river/publish/")
    expect(page.get_by_text("Nothing stands in the way of publishing.")).to_be_visible()
    assert faults == []


def test_the_claims_are_open_to_all(page: Page, ferry: Stop) -> None:
    claim = Claim.objects.create(stop=ferry, key="end", status="context")
    claim.sources.add(Source.objects.create(tour=ferry.tour, key="ledger", title="The ledger"))
    page.goto(f"/admin/tour/stop/{ferry.pk}/change/")
    page.get_by_text("Add a claim").click()
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert [line for line in violations(page) if "claim" in line or "source" in line] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

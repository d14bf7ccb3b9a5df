"""The desk in a real browser, under its own Content-Security-Policy."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tour.models import Claim, Kiosk, KioskTour, LexiconEntry, Picture, Route, Source, Stop

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_stale_translation_is_put_right_beside_its_source(
    page: Page, ferry: Stop, faults: list[str], told: dict[str, Any]
) -> None:
    Stop.objects.update(text_en="It crossed here until 1998.\n\nPeople waited.")
    page.goto("/admin/")
    cell = page.get_by_role("link", name="3, ไทย: stale")
    cell.click()
    expect(page.locator(".theirs").nth(2)).to_contain_text("until 1998")
    # What helps stands below the words, as wide as they.
    text, assist = (part.bounding_box() for part in (page.get_by_label("Text"), page.locator(".assist")))
    assert text
    assert assist
    assert assist["y"] > text["y"]
    assert assist["width"] > 300
    page.get_by_label("Text").fill("เรือข้ามที่นี่จนถึงปี 1998\n\nผู้คนรอ")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".states").first).to_contain_text("Up to date with the source")
    page.goto("/admin/")
    expect(page.get_by_role("link", name="3, ไทย: draft")).to_be_visible()
    assert faults == []


def addresses(ferry: Stop) -> list[str]:
    text: dict[str, Any] = {"text_en": "The ferry ran until 1998."}
    claim = Claim.objects.create(stop=ferry, key="ferry-end", status="context", **text)
    claim.sources.add(Source.objects.create(tour=ferry.tour, key="report", title="A report"))
    kiosk = Kiosk.objects.create(slug="gate", name="At the gate", languages=["en", "km"])
    kiosk.pictures.add(Picture.objects.create(stop=ferry, name="gate-in-the-morning.png", width=24, height=16))
    KioskTour.objects.create(kiosk=kiosk, tour=ferry.tour)
    rows = {
        "kiosk": kiosk,
        "stop": ferry, "tour": ferry.tour, "claim": claim, "source": Source.objects.get(),
        "route": Route.objects.create(tour=ferry.tour, slug="short"),
        "lexiconentry": LexiconEntry.objects.create(tour=ferry.tour, slug="pailin"),
    }  # fmt: skip
    return [
        "", "tour/river/publish/", "tour/river/signs/", "folder/", "tour/river/points/",
        f"tour/stop/{ferry.pk}/change/?language=km",
        f"tour/stop/{ferry.pk}/history/",
        f"tour/stop/{ferry.pk}/sound/",
        "auth/user/", "auth/user/add/", "password_change/",
        f"tour/claim/{claim.pk}/delete/", "tour/",
        *(f"tour/{name}/" for name in rows),
        *(f"tour/{name}/add/" for name in rows),
        *(f"tour/{name}/{row.pk}/change/" for name, row in rows.items()),
    ]  # fmt: skip


def test_no_page_breaks_its_policy_or_scrolls_sideways_on_a_phone(
    page: Page, ferry: Stop, market: Stop, faults: list[str], told: dict[str, Any]
) -> None:
    wide = []
    for address in addresses(ferry):
        answer = page.goto(f"/admin/{address}")
        assert answer
        assert answer.status == 200, address
        assert "script-src 'self'; style-src 'self'" in answer.headers["content-security-policy"]
        width = page.evaluate("document.documentElement.scrollWidth")
        wide += [(address, width)] if width > 360 else []
    assert faults == []
    assert wide == []


def test_control_an_inline_style_is_a_fault(page: Page, faults: list[str]) -> None:
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">x</p>')")
    page.wait_for_timeout(0)
    assert any("style-src" in fault for fault in faults)


def test_the_desk_speaks_the_language_that_was_chosen_in_it(page: Page, ferry: Stop, faults: list[str]) -> None:
    where = f"/admin/tour/stop/{ferry.pk}/change/?language=th"
    page.goto(where)
    page.locator("#account summary").click()
    page.get_by_label("Language of the desk").select_option(label="ខ្មែរ")
    page.get_by_role("button", name="Change").click()
    expect(page.locator("html")).to_have_attribute("lang", "km")
    assert page.url.endswith(where)
    page.goto("/admin/")
    assert page.get_attribute("html", "lang") == "km"
    assert faults == []

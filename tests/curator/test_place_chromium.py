"""Placing and surveying a stop in a real browser, by hand, by keys and by what the phone measures."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.visitor.axe import violations
from tour.models import Stop, Tour

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("told")]

ROAD = {"type": "Feature", "properties": {"kind": "road"}}
PLAN = {"features": [ROAD | {"geometry": {"type": "LineString", "coordinates": [[102.6, 12.84], [102.62, 12.86]]}}]}
GATE: dict[str, Any] = {"lat": 12.85, "lng": 102.61, "precision_m": 40, "radius_m": 30}


@pytest.fixture
def placed(ferry: Stop, market: Stop) -> Stop:
    Stop.objects.filter(pk=ferry.pk).update(**GATE)
    Stop.objects.filter(pk=market.pk).update(lat=12.851, lng=102.612)
    Tour.objects.update(map=PLAN)
    return ferry


@pytest.fixture
def opened(page: Page, placed: Stop) -> Page:
    page.goto(f"/admin/tour/stop/{placed.pk}/place/")
    return page


def figures(page: Page) -> tuple[float, float]:
    return float(page.locator("#id_lat").input_value()), float(page.locator("#id_lng").input_value())


def marker(page: Page) -> Any:
    return page.get_by_role("button", name="3 This stop")


def middle(page: Page) -> tuple[float, float]:
    box = marker(page).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_marker_is_dragged_and_the_figures_follow(opened: Page, faults: list[str]) -> None:
    marker(opened).scroll_into_view_if_needed()
    x, y = middle(opened)
    opened.mouse.move(x, y)
    opened.mouse.down()
    opened.mouse.move(x + 60, y - 40, steps=4)
    opened.mouse.up()
    lat, lng = figures(opened)
    assert lat > GATE["lat"]
    assert lng > GATE["lng"]
    assert middle(opened) == pytest.approx((x + 60, y - 40), abs=2)
    opened.get_by_role("button", name="Save the place").click()
    expect(opened.locator(".messagelist")).to_contain_text("The place is saved")
    assert stored_of_ferry("lat", "lng") == (lat, lng)
    assert faults == []


def stored_of_ferry(*columns: str) -> tuple[Any, ...]:
    return tuple(Stop.objects.filter(slug="ferry").values_list(*columns).get())


def test_arrow_keys_move_it_by_a_metre_and_by_ten_with_shift(opened: Page, faults: list[str]) -> None:
    marker(opened).focus()
    opened.keyboard.press("ArrowUp")
    lat, lng = figures(opened)
    assert (lat - GATE["lat"]) * 111_320 == pytest.approx(1, abs=0.1)
    assert lng == GATE["lng"]
    opened.keyboard.press("Shift+ArrowLeft")
    assert (GATE["lng"] - figures(opened)[1]) * 111_320 * 0.975 == pytest.approx(10, abs=0.1)
    for key in ("ArrowRight", "ArrowDown"):
        opened.keyboard.press(key)
    assert figures(opened)[0] == pytest.approx(GATE["lat"], abs=1e-6)
    expect(marker(opened)).to_be_focused()
    assert faults == []


def test_typed_figures_move_the_marker_and_draw_both_circles(opened: Page, faults: list[str]) -> None:
    wide = opened.locator(".map-precision").bounding_box()
    opened.locator("#id_precision_m").fill("80")
    wider = opened.locator(".map-precision").bounding_box()
    assert wide
    assert wider
    assert wider["width"] == pytest.approx(2 * wide["width"], abs=3)
    opened.locator("#id_radius_m").fill("")
    expect(opened.locator(".map-radius")).to_have_count(0)
    opened.locator("#id_radius_m").fill("120")
    expect(opened.locator(".map-radius")).to_have_count(1)
    before = middle(opened)
    opened.locator("#id_lat").fill("12.8505")
    assert middle(opened)[1] < before[1]
    opened.locator("#id_lat").fill("")
    expect(marker(opened)).to_have_count(0)
    assert faults == []


def test_a_stop_without_a_place_gets_one_by_a_button_or_a_tap(opened: Page, faults: list[str]) -> None:
    for name in ("#id_lat", "#id_lng"):
        opened.locator(name).fill("")
    opened.get_by_role("button", name="Put the marker in the middle").click()
    expect(marker(opened)).to_be_visible()
    assert figures(opened)[0] == pytest.approx(GATE["lat"], abs=0.01)
    opened.locator("#id_lat").fill("")
    opened.locator(".map").click(position={"x": 200, "y": 200})
    expect(marker(opened)).to_be_visible()
    assert faults == []


def test_the_others_and_the_tours_lines_are_drawn(opened: Page) -> None:
    expect(opened.get_by_role("img", name="7 The market")).to_be_visible()
    expect(opened.locator("path.map-road")).to_have_count(1)
    assert opened.locator("img").count() == 0


def test_a_survey_takes_the_best_position_and_lets_the_trigger_on(opened: Page, faults: list[str]) -> None:
    sent: list[str] = []
    opened.on("request", lambda request: sent.append(request.url))
    expect(opened.get_by_role("button", name="Take the best so far")).to_be_hidden()
    opened.context.grant_permissions(["geolocation"])
    opened.context.set_geolocation({"latitude": 12.8512345678, "longitude": 102.6123, "accuracy": 45})
    opened.get_by_role("button", name="Use this phone’s position").click()
    said = opened.locator("stop-place [role=status]")
    expect(said).to_have_text("Exact to 45 m so far.")
    opened.context.set_geolocation({"latitude": 12.8513, "longitude": 102.6124, "accuracy": 7.2})
    expect(said).to_have_text("Exact to 8 m so far.")
    opened.context.set_geolocation({"latitude": 12.9, "longitude": 102.7, "accuracy": 60})
    opened.get_by_role("button", name="Take the best so far").click()
    expect(said).to_contain_text("exact to 8 m. Save")
    assert figures(opened) == (12.8513, 102.6124)
    # Until the form is sent, nothing has left the phone.
    assert [url for url in sent if "/static/" not in url] == []
    opened.get_by_label("Suggest this stop").check()
    opened.get_by_role("button", name="Save the place").click()
    expect(opened.locator(".survey")).to_contain_text(re.compile("Surveyed on .* by dara"))
    assert stored_of_ferry("precision_m", "surveyed_by", "trigger") == (8, "dara", True)
    assert not [url for url in sent if "12.85" in url]
    assert faults == []


def test_a_marker_dragged_after_the_survey_is_not_what_was_surveyed(opened: Page) -> None:
    opened.context.grant_permissions(["geolocation"])
    opened.context.set_geolocation({"latitude": 12.8513, "longitude": 102.6124, "accuracy": 7})
    opened.get_by_role("button", name="Use this phone’s position").click()
    expect(opened.locator("stop-place [role=status]")).to_have_text("Exact to 7 m so far.")
    opened.get_by_role("button", name="Take the best so far").click()
    marker(opened).press("ArrowUp")
    opened.get_by_role("button", name="Save the place").click()
    expect(opened.locator(".messagelist")).to_contain_text("The place is saved")
    expect(opened.locator(".survey")).to_contain_text("Not surveyed yet")
    assert stored_of_ferry("surveyed_on", "precision_m") == (None, 7)


def test_a_browser_that_may_not_tell_says_what_to_do(opened: Page) -> None:
    opened.context.clear_permissions()
    opened.get_by_role("button", name="Use this phone’s position").click()
    expect(opened.locator("stop-place [role=status]")).to_contain_text("Allow it in its settings")
    expect(opened.get_by_role("button", name="Use this phone’s position")).to_be_focused()


def test_without_scripts_the_figures_alone_do(page: Page, browser: Browser, placed: Stop) -> None:
    state = page.context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    plain = context.new_page()
    plain.goto(f"{page.url.partition('/admin')[0]}/admin/tour/stop/{placed.pk}/place/")
    expect(plain.locator(".map")).to_be_hidden()
    expect(plain.get_by_role("button", name="Use this phone’s position")).to_be_hidden()
    plain.locator("#id_lat").fill("12.8555")
    plain.get_by_role("button", name="Save the place").click()
    expect(plain.locator(".messagelist")).to_contain_text("The place is saved")
    assert stored_of_ferry("lat") == (12.8555,)
    context.close()


def test_the_page_is_open_to_all(opened: Page) -> None:
    expect(marker(opened)).to_be_visible()
    for width in (360, 1280):
        opened.set_viewport_size({"width": width, "height": 740})
        assert violations(opened) == []
        assert opened.evaluate("document.documentElement.scrollWidth") <= width

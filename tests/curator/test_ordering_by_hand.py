"""Pictures and orders in a real browser: by pointer, by keys, by buttons, with and without a script, on a phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.content.picture_files import from_camera, noise, saved
from tests.desk import log_in
from tests.visitor.axe import violations
from tests.visitor.waiting import until
from tour.models import Picture, Route, RouteStop, Stop, Tour

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("told")]
URL = "/admin/tour/river/order/"


@pytest.fixture
def stops(tour: Tour) -> list[Stop]:
    titles: list[dict[str, Any]] = [{"title_en": f"The {name}"} for name in ("ferry", "market", "bridge", "hill")]
    return [
        Stop.objects.create(tour=tour, slug=f"s{number}", number=number, position=number, **title)
        for number, title in enumerate(titles, 1)
    ]


def order() -> str:
    return "".join(str(number) for number in Stop.objects.order_by("position").values_list("number", flat=True))


def shown(page: Page) -> str:
    return "".join(page.locator(".sequence .plate").all_inner_texts())


@pytest.fixture(params=[True], ids=["script"])
def context(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, curator: User
) -> Iterator[BrowserContext]:
    """A logged-in browser of a phone's size, with or without scripts."""
    made = browser.new_context(
        viewport={"width": 360, "height": 740},
        locale="en-GB",
        base_url=live_server.url,
        java_script_enabled=request.param,
    )
    page = made.new_page()
    page.goto("/admin/")
    log_in(page)
    page.close()
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of it; what the console says is an error fails the test."""
    page = context.new_page()
    page.set_default_timeout(12_000)
    faults: list[str] = []
    # An order that somebody else has changed answers 409, which the console calls an error.
    page.on(
        "console", lambda said: faults.append(said.text) if said.type == "error" and "409" not in said.text else None
    )
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert faults == []


def save(page: Page) -> None:
    page.get_by_role("button", name="Save this order").click()
    page.get_by_text("The order is saved.").wait_for()


def test_a_stop_is_dragged_by_its_handle(page: Page, stops: list[Stop]) -> None:
    page.set_viewport_size({"width": 360, "height": 1400})
    page.goto(URL)
    grip = page.get_by_role("button", name="Move The hill").bounding_box()
    first = page.locator(".sequence > li").first.bounding_box()
    assert grip
    assert first
    x = grip["x"] + grip["width"] / 2
    page.mouse.move(x, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(x, first["y"] + 4, steps=12)
    page.mouse.up()
    assert shown(page) == "4123"
    assert order() == "1234"
    save(page)
    assert order() == shown(page) == "4123"


def test_a_stop_is_moved_by_the_arrow_keys_and_said_aloud(page: Page, stops: list[Stop]) -> None:
    page.goto(URL)
    page.get_by_role("button", name="Move The ferry").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator(".said").inner_text() == "The ferry: now 3 of 4"
    page.keyboard.press("End")
    assert shown(page) == "2341"
    page.keyboard.press("Home")
    assert shown(page) == "1234"
    assert page.get_by_role("button", name="Save this order").is_hidden()
    page.keyboard.press("End")
    save(page)
    assert order() == "2341"


def test_buttons_move_at_once_keep_the_focus_and_can_be_taken_back(page: Page, stops: list[Stop]) -> None:
    page.goto(URL)
    page.get_by_role("button", name="Later The ferry").focus()
    for _ in range(3):
        page.keyboard.press("Enter")
    assert shown(page) == "2341"
    # The last place: its button leads no further, and the focus stays in the row.
    held = page.evaluate("document.activeElement.closest('li').dataset.title")
    assert held == "The ferry"
    page.get_by_role("button", name="Leave it as it was").click()
    assert shown(page) == "1234"
    page.get_by_role("button", name="Last The ferry").click()
    save(page)
    page.get_by_role("button", name="Put back the order of before").click()
    page.get_by_text("The order is saved.").wait_for()
    assert order() == "1234"


def test_who_was_slower_sees_both_orders(page: Page, context: BrowserContext, stops: list[Stop]) -> None:
    page.goto(URL)
    other = context.new_page()
    other.goto(URL)
    other.get_by_role("button", name="First The bridge").click()
    save(other)
    page.get_by_role("button", name="Last The ferry").click()
    page.get_by_role("button", name="Save this order").click()
    page.get_by_text("Nothing of yours is saved yet").wait_for()
    assert order() == "3124"
    page.get_by_role("button", name="Save my order").click()
    page.get_by_text("The order is saved.").wait_for()
    assert order() == "2341"


@pytest.mark.parametrize("context", [False], indirect=True, ids=["no-script"])
def test_without_a_script_each_button_saves_its_move(page: Page, stops: list[Stop]) -> None:
    page.goto(URL)
    assert page.locator(".grip:visible").count() == 0
    page.get_by_role("button", name="Later The ferry").click()
    page.get_by_text("The order is saved.").wait_for()
    assert order() == shown(page) == "2134"
    # Under the finger again.
    page.keyboard.press("Enter")
    page.wait_for_url("**moved=*")
    page.locator(".sequence > li:nth-child(3) .line-title", has_text="The ferry").wait_for()
    assert order() == "2314"


def test_a_picture_is_added_from_a_phone_and_pages_are_clean(page: Page, stops: list[Stop], tmp_path: Path) -> None:
    photo, other = tmp_path / "IMG_1.jpg", tmp_path / "IMG_2.png"
    photo.write_bytes(from_camera(turn=6))
    other.write_bytes(saved(noise((900, 200)), "PNG"))
    route = Route.objects.create(tour=stops[0].tour, slug="short")
    for place, stop in enumerate(stops[:2]):
        RouteStop.objects.create(route=route, stop=stop, position=place)
    page.goto(f"/admin/tour/stop/{stops[0].pk}/change/")
    page.get_by_role("link", name="Add a picture").click()
    for file in (photo, other):
        page.locator("#id_file").set_input_files(file)
        page.get_by_label("What it shows").fill("A ferry at its landing.")
        page.get_by_label("Credit").fill("Dara Sok")
        page.get_by_label("Licence").fill("CC BY 4.0")
        page.get_by_role("button", name="Add the picture").click()
        page.get_by_text("The picture is added.").wait_for()
    until(page, "[...document.images].every((one) => one.complete && one.naturalWidth > 0)")
    page.get_by_role("button", name="Earlier img-2").click()
    page.get_by_text("The order of the pictures is saved.").wait_for()
    assert [row.name for row in Picture.objects.order_by("position")] == ["img-2.webp", "img-1.webp"]
    # Its own page: axe asks for style sheets once more, at addresses that are not there.
    page = page.context.new_page()
    wide, found = [], []
    for address in (
        URL,
        f"/admin/tour/route/{route.pk}/order/",
        f"/admin/tour/stop/{stops[0].pk}/pictures/",
        f"/admin/tour/picture/{Picture.objects.all()[0].pk}/change/",
        f"/admin/tour/stop/{stops[0].pk}/change/",
    ):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        wide += [(address, width)] if width > 360 else []
        found += [f"{address} {one}" for one in violations(page)]
    assert wide == []
    assert found == []

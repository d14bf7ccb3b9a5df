"""A surveyed tour, and a phone whose place a test moves."""

from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import Page, Request

from tour.edition import Edition, Route

START = {"latitude": 12.8500, "longitude": 102.6000}
PLACES = ((12.8500, 102.6000), (12.8530, 102.6000), (12.8560, 102.6000))


def surveyed(english: Edition) -> Edition:
    """Three surveyed stops 330 m apart, the second with a route around it."""
    stops = tuple(
        replace(stop, lat=lat, lng=lng, precision_m=5, radius_m=40, trigger=True, access="open")
        for stop, (lat, lng) in zip(english.stops, PLACES, strict=True)
    )
    way = Route(slug="walk", title="Town walk", summary="On pavements only.", stops=("third", "first"))
    return replace(english, stops=stops, routes=(way,))


def placed(opened: Callable[..., Page], url: str, **options: object) -> Page:
    """A page that may ask where its phone is."""
    return opened(url, geolocation={**START, "accuracy": 8}, permissions=["geolocation"], **options)


def requests_of(page: Page) -> list[Request]:
    """Every request of the page from now on."""
    found: list[Request] = []
    page.on("request", lambda request: found.append(request))
    return found


def stand(page: Page, latitude: float, condition: str, moves: int = 400) -> None:
    """Send fixes from one place until the page says so."""
    for move in range(moves):
        page.context.set_geolocation({"latitude": latitude + move % 2 * 1e-6, "longitude": 102.6, "accuracy": 8})
        if page.evaluate(condition):
            return
        page.evaluate("new Promise((done) => setTimeout(done, 150))")  # a phone gives no event for its next fix
    raise AssertionError(condition)

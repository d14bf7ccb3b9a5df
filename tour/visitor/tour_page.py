"""A tour's first page: what it is, what to mind, and its stops as a line to walk along."""

import json
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, ngettext

from tour import languages
from tour.edition import Edition, File, Job, Route, address
from tour.visitor import assets, places, rendering, web_app, wording
from tour.visitor.keys import key
from tour.visitor.values import Step, TourPage, tour_page

STYLES = ("ground.css", "page.css", "tour.css", "walking.css")
_ROOT = "../../"


def job(edition: Edition) -> Job:
    """The edition's first page, as a job."""
    page = tour_page(edition)
    own_key = key((page, *map(assets.where, ("leaflet.js", "leaflet.css"))), page.language)
    return Job(key=own_key, make=lambda: make(page, own_key))


def make(page: TourPage, own_key: str) -> tuple[File, ...]:
    """The page, what its modules ask for about places, and the map's drawing and tiles where there are any."""
    drawing, tiles = places.drawing(page), places.tiles(page)
    with translation.override(page.language):
        steps = {step.slug: _step(step, page) for step in page.walk}
        pieces = [step for step in page.steps if step.deeper_of]
        for piece in pieces:
            steps[piece.deeper_of]["deeper"].append(_piece(piece, page))
        context = {
            "page": page,
            "lent": rendering.lent(page.in_source, page.source, page.language),
            "foreign": wording.untranslated(page.source, page.language) if "advisory" in page.in_source else "",
            "key": own_key,
            "modules": [_ROOT + assets.where(name) for name in assets.tour_modules()],
            "app": web_app.links(_ROOT, page.language),
            "keeping": settings.OFFLINE,
            "numbers": json.dumps({str(step.number): step.slug for step in page.steps}),
            "own_name": languages.own_name(page.language),
            "languages": rendering.links(page.languages, page.language, f"../../{{code}}/{page.tour}/"),
            "length": languages.minutes(page.duration_ms, page.language) if page.duration_ms else "",
            "content_notes": languages.notes(page.content_notes),
            "steps": list(steps.values()),
            "routes": [_route(page, route, steps) for route in _routes(page)],
            "surveyed": any(step.trigger for step in page.walk),
            "placed": any(step.lat is not None for step in page.walk),
            "drawing": _ROOT + drawing.url if drawing else "",
            "tiles": _ROOT + tiles.url if tiles else "",
            "sheets": " ".join(_ROOT + assets.where(name) for name in reversed(assets.TOUR_STYLES)),
            "attribution": places.attribution(page),
        }
    html = rendering.render("visitor/tour.html", page.language, context, styles=STYLES)
    # Tiles out of an archive are pictures that the page makes itself.
    images = "blob:" if tiles else places.tile_origin(page.map)
    first = rendering.page(f"{page.language}/{page.tour}/", html, styles=STYLES, images=images)
    return (first, places.listed(page), *(file for file in (drawing, tiles) if file))


def _routes(page: TourPage) -> tuple[Route, ...]:
    """The tour's routes, and the whole story before them where no route is that."""
    story = tuple(step.slug for step in page.walk)
    if any(route.stops == story for route in page.routes):
        return page.routes
    return (Route(slug="", title=gettext("The whole story"), summary="", stops=story), *page.routes)


def _route(page: TourPage, route: Route, steps: dict[str, dict[str, Any]]) -> dict[str, object]:
    """What the list of ways shows of a route; the one that is the whole story has no `slug` to choose."""
    heard = {step.slug: step.duration_ms for step in page.walk}
    length = sum(heard[slug] for slug in route.stops)
    count = len(route.stops)
    stops = ngettext("%(count)s stop", "%(count)s stops", count) % {"count": count}
    return {
        "slug": "" if count == len(page.walk) and list(route.stops) == list(heard) else route.slug,
        "title": route.title,
        "summary": route.summary,
        "lent": rendering.lent(route.in_source, page.source, page.language),
        "facts": wording.facts(stops, languages.minutes(length, page.language) if length else ""),
        "steps": [steps[slug] for slug in route.stops],
    }


def _piece(step: Step, page: TourPage) -> dict[str, Any]:
    """What the list shows of a deeper piece, below its stop: what it is instead of where."""
    return _step(step, page) | {"facts": wording.deeper(step.duration_ms, page.language)}


def _step(step: Step, page: TourPage) -> dict[str, Any]:
    """What the list shows of a stop."""
    language, lent = page.language, rendering.lent(step.in_source, page.source, page.language)
    length = languages.minutes(step.duration_ms, language) if step.duration_ms else gettext("text only")
    return {
        "slug": step.slug,
        "tracks": " ".join(address(sha256, kind) for sha256, kind in zip(step.tracks, ("webm", "mp3"), strict=False)),
        "number": step.number,
        "quiet": step.quiet_end,
        "title": step.title,
        "words": rendering.spoken_in(step.language, language),
        "facts": wording.facts(wording.place(step.place, lent.get("place", "")), length),
        "warning": wording.ACCESS[step.access] if step.access in ("restricted", "closed") else "",
        "marks": wording.facts(*_marks(step, language)),
        "deeper": [],
    }


def _marks(step: Step, language: str) -> list[str]:
    """Quiet marks: not a place to walk to, whose words these are, a better voice is to come."""
    found = [str(wording.ACCESS["remote"])] if step.access == "remote" else []
    if step.state == "missing":
        found.append(gettext("in %(language)s") % {"language": languages.name_in(step.language, language)})
    if step.state in ("draft", "stale"):
        found.append(gettext("draft translation"))
    if step.stand_in:
        found.append(gettext("stand-in voice"))
    return found

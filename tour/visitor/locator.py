"""A small drawing of where a stop is: border, coast, rivers, road, towns and the stop's plate.

An SVG file of its own, named by its content; it follows the phone's light or dark by itself.
"""

import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext

from tour import languages
from tour.edition import File, Stop, address
from tour.visitor.labels import HEIGHT, WIDTH, Box, Point, town_labels
from tour.visitor.values import StopPage

# A line's point nearer than this to the one before is left out.
_STEP_PX = 1.5
_LINES = ("coast", "river", "border", "road")
# A circle smaller than this would hide under the plate's point.
_LEAST_CIRCLE_PX = 8
_PLATE_PX = 74


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The finished file and the words beside it."""

    file: File
    alt: str
    caption: str


def draw(page: StopPage) -> Drawing | None:
    """The stop's locator in the page's language, words in the active one; None where no map shows the place."""
    stop = page.stop
    if not page.map or stop.lat is None or stop.lng is None:
        return None
    plan = json.loads(page.map)
    box = _frame(plan, stop.lng, stop.lat)
    if box is None:
        return None
    body = _svg(plan, _View.of(box, stop.lat), stop, page.language).encode()
    return Drawing(
        file=File(url=address(hashlib.sha256(body).hexdigest(), "svg"), type="image/svg+xml", body=body, pack="all"),
        alt=gettext("Map: %(place)s") % {"place": stop.place or stop.title},
        caption=_caption(stop, page.language),
    )


@dataclass(frozen=True, slots=True)
class _View:
    """Degrees to pixels: an equirectangular picture of `WIDTH` x `HEIGHT`."""

    west: float
    north: float
    across: float  # pixels a degree of longitude
    down: float  # pixels a degree of latitude

    @classmethod
    def of(cls, box: Box, lat: float) -> "_View":
        """The box's whole width; of its height what fits, with the point as near the middle as may be."""
        west, south, east, north = box
        across = WIDTH / (east - west)
        down = across / math.cos(math.radians(lat))
        half = HEIGHT / down / 2
        middle = min(max(lat, south + half), north - half) if north - south > 2 * half else (north + south) / 2
        return cls(west, middle + half, across, down)

    def place(self, point: Sequence[float]) -> Point:
        return ((point[0] - self.west) * self.across, (self.north - point[1]) * self.down)


def _frame(plan: dict[str, Any], lng: float, lat: float) -> Box | None:
    """The closest of the map's frames that holds the point."""
    for name in ("bbox", "overview_bbox"):
        west, south, east, north = plan.get(name) or (0, 0, 0, 0)
        if west < lng < east and south < lat < north:
            return (west, south, east, north)
    return None


def _svg(plan: dict[str, Any], view: _View, stop: Stop, language: str) -> str:
    features = [feature for feature in plan["features"] if feature.get("geometry")]
    x, y = view.place((stop.lng or 0, stop.lat or 0))
    # The plate stands above its point, and below it where it would leave the picture.
    below = y < _PLATE_PX
    circle = (stop.precision_m or 0) / 111_000 * view.down
    return render_to_string(
        "visitor/locator.svg",
        {
            "width": WIDTH,
            "height": HEIGHT,
            "tag": languages.tag(language),
            "lines": [{"kind": kind, "d": path} for kind in _LINES if (path := _path(features, kind, view))],
            "towns": list(town_labels(_towns(features, view, language), _plate(x, y, below=below))),
            "source": plan.get("attribution", ""),
            "x": round(x),
            "y": round(y),
            "below": below,
            "circle": round(circle) if circle >= _LEAST_CIRCLE_PX else 0,
            "number": stop.number,
        },
    )


def _plate(x: float, y: float, *, below: bool) -> Box:
    """The pixels the stop's plate covers."""
    return (x - 38, y, x + 38, y + _PLATE_PX) if below else (x - 38, y - _PLATE_PX, x + 38, y)


def _path(features: list[dict[str, Any]], kind: str, view: _View) -> str:
    """The lines of a kind as one SVG path, in whole pixels."""
    found = []
    for feature in features:
        geometry = feature["geometry"]
        if feature["properties"].get("kind") != kind:
            continue
        lines = geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]
        for line in lines:
            found += [
                "M" + "L".join(f"{round(x)} {round(y)}" for x, y in run)
                for run in _runs([view.place(point) for point in line])
            ]
    return "".join(found)


def _runs(points: list[Point]) -> Iterator[list[Point]]:
    """The stretches of a line that may be seen, thinned to what a pixel shows."""
    run: list[Point] = []
    for before, point, after in zip([points[0], *points], points, [*points[1:], points[-1]], strict=False):
        if not any(map(_near, (before, point, after))):
            if len(run) > 1:
                yield run
            run = []
        elif not run or math.dist(run[-1], point) >= _STEP_PX:
            run.append(point)
    if len(run) > 1:
        yield run


def _near(point: Point) -> bool:
    """Whether a point is in the picture or just outside."""
    return -20 < point[0] < WIDTH + 20 and -20 < point[1] < HEIGHT + 20


def _towns(features: list[dict[str, Any]], view: _View, language: str) -> Iterator[tuple[Point, str]]:
    """(place in pixels, name) of each town inside the picture."""
    for feature in features:
        if feature["properties"].get("kind") == "town" and feature["geometry"]["type"] == "Point":
            x, y = view.place(feature["geometry"]["coordinates"])
            if 8 < x < WIDTH - 8 and 12 < y < HEIGHT - 8:
                yield (x, y), _name(feature["properties"].get("name", ""), language)


def _name(name: str | dict[str, str], language: str) -> str:
    """A name as the map has it: one for all languages, or by language."""
    if isinstance(name, str):
        return name
    return name.get(language) or name.get("en") or next(iter(name.values()), "")


def _caption(stop: Stop, language: str) -> str:
    if stop.precision_m and stop.precision_m >= 100:
        distance = languages.distance(stop.precision_m, language)
        return gettext("Position accurate to about %(distance)s") % {"distance": distance}
    return stop.place

"""Where a tour's stops are, for the phone: places.json, and what the map draws.

A phone compares its position with these by itself: no coordinate leaves it.
"""

import hashlib
import json
import re
from typing import Any

from tour.edition import File, address
from tour.visitor import rendering
from tour.visitor.values import Step, TourPage

# A tile address: of another host over https, or of this site.
_TILES = re.compile(r"(?:(https://)((?:\{s\}\.)?[a-z0-9.-]+(?::\d+)?))?/[\w{}./~=&?@-]*\{z\}[\w{}./~=&?@-]*")


def listed(page: TourPage) -> File:
    """`<lang>/<tour>/places.json`, asked for by the tour page and, once a way or the place is chosen, by stops.

    `stops` of the walk, without deeper pieces, in story order: `slug`, `number`, `title` with its `tag` and
    `direction` ("" where they are the page's),
    `lat`, `lng` (degrees or null), `precision_m`, `radius_m` (metres), `trigger` (whether it may be suggested),
    `access`, `safety` (to be shown before a direction; `safety_tag` and `safety_direction` are there where it is not
    in the page's language), `quiet_end`. Keys are only ever added.
    """
    body = json.dumps({"stops": [_place(step, page) for step in page.walk]}, ensure_ascii=False)
    url = f"{page.language}/{page.tour}/places.json"
    return File(url=url, type="application/json", body=body.encode(), pack="all")


def drawing(page: TourPage) -> File | None:
    """The map's GeoJSON as a file named by its content, the same in every language; None where there is none."""
    if not page.map:
        return None
    body = page.map.encode()
    url = address(hashlib.sha256(body).hexdigest(), "geojson")
    return File(url=url, type="application/geo+json", body=body, pack="all")


def tiles(page: TourPage) -> File | None:
    """The archive of the map's ground as a file of every pack, of which phones read parts; None without."""
    if not page.tiles:
        return None
    name, _, extension = page.tiles.rpartition("/")[2].partition(".")
    return File(url=address(name, extension), type="application/vnd.pmtiles", path=page.tiles, pack="all")


def tile_origin(drawn: str) -> str:
    """The host that the curator's tiles come from, as a CSP source; "" without tiles or where they are this site's.

    `drawn` is the map's GeoJSON as text, "" for none. Tiles are its own member `tiles`: {`url` with {z}, {x}, {y},
    `attribution`, `max_zoom`}; without `url` where an archive holds them.
    An address that is neither https nor this site's counts as none: the policy then refuses it.
    """
    url = _plan(drawn).get("tiles", {}).get("url", "")
    found = _TILES.fullmatch(url)
    if not found or not found[1]:
        return ""
    return found[1] + found[2].replace("{s}", "*")


def attribution(page: TourPage) -> str:
    """Whose data the map shows, in words."""
    plan = _plan(page.map)
    found = (plan.get("attribution", ""), plan.get("tiles", {}).get("attribution", ""))
    return " · ".join(one for one in found if one)


def _plan(drawn: str) -> dict[str, Any]:
    plan: dict[str, Any] = json.loads(drawn) if drawn else {}
    return plan if isinstance(plan.get("tiles", {}), dict) else {**plan, "tiles": {}}


def _place(step: Step, page: TourPage) -> dict[str, object]:
    source = rendering.spoken_in(page.source, page.language) if "safety" in step.in_source else {}
    return {
        "slug": step.slug,
        "number": step.number,
        "title": step.title,
        **rendering.spoken_in(step.language, page.language),
        "lat": step.lat,
        "lng": step.lng,
        "precision_m": step.precision_m,
        "radius_m": step.radius_m,
        "trigger": step.trigger,
        "access": step.access,
        "safety": step.safety,
        **{f"safety_{name}": value for name, value in source.items()},
        "quiet_end": step.quiet_end,
    }

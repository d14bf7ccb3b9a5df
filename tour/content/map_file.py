"""`map.geojson`: what the map draws, a feature a line."""

import json
import math
from typing import Any

from django.utils.translation import gettext

from tour.content import texts
from tour.content.files import TextFile
from tour.content.tiles.naming import wrong_with_tiles

NAME = "map.geojson"

_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
# The order of keys: what says what it is goes first, what is long goes last, the rest by name.
_FIRST = ("type", "id", "bbox")
_LAST = ("properties", "geometry", "coordinates", "features")


def read(file: TextFile, *, archived: bool = False) -> dict[str, Any] | None:
    """The feature collection; None, with the fault noted, where it is none. `archived`: its tiles lie beside it."""
    try:
        found = json.loads(file.text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        message = gettext(
            "This is not JSON: look for a missing quotation mark, bracket or comma here or just before."
            " The reader says: “%(problem)s”."
        )
        file.fault(error.lineno, message % {"problem": error.msg})
        return None
    except (ValueError, RecursionError):
        file.fault(1, gettext("This JSON cannot be read: a number or a nesting in it is too large."))
        return None
    problem = _wrong_with(found) or _wrong_with_tiles(found, archived=archived)
    if problem:
        file.fault(_line(file.text, problem[0]), problem[1])
        return None
    return dict(found)


def write(collection: dict[str, Any]) -> str:
    """The file's canonical text: compact, a feature a line."""
    head = {key: value for key, value in _ordered(collection).items() if key != "features"}
    features = ",\n".join(_compact(_ordered(feature)) for feature in collection["features"])
    return f'{_compact(head)[:-1]},"features":[\n{features}\n]}}\n'


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _wrong_with(found: Any) -> tuple[int, str] | None:
    """(place of the feature, what is wrong), or None. Place -1 is the collection itself."""
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        return -1, gettext("The map must be a GeoJSON FeatureCollection. Save it again as GeoJSON.")
    if not isinstance(found.get("features"), list):
        return -1, gettext("“features” must be a list: save the map again as GeoJSON.")
    if not _clean(found):
        message = gettext("A text of the map holds HTML or a control character, or a number in it is too large.")
        return -1, message
    for place, feature in enumerate(found["features"]):
        if problem := _feature_problem(feature):
            return place, problem
    return None


def _wrong_with_tiles(found: dict[str, Any], *, archived: bool) -> tuple[int, str] | None:
    problem = wrong_with_tiles(found["tiles"], archived=archived) if "tiles" in found else ""
    return (-1, problem) if problem else None


def _feature_problem(feature: Any) -> str:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return gettext("A feature’s “type” must be “Feature”.")
    if not isinstance(feature.get("properties", {}), dict | None):
        return gettext("A feature’s “properties” must be an object: { … }.")
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in _DEPTHS:
        return gettext("A feature’s “geometry” must be one of: %(known)s.") % {"known": ", ".join(_DEPTHS)}
    if not _positions(geometry.get("coordinates"), _DEPTHS[geometry["type"]]):
        return gettext(
            "“coordinates” must be longitude (-180 to 180) before latitude (-90 to 90), nested as GeoJSON says."
        )
    return ""


def _positions(value: Any, depth: int) -> bool:
    if not isinstance(value, list) or not value:
        return False
    if depth:
        return all(_positions(item, depth - 1) for item in value)
    numbers = all(isinstance(part, int | float) and not isinstance(part, bool) for part in value)
    return len(value) in {2, 3} and numbers and abs(value[0]) <= 180 and abs(value[1]) <= 90


def _clean(value: Any) -> bool:
    """Whether every text can be shown and every number stored."""
    if isinstance(value, dict):
        return all(_clean(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return all(_clean(part) for part in value)
    if isinstance(value, str):
        return not texts.wrong_with(value)
    return not isinstance(value, float | int) or (math.isfinite(value) and abs(value) < 2**53)


def _line(text: str, place: int) -> int:
    """The line of a feature, where each stands on its own line as `dump` writes them; else 1."""
    lines = text.split("\n")
    at = [number for number, line in enumerate(lines, start=1) if line.lstrip().startswith('{"type":"Feature"')]
    return at[place] if 0 <= place < len(at) else 1


def _ordered(value: Any) -> Any:
    """The same value with its keys in the canonical order (a database may keep them in another)."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=_rank)}
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    return value


def _rank(key: str) -> tuple[int, int, str]:
    if key in _FIRST:
        return 0, _FIRST.index(key), ""
    if key in _LAST:
        return 2, _LAST.index(key), ""
    return 1, 0, key


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

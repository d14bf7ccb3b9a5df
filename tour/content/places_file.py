"""Points for stops from other programs: GeoJSON, GPX waypoints, or a table as CSV."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext

from tour.content import texts
from tour.content.stop_file import HIGHEST_NUMBER

MOST_BYTES = 10_000_000
MOST_POINTS = 5_000
# The names that a column or a property may have; the first found is taken.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "number": ("number", "no", "nr", "n"),
    "slug": ("slug", "id"),
    "title": ("title", "name"),
    "place": ("place", "address"),
    "note": ("note", "desc", "description", "cmt", "comment"),
    "lat": ("lat", "latitude", "y"),
    "lng": ("lng", "lon", "long", "longitude", "x"),
}


class PlacesRefused(Exception):
    """The file cannot be read as points; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a file. `where` names it there (`row 3`); degrees, WGS 84; `number` is None where none is said."""

    where: str
    lat: float
    lng: float
    number: int | None = None
    slug: str = ""
    title: str = ""
    place: str = ""
    note: str = ""


def read_points(name: str, body: bytes) -> tuple[tuple[Point, ...], tuple[str, ...]]:
    """The points of a file by its name's ending, and a sentence for each that is wrong. Raises `PlacesRefused`."""
    reader = _READERS.get(name.rpartition(".")[2].lower())
    if reader is None:
        raise PlacesRefused(gettext("Name the file .geojson, .gpx or .csv, by what is in it."))
    if len(body) > MOST_BYTES:
        refusal = gettext("The file is larger than %(most)d MB. Leave out what are no stops.")
        raise PlacesRefused(refusal % {"most": MOST_BYTES // 1_000_000})
    points, faults = [], []
    for count, (where, said) in enumerate(reader(body)):
        if count >= MOST_POINTS:
            refusal = gettext("The file holds more than %(most)d points. Leave out what are no stops.")
            raise PlacesRefused(refusal % {"most": MOST_POINTS})
        try:
            points.append(_point(where, said))
        except ValueError as error:
            faults.append(f"{where}: {error}")
    if not points and not faults:
        raise PlacesRefused(gettext("The file holds no point."))
    return tuple(points), tuple(faults)


def _point(where: str, said: Mapping[str, Any]) -> Point:
    """The point; raises `ValueError` in words."""
    found = {key: _first(said, names) for key, names in _NAMES.items()}
    lat, lng = _degrees(found["lat"], 90), _degrees(found["lng"], 180)
    number = found["number"]
    if number and not re.fullmatch(r"[1-9][0-9]{0,5}", number):
        refusal = gettext("the number “%(number)s” must be a whole number from 1 on.")
        raise ValueError(refusal % {"number": number[:20]})
    if number and int(number) > HIGHEST_NUMBER:
        refusal = gettext("“%(key)s” must be from %(least)d to %(most)d.")
        raise ValueError(refusal % {"key": "number", "least": 1, "most": HIGHEST_NUMBER})
    for key in ("title", "place", "note"):
        if problem := texts.wrong_with(found[key], key):
            raise ValueError(problem)
    return Point(
        where=where,
        lat=lat,
        lng=lng,
        number=int(number) if number else None,
        slug=found["slug"][:50],
        title=found["title"][:200],
        place=found["place"][:200],
        note=found["note"][:2000],
    )


def _first(said: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((" ".join(str(said[name]).split()) for name in names if said.get(name) not in (None, "")), "")


def _degrees(text: str, most: int) -> float:
    try:
        # A table from a country that writes 12,85.
        value = float(text.replace(",", "."))
    except ValueError:
        raise ValueError(gettext("“%(text)s” is no number of degrees.") % {"text": text[:20]}) from None
    if not -most <= value <= most:
        refusal = gettext("%(value)s is not between -%(most)d and %(most)d degrees.")
        raise ValueError(refusal % {"value": value, "most": most})
    return value


def _geojson(body: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PlacesRefused(gettext("The file is not JSON. Save it again as GeoJSON.")) from error
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list):
        raise PlacesRefused(gettext("The file is no GeoJSON FeatureCollection."))
    for at, feature in enumerate(features, start=1):
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if not isinstance(geometry, dict) or geometry.get("type") != "Point":
            # Lines and areas beside the points: a map's, not stops.
            continue
        properties = feature.get("properties")
        said = {str(key).lower(): value for key, value in properties.items()} if isinstance(properties, dict) else {}
        coordinates = geometry.get("coordinates")
        lng, lat = coordinates[:2] if isinstance(coordinates, list) and len(coordinates) >= 2 else ("", "")
        slug = feature.get("id") if isinstance(feature.get("id"), str) else ""
        yield gettext("point %(at)d") % {"at": at}, {"slug": slug} | said | {"lat": lat, "lng": lng}


def _gpx(body: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        root = ElementTree.fromstring(body)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise PlacesRefused(gettext("The file is no GPX. Save its waypoints again as GPX.")) from error
    for at, element in enumerate(root.iterfind("{*}wpt"), start=1):
        said = {child.tag.rpartition("}")[2]: child.text for child in element}
        yield (
            gettext("point %(at)d") % {"at": at},
            said | {"lat": element.get("lat", ""), "lng": element.get("lon", "")},
        )


def _csv(body: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlacesRefused(gettext("The file is not UTF-8. Save it as “CSV UTF-8”.")) from error
    head = text.partition("\n")[0].lower()
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        if not all(set(_NAMES[key]) & set(names) for key in ("lat", "lng")):
            refusal = gettext("The first row must name the columns: number, title, lat, lng; also slug, place, note.")
            raise PlacesRefused(refusal)
        for row in rows:
            if any(cell.strip() for cell in row):
                yield gettext("row %(at)d") % {"at": rows.line_num}, dict(zip(names, row, strict=False))
    except csv.Error as error:
        raise PlacesRefused(gettext("The table cannot be read. Save it again as CSV.")) from error


_READERS: Mapping[str, Callable[[bytes], Iterator[tuple[str, Mapping[str, Any]]]]] = {
    "geojson": _geojson,
    "json": _geojson,
    "gpx": _gpx,
    "csv": _csv,
}

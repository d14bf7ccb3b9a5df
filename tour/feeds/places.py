"""`<lang>/<tour>/tour.geojson`: the stops that have a place, as points (RFC 7946)."""

import json
from typing import Any

from tour.edition import Edition, Stop


def geojson(edition: Edition) -> bytes:
    """A FeatureCollection, a point a stop in story order.

    Properties: `number`, `slug`, `deeper_of` (the slug of the stop that it is a deeper piece of,
    else ""), `title`, `language` (of the title), `place`, `kind`, `access` (nobody is to be led to
    `closed` and `remote`), `precision_m` (metres, or null), `page` (address relative to this file's).
    """
    features = [_feature(stop) for stop in edition.stops if stop.lat is not None]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _feature(stop: Stop) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": stop.slug,
        "properties": {
            "number": stop.number,
            "slug": stop.slug,
            "deeper_of": stop.deeper_of,
            "title": stop.title,
            "language": stop.language,
            "place": stop.place,
            "kind": stop.kind,
            "access": stop.access,
            "precision_m": stop.precision_m,
            "page": f"{stop.slug}/",
        },
        "geometry": {"type": "Point", "coordinates": [stop.lng, stop.lat]},
    }

"""`<lang>/<tour>/tour.gpx`: the stops one may walk to, for a phone's own map (GPX 1.1)."""

from xml.etree.ElementTree import Element, SubElement, tostring

from tour.edition import Edition, Stop

_NAMESPACE = "http://www.topografix.com/GPX/1/1"
# A waypoint is an invitation to go there.
_NOT_TO_BE_VISITED = frozenset({"closed", "remote"})


def gpx(edition: Edition) -> bytes:
    """A waypoint for each stop of the walk that has a place and may be visited, and each route through them.

    A waypoint's name is `number title`, its comment the stop's safety note, its description the
    place. Coordinates are WGS 84 degrees.
    """
    root = Element("gpx", {"xmlns": _NAMESPACE, "version": "1.1", "creator": "Wayside"})
    metadata = SubElement(root, "metadata")
    _say(metadata, name=edition.title, desc="\n".join((edition.summary, *edition.advisory)))
    stops = {stop.slug: stop for stop in edition.walk if _may_be_visited(stop)}
    for stop in stops.values():
        _point(root, "wpt", stop)
    for route in edition.routes:
        drawn = SubElement(root, "rte")
        _say(drawn, name=route.title, desc=route.summary)
        for slug in route.stops:
            if slug in stops:
                _point(drawn, "rtept", stops[slug])
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _may_be_visited(stop: Stop) -> bool:
    return stop.lat is not None and stop.access not in _NOT_TO_BE_VISITED


def _point(parent: Element, tag: str, stop: Stop) -> None:
    point = SubElement(parent, tag, {"lat": repr(stop.lat), "lon": repr(stop.lng)})
    # The schema's order: name, cmt, desc.
    _say(point, name=f"{stop.number} {stop.title}", cmt=stop.safety, desc=stop.place)


def _say(parent: Element, **texts: str) -> None:
    for tag, text in texts.items():
        if text:
            SubElement(parent, tag).text = text

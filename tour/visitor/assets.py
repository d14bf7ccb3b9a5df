"""This room's style sheets and modules, and which page asks for which."""

import hashlib
from pathlib import Path

import js_lib_leaflet

from tour.client import Assets, digest_of
from tour.edition import Job

_ROOM = Assets.of_room(__file__)
# Leaflet as its package has it: the map imports it when a visitor asks for the map.
LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"
_OWN = Assets((*_ROOM.folders, LEAFLET))
where, inline, text, with_imports = _OWN.where, _OWN.inline, _OWN.text, _OWN.with_imports

# What a stop page asks for after its first paint; what the modules import follows from them.
STYLES = ("stop.css", "claims.css")
MODULES = ("player-bar.js", "read-along.js", "walk.js")
# What a tour's first page asks for.
TOUR_MODULES = ("routes.js", "number-pad.js", "resume.js", "near-by.js", "tour-map.js")
# What the map brings along.
TOUR_STYLES = ("map.css", "leaflet.css")


def job() -> Job:
    """The external assets of every page, as one job."""
    room = digest_of(Path(__file__).resolve().parent, *_ROOM.folders) + where("leaflet.js") + where("leaflet.css")
    return Job(
        key=hashlib.sha256(f"assets {room}".encode()).hexdigest(),
        make=lambda: tuple(_OWN.files((*STYLES, *MODULES, *TOUR_STYLES, *TOUR_MODULES))),
    )

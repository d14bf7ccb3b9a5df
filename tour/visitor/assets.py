"""This room's style sheets and modules, and which page asks for which."""

import hashlib
from pathlib import Path

import js_lib_leaflet
from django.conf import settings

from tour.client import Assets, digest_of
from tour.edition import Job

# Leaflet as its package has it: the map imports it when a visitor asks for the map.
LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"
_OWN = Assets.of_room(__file__, LEAFLET)
where, inline, text, with_imports = _OWN.where, _OWN.inline, _OWN.text, _OWN.with_imports

# What a stop page asks for after its first paint; what the modules import follows from them.
STYLES = ("stop.css", "claims.css")
MODULES = ("player-bar.js", "read-along.js", "pocket.js")
# What a tour's first page asks for.
TOUR_MODULES = (
    "tour-safety.js", "routes.js", "number-pad.js", "resume.js",
    "near-by.js", "tour-map.js", "play-on.js", "sending.js", "language.js",
)  # fmt: skip
# What the map brings along.
TOUR_STYLES = ("map.css", "leaflet.css")
# What the site's own pages ask for.
SITE_MODULES = ("language.js",)
UNREACHABLE_MODULES = ("unreachable.js",)
# Brings the service worker; and what else a site has that phones may keep.
_OFFLINE = "offline.js"
_KEEPING = ("keep.js",)
# What a home screen shows: the drawing, its sizes, one that may be cut to any shape, and Apple's.
ICONS = ("icon.svg", "icon-192.png", "icon-512.png", "icon-maskable.png", "icon-apple.png")

# Those that a page itself names.
HEAD_ICONS = ("icon.svg", "icon-apple.png")


def stop_modules() -> tuple[str, ...]:
    """The modules of a stop page."""
    return (*MODULES, _OFFLINE) if settings.OFFLINE else MODULES


def tour_modules() -> tuple[str, ...]:
    """The modules of a tour's first page."""
    return (*TOUR_MODULES, *_KEEPING, _OFFLINE) if settings.OFFLINE else TOUR_MODULES


def site_modules() -> tuple[str, ...]:
    """The modules of the list of tours."""
    return (*SITE_MODULES, _OFFLINE) if settings.OFFLINE else SITE_MODULES


def job() -> Job:
    """The external assets of every page of a tour, as one job."""
    return Job(
        key=_key("assets"),
        make=lambda: tuple(_OWN.files((*STYLES, *stop_modules(), *TOUR_STYLES, *tour_modules(), *HEAD_ICONS))),
    )


def site_job() -> Job:
    """What the site's own pages ask for, the icons and the service worker with its parts, as one job."""
    worker = "sw.js" if settings.OFFLINE else "farewell.js"
    parts = with_imports((worker,))[:-1]
    named = dict.fromkeys((*site_modules(), *UNREACHABLE_MODULES, *parts, *ICONS))
    return Job(key=_key("site assets"), make=lambda: (*_OWN.files(tuple(named)), _OWN.at_root(worker, "sw.js")))


def _key(what: str) -> str:
    room = digest_of(Path(__file__).resolve().parent, *_OWN.folders) + where("leaflet.js") + where("leaflet.css")
    return hashlib.sha256(f"{what} {settings.OFFLINE} {room}".encode()).hexdigest()

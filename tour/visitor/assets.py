"""This room's style sheets and modules, and which page asks for which."""

import hashlib
from pathlib import Path

from tour.client import Assets, digest_of
from tour.edition import Job

_OWN = Assets.of_room(__file__)
where, inline, with_imports = _OWN.where, _OWN.inline, _OWN.with_imports

# What a stop page asks for after its first paint; what the modules import follows from them.
STYLES = ("stop.css", "claims.css")
MODULES = ("player-bar.js", "read-along.js", "pocket.js")
# What a tour's first page asks for.
TOUR_MODULES: tuple[str, ...] = ("go-on.js",)


def job() -> Job:
    """The external assets of every page, as one job."""
    room = digest_of(Path(__file__).resolve().parent, *_OWN.folders)
    return Job(
        key=hashlib.sha256(f"assets {room}".encode()).hexdigest(),
        make=lambda: tuple(_OWN.files((*STYLES, *MODULES, *TOUR_MODULES))),
    )

"""What comes to a stop page after its first paint: one file a language with templates that modules put in."""

import hashlib

from tour.edition import File, Job, address
from tour.visitor import rendering
from tour.visitor.keys import key


def job(language: str) -> Job:
    """The parts in a language, as a job."""
    return Job(key=key(f"later {language}", language), make=lambda: (file(language),))


def file(language: str) -> File:
    """The parts in a language, named by their content; the same for every stop."""
    body = rendering.render("visitor/later.html", language, {}, styles=()).encode()
    url = address(hashlib.sha256(body).hexdigest(), "html")
    return File(url=url, type=rendering.HTML, body=body, pack="all", policy="default-src 'none'")

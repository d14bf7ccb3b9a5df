"""A tour's first page: what it is, what to mind, and its stops as a line to walk along."""

import json

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from tour import languages
from tour.edition import Edition, File, Job, address
from tour.visitor import assets, rendering, web_app, wording
from tour.visitor.keys import key
from tour.visitor.values import Step, TourPage, tour_page

STYLES = ("ground.css", "page.css", "tour.css")


def job(edition: Edition) -> Job:
    """The edition's first page, as a job."""
    page = tour_page(edition)
    own_key = key(page, page.language)
    return Job(key=own_key, make=lambda: (make(page, own_key),))


def make(page: TourPage, own_key: str) -> File:
    """The page as a file."""
    with translation.override(page.language):
        steps = {step.slug: _step(step, page.language) for step in page.steps}
        context = {
            "page": page,
            "key": own_key,
            "modules": ["../../" + assets.where(name) for name in assets.tour_modules()],
            "app": web_app.links("../../", page.language),
            "keeping": settings.OFFLINE,
            "numbers": json.dumps({str(step.number): step.slug for step in page.steps}),
            "own_name": languages.own_name(page.language),
            "languages": rendering.links(page.languages, page.language, f"../../{{code}}/{page.tour}/"),
            "length": languages.minutes(page.duration_ms, page.language) if page.duration_ms else "",
            "content_notes": wording.notes(page.content_notes),
            "steps": list(steps.values()),
            "routes": [
                {"title": route.title, "summary": route.summary, "steps": [steps[slug] for slug in route.stops]}
                for route in page.routes
            ],
        }
    html = rendering.render("visitor/tour.html", page.language, context, styles=STYLES)
    return rendering.page(f"{page.language}/{page.tour}/", html, styles=STYLES)


def _step(step: Step, language: str) -> dict[str, object]:
    """What the list shows of a stop."""
    length = languages.minutes(step.duration_ms, language) if step.duration_ms else gettext("text only")
    return {
        "slug": step.slug,
        "tracks": " ".join(address(sha256, kind) for sha256, kind in zip(step.tracks, ("webm", "mp3"), strict=False)),
        "number": step.number,
        "title": step.title,
        "words": rendering.spoken_in(step.language, language),
        "facts": wording.facts(step.place, length),
        "warning": wording.ACCESS[step.access] if step.access in ("restricted", "closed") else "",
        "marks": wording.facts(*_marks(step, language)),
    }


def _marks(step: Step, language: str) -> list[str]:
    """Quiet marks: not a place to walk to, whose words these are, a better voice is to come."""
    found = [str(wording.ACCESS["remote"])] if step.access == "remote" else []
    if step.state == "missing":
        found.append(gettext("in %(language)s") % {"language": languages.name_in(step.language, language)})
    if step.state in ("draft", "stale"):
        found.append(gettext("draft translation"))
    if step.stand_in:
        found.append(gettext("stand-in voice"))
    return found

"""What is answered, with 410, at the address or the sign of a stop that a tour has no more: the way to the tour."""

from tour.edition import Edition, File, Job
from tour.visitor import rendering
from tour.visitor.keys import key
from tour.visitor.values import GonePage

STYLES = ("ground.css", "page.css", "tour.css")


def job(edition: Edition) -> Job:
    """The page of a tour in a language."""
    page = GonePage(
        tour=edition.tour, title=edition.title, language=edition.language, languages=tuple(edition.languages)
    )
    return Job(key=key(page, edition.language), make=lambda: (_gone(page),))


def _gone(page: GonePage) -> File:
    # Met below the language and at the sign's short address, so its links begin at the site's root.
    context = {
        "tour": page.tour,
        "title": page.title,
        "languages": rendering.links(page.languages, page.language, f"/{{code}}/{page.tour}/"),
    }
    html = rendering.render("visitor/gone.html", page.language, context, styles=STYLES)
    return rendering.page(f"{page.language}/{page.tour}/410.html", html, styles=STYLES, status=410)

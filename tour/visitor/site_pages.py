"""Pages that belong to no tour: the list of tours, what is not there, what is not in this language."""

from django.utils import translation
from django.utils.translation import ngettext

from tour import languages
from tour.edition import File, Job, Site, SiteTour
from tour.visitor import assets, rendering, web_app, wording
from tour.visitor.keys import key
from tour.visitor.values import LackingPage, NotFoundPage, ToursPage, UnreachablePage

STYLES = ("ground.css", "page.css", "tour.css")


def tours_job(site: Site, language: str) -> Job:
    """The list of tours in a language."""
    page = ToursPage(language=language, languages=site.languages, tours=site.tours)
    return Job(key=key(page, language), make=lambda: (_tours(page),))


def not_found_job(site: Site, language: str) -> Job:
    """What is answered below a language where nothing stands."""
    page = NotFoundPage(language=language, languages=site.languages)
    return Job(key=key(page, language), make=lambda: (_not_found(page),))


def unreachable_job(site: Site, language: str) -> Job:
    """What the service worker shows instead of a page that cannot be reached."""
    page = UnreachablePage(language=language, languages=site.languages)
    return Job(key=key(page, language), make=lambda: (_unreachable(page),))


def lacking_job(tour: SiteTour, language: str) -> Job:
    """What is answered where a tour is not offered in a language: those it has."""
    page = LackingPage(language=language, tour=tour)
    return Job(key=key(page, language), make=lambda: (_lacking(page),))


def _tours(page: ToursPage) -> File:
    with translation.override(page.language):
        context = {
            "languages": rendering.links(page.languages, page.language, "../{code}/"),
            "tours": [_tour(tour, page.language) for tour in page.tours],
            "app": web_app.links("../", page.language),
            "modules": ["../" + assets.where(name) for name in assets.site_modules()],
        }
    html = rendering.render("visitor/tours.html", page.language, context, styles=STYLES)
    return rendering.page(f"{page.language}/", html, styles=STYLES)


def _tour(tour: SiteTour, language: str) -> dict[str, object]:
    """What the list shows of a tour: with a link where it has the language, else with those it has."""
    shown, title, summary = _words(tour, language)
    length = languages.minutes(tour.duration_ms, language) if tour.duration_ms else ""
    stops = ngettext("%(count)s stop", "%(count)s stops", tour.stops) % {"count": tour.stops}
    return {
        "title": title,
        "summary": summary,
        "lent": rendering.lent(
            (name for code, name in tour.in_source if code == language), tour.source_language, language
        ),
        "href": f"{tour.slug}/" if shown == language else "",
        "words": rendering.spoken_in(shown, language),
        "languages": _offered(tour, language, "../{code}/"),
        "facts": wording.facts(stops, length),
    }


def _not_found(page: NotFoundPage) -> File:
    # Met at any depth below the language, so its links alone begin at the site's root.
    context = {"languages": rendering.links(page.languages, page.language, "/{code}/")}
    html = rendering.render("visitor/not_found.html", page.language, context, styles=STYLES)
    return rendering.page(f"{page.language}/404.html", html, styles=STYLES, status=404, pack="all")


def _unreachable(page: UnreachablePage) -> File:
    context = {
        "app": web_app.links("../", page.language),
        "modules": ["../" + assets.where(name) for name in assets.UNREACHABLE_MODULES],
    }
    html = rendering.render("visitor/unreachable.html", page.language, context, styles=STYLES)
    return rendering.page(f"{page.language}/unreachable.html", html, styles=STYLES)


def _lacking(page: LackingPage) -> File:
    shown, title, _ = _words(page.tour, page.language)
    context = {
        "title": title,
        "words": rendering.spoken_in(shown, page.language),
        "languages": _offered(page.tour, page.language, "../../{code}/"),
    }
    html = rendering.render("visitor/lacking.html", page.language, context, styles=STYLES)
    return rendering.page(f"{page.language}/{page.tour.slug}/", html, styles=STYLES, status=404)


def _words(tour: SiteTour, language: str) -> tuple[str, str, str]:
    """(language, title, summary) in the language wanted, else in the tour's first."""
    return next((words for words in tour.words if words[0] == language), tour.words[0])


def _offered(tour: SiteTour, language: str, root: str) -> list[dict[str, object]]:
    return rendering.links([code for code, _, _ in tour.words], language, f"{root}{tour.slug}/")

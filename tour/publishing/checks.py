"""What stops a tour from being published: whatever would leave visitors with an empty or broken page."""

from collections.abc import Mapping, Sequence, Set

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tour import languages
from tour.edition import Edition
from tour.publishing.making import Made

# Addresses that the program answers itself; a page may lead there without a file.
_ANSWERED = ("admin/", "feedback/", "kiosk/")
# A broken template would name every page: the first few say enough.
_MOST = 20


def lacking_words(slug: str, editions: Sequence[Edition]) -> list[str]:
    """What must be written before the tour can be published; empty where nothing is lacking."""
    if not editions:
        return [_("The tour “%(tour)s” has no language yet: choose at least one.") % {"tour": slug}]
    first = editions[0]
    if not first.stops:
        return [_("The tour “%(tour)s” has no stops yet: add one and write its words.") % {"tour": slug}]
    reader = get_language() or "en"
    source = languages.name_in(first.source_language, reader)
    found = [
        _("The tour is offered in %(language)s, which this site is not: take it out of the tour or enable it.")
        % {"language": languages.name_in(edition.language, reader)}
        for edition in editions
        if edition.language not in languages.enabled()
    ]
    if first.source_language not in first.languages:
        found.append(_("The tour's source language is not among its languages."))
    if not all(edition.title for edition in editions):
        found.append(_("The tour has no title in %(language)s yet: write one.") % {"language": source})
    lacking = {
        (stop.number, stop.slug)
        for edition in editions
        for stop in edition.stops
        if not stop.title or not any(stop.paragraphs)
    }
    for number, stop_slug in sorted(lacking):
        found.append(
            _("Stop %(number)s (%(stop)s) has no words in %(language)s yet: write its title and text, or retire it.")
            % {"number": number, "stop": stop_slug, "language": source}
        )
    return found


def contradictions(made: Sequence[Made]) -> list[str]:
    """Addresses that two jobs answered with different files."""
    seen: dict[str, str] = {}
    found = [
        _("Two different files were made for the address %(url)s.") % {"url": one.url}
        for one in made
        if seen.setdefault(one.url, one.sha256) != one.sha256
    ]
    return list(dict.fromkeys(found))


def broken_links(pages: Mapping[str, Sequence[str]], there: Set[str], numbers: Set[str]) -> list[str]:
    """Links of pages (address -> where it leads) that lead to nothing `there` is.

    `numbers` are the short addresses (`<tour>/<number>`). A page below which any address may stand
    (the 404 and 410 pages) has to link from the root; others must not, so that they work under any path.
    """
    found = []
    for url, targets in pages.items():
        anywhere = url.endswith(("404.html", "410.html"))
        for target in targets:
            path = target.lstrip("/") if anywhere else target
            if not _leads(path, there, numbers):
                found.append(_("%(page)s links to %(target)s, which is not there.") % {"page": url, "target": target})
    return found[:_MOST]


def _leads(path: str, there: Set[str], numbers: Set[str]) -> bool:
    return path in there or path == "" or path.rstrip("/") in numbers or path.startswith(_ANSWERED)

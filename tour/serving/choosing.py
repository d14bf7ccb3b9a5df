"""Addresses that lead on: the choice of a language, the short addresses on signs, a forgotten slash."""

from tour import languages
from tour.publishing import Manifest
from tour.serving.formerly import renamed_to
from tour.serving.gateway import Environ, StartResponse, redirect
from tour.serving.table import Table

_BY_LANGUAGE = "Accept-Language"


def chosen(environ: Environ, of: Manifest) -> str:
    """The language of a release that the reader wants most, its own default where none fits."""
    return languages.choose(environ.get("HTTP_ACCEPT_LANGUAGE", ""), of.languages, of.default)


def lead_on(table: Table, environ: Environ, start: StartResponse, path: str) -> list[bytes] | None:
    """Redirect where the address leads on; None where it does not."""
    if path == "/" and table.site:
        return redirect(start, f"{chosen(environ, table.site)}/", vary=_BY_LANGUAGE)
    if table.answer(path + "/"):
        # Relative, and of known addresses only: it can lead to no other host.
        return redirect(start, f"{path.rpartition('/')[2]}/", status=301)
    if renamed := renamed_to(table, path):
        # Asked about again: a stop that gets its old slug back would else go round in a phone's circle.
        return redirect(start, renamed, status=301, caching="no-cache")
    target = _short(table, environ, path)
    return redirect(start, target, vary=_BY_LANGUAGE) if target else None


def _short(table: Table, environ: Environ, path: str) -> str:
    """Where `/<tour>/` and `/<tour>/<number>` lead, with or without the last slash; "" for anything else."""
    slug, _, rest = path[1:].partition("/")
    manifest = table.tours.get(slug)
    if manifest is None:
        return ""
    up = "../" * (path.count("/") - 1)
    tour = f"{up}{chosen(environ, manifest)}/{slug}/"
    number = rest.removesuffix("/")
    if not number:
        return tour
    stop = manifest.numbers.get(number)
    return f"{tour}{stop}/" if stop else ""

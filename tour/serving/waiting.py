"""The page that stands before the first release; it looks again by itself."""

from html import escape

from django.apps import apps
from django.utils import translation
from django.utils.translation import gettext as _

from tour import languages
from tour.serving.gateway import Environ, StartResponse, plain

_LOOK_AGAIN_S = 5


def waiting(environ: Environ, start: StartResponse) -> list[bytes]:
    """Answer 200 with a plain page in the reader's language."""
    if not apps.ready:
        # The catalogues are Django's; no other page needs it here.
        import django

        django.setup()
    offered = languages.enabled()
    language = languages.choose(environ.get("HTTP_ACCEPT_LANGUAGE", ""), offered, offered[0])
    with translation.override(language):
        words = escape(_("The first release is being made. This page looks again by itself."))
    page = (
        f'<!doctype html>\n<html lang="{languages.tag(language)}" dir="{languages.direction(language)}"><head>'
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Wayside</title></head>'
        f"<body><p>{words}</p></body></html>\n"
    )
    return plain(
        start,
        200,
        page,
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Vary", "Accept-Language"),
        ("Refresh", str(_LOOK_AGAIN_S)),
        ("Content-Security-Policy", "default-src 'none'"),
    )

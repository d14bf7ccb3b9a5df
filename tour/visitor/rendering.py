"""Templates to finished pages: language, white space, links to the root, Content-Security-Policy."""

import re
from collections.abc import Iterable, Mapping

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tour import languages
from tour.client import allowed
from tour.edition import File, For
from tour.visitor import assets

HTML = "text/html; charset=utf-8"
# Without blanks: it travels uncompressed, in the first window. Workers fall back to script-src.
_POLICY = (
    "default-src 'none';script-src 'self'{scripts};style-src 'self'{styles};img-src 'self' data:{images};"
    "media-src 'self' blob:;connect-src 'self';{more}form-action 'self';"
    "base-uri 'none';frame-ancestors 'self'"
)
_INDENTATION = re.compile(r"\s*\n\s*")


def render(
    template: str, language: str, context: Mapping[str, object], *, styles: Iterable[str], script: str = ""
) -> str:
    """The page in a language, with the named style sheets and script of this room inside it.

    White space around line breaks becomes one line break: to a browser it is the same, on the wire less.
    """
    with translation.override(language):
        text = render_to_string(
            template,
            {
                **context,
                "language": language,
                "tag": languages.tag(language),
                "direction": languages.direction(language),
                "style": mark_safe("".join(map(assets.inline, styles))),  # noqa: S308 - our own files
                "starter": mark_safe(assets.inline(script)) if script else "",  # noqa: S308
            },
        )
    return _INDENTATION.sub("\n", text.strip()) + "\n"


def policy(*, styles: Iterable[str], script: str = "", more: str = "", images: str = "") -> str:
    """The policy of a page that `render` made with the same styles and script.

    `more` are directives with their `;`, `images` is one more origin.
    """
    style = allowed("".join(map(assets.inline, styles)))
    scripts = f" {allowed(assets.inline(script))}" if script else ""
    return _POLICY.format(styles=f" {style}", scripts=scripts, more=more, images=f" {images}" if images else "")


def page(
    url: str, body: str, *, styles: Iterable[str], status: int = 200, pack: For | None = None, images: str = ""
) -> File:
    """A page without script inside as a file of the release; in every pack, unless it tells what is not there."""
    return File(
        url=url,
        type=HTML,
        body=body.encode(),
        status=status,
        pack=("all" if status == 200 else "") if pack is None else pack,
        policy=policy(styles=styles, more="manifest-src 'self';", images=images),
    )


def links(codes: Iterable[str], current: str, pattern: str) -> list[dict[str, object]]:
    """The languages by their own names: `href` is the pattern with `{code}` filled in."""
    return [
        {
            "code": code,
            "tag": languages.tag(code),
            "direction": languages.direction(code),
            "name": languages.own_name(code),
            "href": pattern.format(code=code),
            "current": code == current,
        }
        for code in codes
    ]


def spoken_in(shown: str, page_language: str) -> dict[str, str]:
    """`tag` and `direction` for a block whose language is not the page's; both empty where it is."""
    if shown == page_language:
        return {"tag": "", "direction": ""}
    return {"tag": languages.tag(shown), "direction": languages.direction(shown)}


def lent(in_source: Iterable[str], source: str, page_language: str) -> dict[str, SafeString]:
    """The attributes of elements with words, by their names, that stand in the source language on this page."""
    named = tuple(in_source)
    if not named:
        return {}
    words = spoken_in(source, page_language)
    return dict.fromkeys(named, format_html(' lang="{}" dir="{}"', words["tag"], words["direction"]))

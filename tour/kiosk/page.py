"""`/kiosk/<slug>/`: one page with the words of all its languages, and the QR codes of its stops beside it."""

import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from tour import client, languages
from tour.client import Assets
from tour.edition import File, Job, KioskProfile, Picture, Site, SiteTour, address
from tour.kiosk import wording

ASSETS = Assets.of_room(__file__)
STYLES = ("kiosk.css",)
MODULES = ("kiosk.js",)
_ROOT = "../../"
_HTML = "text/html; charset=utf-8"
_POLICY = (
    "default-src 'none';script-src 'self';style-src 'self'{style};img-src 'self' data:;media-src 'self' blob:;"
    "connect-src 'self';form-action 'none';base-uri 'none';frame-ancestors 'self'"
)
_INDENTATION = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskPage:
    """All that one kiosk's page is made from; `tours` are those of its own that visitors have, in its order."""

    profile: KioskProfile
    tours: tuple[SiteTour, ...]
    address: str
    language: str


def job(site: Site, profile: KioskProfile) -> Job:
    """The page, its pictures, its QR codes and its assets, as one job."""
    published = {tour.slug: tour for tour in site.tours}
    page = KioskPage(
        profile=profile,
        tours=tuple(published[slug] for slug in profile.tours if slug in published),
        address=settings.ADDRESS,
        language=settings.LANGUAGE_CODE,
    )
    # Every language's catalogue is in the page.
    keys = [client.key(page, code, __file__) for code in (*profile.languages, page.language)]
    key = hashlib.sha256(" ".join(keys).encode()).hexdigest()
    return Job(key=key, make=lambda: tuple(_files(page, key)))


def _files(page: KioskPage, key: str) -> Iterator[File]:
    base = f"kiosk/{page.profile.slug}/"
    html = _INDENTATION.sub("\n", render_to_string("kiosk/kiosk.html", _context(page, key)).strip()) + "\n"
    policy = _POLICY.format(style=f" {client.allowed(ASSETS.inline('ground.css'))}")
    yield File(url=base, type=_HTML, body=html.encode(), pack="all", policy=policy)
    yield from ASSETS.files((*STYLES, *MODULES))
    for picture in page.profile.pictures:
        yield File(url=_address(picture), type=_type(picture), path=picture.path, pack="all")
    if page.address:
        body = json.dumps(_codes(page), separators=(",", ":")).encode()
        yield File(url=f"{base}qr.json", type="application/json", body=body, pack="all")


def _context(page: KioskPage, key: str) -> dict[str, object]:
    profile = page.profile
    with translation.override(page.language):
        staff = wording.staff_words()
    return {
        "profile": profile,
        "key": key[:16],
        "qr": bool(page.address),
        "ground": ASSETS.inline("ground.css"),
        "styles": [_ROOT + ASSETS.where(name) for name in STYLES],
        "modules": [_ROOT + ASSETS.where(name) for name in MODULES],
        "tag": languages.tag(page.language),
        "direction": languages.direction(page.language),
        "staff": staff,
        "tours": [
            {"slug": tour.slug, "languages": " ".join(code for code, _, _ in tour.words)} for tour in page.tours
        ],
        "languages": [_language(code) for code in _offered(page)],
        "attract": [
            {"code": code, "tag": languages.tag(said), "direction": languages.direction(said), "text": text}
            for code, said, text in profile.attract
        ],
        "pictures": [{"src": _ROOT + _address(one), "picture": one} for one in profile.pictures],
        "pictures_tag": languages.tag(profile.source_language),
        "pictures_direction": languages.direction(profile.source_language),
        "digits": [*range(1, 10)],
    }


def _offered(page: KioskPage) -> list[str]:
    """The kiosk's languages in which one of its tours can be heard."""
    there = {code for tour in page.tours for code, _, _ in tour.words}
    return [code for code in page.profile.languages if code in there]


def _language(code: str) -> dict[str, object]:
    with translation.override(code):
        return {
            "code": code,
            "tag": languages.tag(code),
            "direction": languages.direction(code),
            "name": languages.own_name(code),
            "words": wording.words(),
        }


def _codes(page: KioskPage) -> dict[str, dict[str, object]]:
    """`<tour>/<number>` -> the QR code of its short address: `size` in modules, `path` as SVG draws it."""
    return {
        f"{tour.slug}/{number}": _code(f"{page.address}/{tour.slug}/{number}")
        for tour in page.tours
        for number in tour.numbers
    }


def _code(text: str) -> dict[str, object]:
    made, out = segno.make(text, error="m", micro=False), io.BytesIO()
    made.save(out, kind="svg", border=0, xmldecl=False, svgns=False)
    path = re.search(r' d="([^"]+)"', out.getvalue().decode())
    assert path  # noqa: S101  segno draws one path
    return {"size": made.symbol_size(border=0)[0], "path": path[1]}


def _address(picture: Picture) -> str:
    stem, _, extension = picture.path.rpartition("/")[2].rpartition(".")
    return address(stem, extension)


def _type(picture: Picture) -> str:
    extension = picture.path.rpartition(".")[2]
    return f"image/{ {'jpg': 'jpeg', 'svg': 'svg+xml'}.get(extension, extension) }"

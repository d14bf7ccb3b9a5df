"""The site as an app on a home screen: one web manifest a language, and what pages say of it."""

import json

from tour import languages
from tour.edition import File, Job, Site
from tour.visitor import assets
from tour.visitor.keys import key
from tour.visitor.values import WebApp

NAME = "Wayside"
# The ground's paper and ruby, light: a splash screen comes before any style sheet.
_PAPER, _RUBY = "#fbf8f2", "#8a1030"
_SIZES = {
    "icon.svg": ("any", "any"),
    "icon-192.png": ("192x192", "any"),
    "icon-512.png": ("512x512", "any"),
    "icon-maskable.png": ("512x512", "maskable"),
}


def job(site: Site, language: str) -> Job:
    """The web manifest in a language, as a job."""
    titles = [title for tour in site.tours for code, title, _ in tour.words if code == language]
    app = WebApp(language=language, title=titles[0] if len(titles) == 1 else "")
    return Job(key=key(app, language), make=lambda: (_manifest(app),))


def links(root: str, language: str) -> dict[str, str]:
    """What a page `root` away from the site's root says of the app in its head."""
    return {
        "manifest": f"{root}{language}/manifest.webmanifest",
        "icon": root + assets.where("icon.svg"),
        "apple": root + assets.where("icon-apple.png"),
        "name": NAME,
        "colour": _RUBY,
    }


def _manifest(app: WebApp) -> File:
    """Addresses in it count from its own, so that the app works under any path."""
    value = {
        "name": app.title or NAME,
        "short_name": NAME,
        "lang": languages.tag(app.language),
        "dir": languages.direction(app.language),
        "start_url": "./",
        "scope": "../",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _RUBY,
        "icons": [
            {
                "src": "../" + assets.where(name),
                "sizes": sizes,
                "type": "image/svg+xml" if name.endswith("svg") else "image/png",
                "purpose": purpose,
            }
            for name, (sizes, purpose) in _SIZES.items()
        ],
    }
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return File(url=f"{app.language}/manifest.webmanifest", type="application/manifest+json", body=body, pack="all")

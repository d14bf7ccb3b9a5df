"""Every kind of page there is, in one folder: what each check of all pages walks over."""

from dataclasses import replace
from pathlib import Path

from tests.visitor import editions
from tests.visitor.serving import write
from tour import visitor
from tour.edition import Edition, Sound, SourceRef

# Below /<language>/; the list of tours is the empty one.
KINDS = ("", "404.html", "unreachable.html", "pailin/", "pailin/410.html", "lacking/", "pailin/sound/",
         "pailin/silent/", "pailin/missing/", "pailin/sourced/", "pailin/sourced/sources/")  # fmt: skip


def build(folder: Path, media: Path, sound: Sound, languages: tuple[str, ...] = editions.LANGUAGES) -> None:
    """Write the site's pages and those of the tour in each language."""
    for language in languages:
        write(visitor.jobs(_edition(language, sound)), folder, media)
    site = editions.site()
    tours = (
        replace(site.tours[0], words=tuple((code, f"Pailin ({code})", "Three stops.") for code in editions.LANGUAGES)),
        replace(site.tours[0], slug="lacking", words=(("fr", "La bataille", "Trois haltes."),)),
    )
    write(visitor.site_jobs(replace(site, languages=editions.LANGUAGES, tours=tours)), folder, media)


def _edition(language: str, sound: Sound) -> Edition:
    """Stops with sound (a draft in every language but the source's), without, untranslated, much sourced."""
    missing = editions.stop("missing", 3, "en", state="missing", silence="no-voice", access="closed", quiet_end=True)
    sourced = editions.stop("sourced", 4, language, access="open", headphones_only=True, access_checked_on="")
    many = tuple(
        SourceRef(key=f"s{n}", title=f"{n * 7919**9}", date="1989", url=f"https://example.org/{n * 104729**7}")
        for n in range(1, 60)
    )
    stops = (
        editions.stop("sound", 1, language),
        editions.stop("silent", 2, language, silence="no-voice", state="stale", access="restricted"),
        missing,
        replace(
            sourced,
            claims=(replace(sourced.claims[0], sources=many[:30]), replace(sourced.claims[1], sources=many[30:])),
        ),
    )
    spoken = editions.spoken(editions.edition(language, stops), replace(sound, stand_in=True))
    heard = {"sound", "sourced"}
    return replace(
        spoken, routes=(), stops=tuple(a if a.slug in heard else b for a, b in zip(spoken.stops, stops, strict=True))
    )

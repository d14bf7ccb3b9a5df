"""A stop's page with all that it needs: cues, tracks, pictures, locator."""

import hashlib
from pathlib import PurePosixPath

from django.utils import translation
from django.utils.translation import gettext

from tour import languages
from tour.edition import Claim, Edition, File, Job, Picture, Sound, Stop, address
from tour.visitor import assets, cues, labels, later, locator, opening, rendering, wording
from tour.visitor.keys import key
from tour.visitor.values import Neighbour, Piece, StopPage, stop_page

STYLES = ("ground.css", "page.css", "reading.css")
SCRIPT = "first-sound.js"
_ROOT = "../../../"
_SOURCES = "sources/"
_PICTURE_TYPES = {"avif": "image/avif", "webp": "image/webp", "png": "image/png", "svg": "image/svg+xml"}
# Scripts that put no space between two sentences.
_UNSPACED = frozenset({"zh-hans", "zh-hant", "ja"})


def job(edition: Edition, index: int) -> Job:
    """The edition's stop at `index`, as a job."""
    page = stop_page(edition, index)
    own_key = key(page, page.language)
    return Job(key=own_key, make=lambda: make(page, own_key))


def make(page: StopPage, own_key: str) -> tuple[File, ...]:
    """The page and the files it names (shared assets aside).

    Where the claims leave no room for two seconds of sound, they get a page of their own.
    """
    with translation.override(page.language):
        drawing = locator.draw(page)
    sound_files = _sound_files(page.stop, page.stop.sound) if page.stop.sound else ()
    context = _context(page, own_key) | _figures(page, drawing) | _sound_links(sound_files)
    html = _html(page, context)
    squeezed = opening.compressed(html)
    sources: tuple[File, ...] = ()
    if page.stop.claims and opening.overfull(squeezed, page.stop.sound):
        html = _html(page, context | {"claims": [], "sources_page": _SOURCES})
        squeezed = opening.compressed(html)
        sources = (_sources(page, context),)
    if page.stop.sound:
        html, squeezed = opening.carry(html, squeezed, page.stop.sound)
    first = _page(page, html, squeezed)
    pictures = tuple(_picture_file(picture) for picture in page.stop.pictures)
    return (first, *sources, *sound_files, *pictures, *((drawing.file,) if drawing else ()))


def _html(page: StopPage, context: dict[str, object]) -> str:
    return rendering.render("visitor/stop.html", page.language, context, styles=STYLES, script=SCRIPT)


def _page(page: StopPage, html: str, squeezed: bytes) -> File:
    """The stop's own page, as text and compressed."""
    policy = rendering.policy(styles=STYLES, script=SCRIPT)
    return File(
        url=_address(page), type=rendering.HTML, body=html.encode(), pack="all", policy=policy, brotli=squeezed
    )


def _sources(page: StopPage, context: dict[str, object]) -> File:
    """The claims and their sources as a page below the stop's."""
    styles = ("ground.css", "page.css", "claims.css")
    html = rendering.render("visitor/sources.html", page.language, context, styles=styles)
    return rendering.page(f"{_address(page)}{_SOURCES}", html, styles=styles)


def _address(page: StopPage) -> str:
    return f"{page.language}/{page.tour}/{page.stop.slug}/"


def _context(page: StopPage, own_key: str) -> dict[str, object]:
    """All that the template shows, except what names other files."""
    stop, language = page.stop, page.language
    lent = rendering.lent(stop.in_source, page.source, language)
    with translation.override(language):
        return {
            "page": page,
            "stop": stop,
            "key": own_key,
            "languages": rendering.links(page.languages, language, f"{_ROOT}{{code}}/{page.tour}/{stop.slug}/"),
            "own_name": languages.own_name(language),
            "shown_name": languages.name_in(stop.language, language),
            "words": rendering.spoken_in(stop.language, language),
            "previous_words": _words(page.previous, language),
            "next_words": _words(page.next, language),
            "facts": _facts(stop, language, lent.get("place", "")),
            "lent": lent,
            # Of a stop that stands whole in the source this is said once, above.
            "foreign": wording.untranslated(page.source, language)
            if "safety" in lent and stop.language == language
            else "",
            "access": wording.ACCESS.get(stop.access, stop.access),
            "checked_on": wording.day(stop.access_checked_on, language),
            "content_notes": languages.notes(stop.content_notes),
            "deeper": [_piece(piece, language) for piece in page.deeper],
            "labels": _labels(stop),
            "paragraphs": cues.timed(stop),
            "sentence_count": sum(map(len, stop.paragraphs)),
            "gap": "" if stop.language in _UNSPACED else " ",
            "claims": [_claim(claim, language) for claim in stop.claims],
            "later": _ROOT + later.file(language).url,
            "sheets": [_ROOT + assets.where(name) for name in assets.STYLES],
            "modules": [_ROOT + assets.where(name) for name in assets.stop_modules()],
            "length": languages.clock(stop.sound.duration_ms) if stop.sound else "",
            "duration": cues.seconds(stop.sound.duration_ms) if stop.sound else "",
            "track_tag": languages.tag(stop.language),
            "track_name": languages.own_name(stop.language),
        }


def _facts(stop: Stop, language: str, lent: str) -> str:
    """Place, dates and length, as far as they are known; `lent` says which language the place is in."""
    dates = wording.span(stop.date_from, stop.date_to, language)
    length = languages.minutes(stop.sound.duration_ms, language) if stop.sound else ""
    return wording.facts(wording.place(stop.place, lent), dates, length)


def _labels(stop: Stop) -> list[str]:
    """What a visitor should know of these words and this voice."""
    found = []
    if stop.state == "draft":
        found.append(gettext("This translation is a draft: no native speaker has read it yet."))
    if stop.state == "stale":
        found.append(gettext("The original has changed since this was translated. Details may differ."))
    if stop.sound:
        found += _voice_labels(stop.sound)
    else:
        found.append(str(wording.SILENCE.get(stop.silence, wording.SILENCE["waiting"])))
    return found


def _voice_labels(sound: Sound) -> list[str]:
    if sound.recorded:
        return [gettext("Read by a person.")]
    found = [gettext("Synthetic voice: %(voice)s.") % {"voice": wording.voice(sound.voice)}]
    if sound.stand_in:
        found.append(gettext("It stands in until a better one has spoken."))
    return [" ".join(found)]


def _words(neighbour: Neighbour | None, language: str) -> dict[str, str]:
    return rendering.spoken_in(neighbour.language, language) if neighbour else {}


def _piece(piece: Piece, language: str) -> dict[str, object]:
    return {
        "slug": piece.slug,
        "number": piece.number,
        "title": piece.title,
        "words": rendering.spoken_in(piece.language, language),
        "label": wording.deeper(piece.duration_ms, language),
    }


def _claim(claim: Claim, language: str) -> dict[str, object]:
    return {
        "status": claim.status,
        "label": wording.CLAIM_STATUS.get(claim.status, claim.status),
        "text": claim.text,
        "words": rendering.spoken_in(claim.language, language),
        "sources": [
            {"title": source.title, "url": source.url, "date": _source_date(source.date, language)}
            for source in claim.sources
        ],
    }


def _source_date(text: str, language: str) -> str:
    """The date of a publication; `n.d.` (no date) is left out."""
    return "" if text == "n.d." else wording.day(text, language)


def _sound_files(stop: Stop, sound: Sound) -> tuple[File, File, File]:
    """Opus, MP3 and cues."""
    captions = cues.webvtt(stop, sound).encode()
    return (
        File(url=address(sound.opus.sha256, "webm"), type="audio/webm", path=sound.opus.path, pack="opus"),
        File(url=address(sound.mp3.sha256, "mp3"), type="audio/mpeg", path=sound.mp3.path, pack="mp3"),
        File(
            url=address(hashlib.sha256(captions).hexdigest(), "vtt"),
            type="text/vtt; charset=utf-8",
            body=captions,
            pack="all",
        ),
    )


def _sound_links(files: tuple[File, ...]) -> dict[str, str]:
    return {name: _ROOT + file.url for name, file in zip(("opus", "mp3", "cues"), files, strict=False)}


def _picture_file(picture: Picture) -> File:
    """A picture as it lies in the media folder, where its name is its SHA-256."""
    path = PurePosixPath(picture.path)
    extension = path.suffix.lstrip(".").lower()
    type_ = _PICTURE_TYPES.get(extension, "image/jpeg")
    return File(url=address(path.stem, extension), type=type_, path=picture.path, pack="all")


def _figures(page: StopPage, drawing: locator.Drawing | None) -> dict[str, object]:
    """The stop's pictures, and where it is."""
    figures: list[dict[str, object]] = [
        {
            "src": _ROOT + _picture_file(picture).url,
            "alt": picture.alt,
            "lent": rendering.lent(picture.in_source, page.source, page.language).get("alt", ""),
            "caption": ", ".join(part for part in (picture.credit, picture.licence) if part),
            "width": picture.width,
            "height": picture.height,
        }
        for picture in page.stop.pictures
    ]
    if drawing:
        size: dict[str, object] = {"width": labels.WIDTH, "height": labels.HEIGHT}
        figures.append(size | {"src": _ROOT + drawing.file.url, "alt": drawing.alt, "caption": drawing.caption})
    return {"figures": figures}

"""`<lang>/<tour>/tour.json`: all of an edition, for programs that show it their own way."""

import json
from typing import Any

from tour.edition import Claim, Edition, Picture, Route, Sound, SoundFile, Stop, address

SCHEMA = "wayside-tour/1"
# From the feed's own address to the site's root.
_ROOT = "../../"


def tour_json(edition: Edition) -> bytes:
    """The edition as JSON. Keys are only ever added; `schema` changes where one changes its meaning.

    Top: `schema`; `tour` (slug); `language`; `source_language`; `languages` (all the tour is
    offered in); `title`, `summary`; `about`, `advisory`, `credits` (lists of paragraphs; an
    advisory is to be shown before any directions); `page`, `geojson`, `gpx` (addresses);
    `duration_ms` (of the walk); `routes` (`slug`, `title`, `summary`, `stops`: slugs in walking order); `stops`
    in story order; `in_source` (those of the words above that are in the source language, because this one has none).

    Stop: `slug`; `number` (on its sign); `deeper_of` (the slug of the stop that it is a deeper
    piece of: to be offered there, left out of the walk and of counts; else ""); `title`; `place`;
    `language` (of its words: the source's where `state` is "missing"); `state` (source, reviewed,
    draft, stale, missing: to be shown); `kind`; `coordinates` ({`lat`, `lng`, `precision_m`} in
    degrees and metres, or null); `access` (open, open-unverified, restricted, closed, remote:
    nobody is to be led to the last two) and
    `access_checked_on` (ISO day or ""); `safety`; `content_notes` (codes, to be shown before
    play); `preface` (what a voice says of them before the text, or ""); `headphones_only`;
    `dates` ({`from`, `to`}: ISO year, month or day, or ""); `page`;
    `minutes` (whole, or null without sound); `paragraphs` (lists of sentences); `track` or null;
    `pictures` (`src`, `width`, `height`, `alt`, `credit`, `licence`); `claims` (`key`, `status`,
    `text`, `language`, `sources`: `key`, `title`, `date`, `url`). Stops (`place`, `safety`), routes (`title`,
    `summary`) and pictures (`alt`) have `in_source` too.

    Track: `voice`, `recorded` (by a person), `duration_ms`, `cues_ms` ([start, end] of each
    sentence in reading order), `preface_ms` ([start, end] of the preface, or null), `files`:
    [{`src`, `type`, `bytes`, `sha256`}], Opus before MP3.

    Addresses are relative to that of this file. One with the hash of its content never changes.
    """
    return json.dumps(_tour(edition), ensure_ascii=False, separators=(",", ":")).encode()


def _tour(edition: Edition) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "tour": edition.tour,
        "language": edition.language,
        "source_language": edition.source_language,
        "languages": edition.languages,
        "title": edition.title,
        "summary": edition.summary,
        "about": edition.about,
        "advisory": edition.advisory,
        "credits": edition.credits,
        "page": "./",
        "geojson": "tour.geojson",
        "gpx": "tour.gpx",
        "duration_ms": sum(stop.sound.duration_ms for stop in edition.walk if stop.sound),
        "routes": [_route(route) for route in edition.routes],
        "stops": [_stop(stop) for stop in edition.stops],
        "in_source": edition.in_source,
    }


def _route(route: Route) -> dict[str, Any]:
    return {
        "slug": route.slug,
        "title": route.title,
        "summary": route.summary,
        "stops": route.stops,
        "in_source": route.in_source,
    }


def _stop(stop: Stop) -> dict[str, Any]:
    return {
        "slug": stop.slug,
        "number": stop.number,
        "deeper_of": stop.deeper_of,
        "title": stop.title,
        "place": stop.place,
        "language": stop.language,
        "state": stop.state,
        "kind": stop.kind,
        "coordinates": _coordinates(stop),
        "access": stop.access,
        "access_checked_on": stop.access_checked_on,
        "safety": stop.safety,
        "content_notes": stop.content_notes,
        "headphones_only": stop.headphones_only,
        "dates": {"from": stop.date_from, "to": stop.date_to},
        "page": f"{stop.slug}/",
        "minutes": max(1, round(stop.sound.duration_ms / 60_000)) if stop.sound else None,
        "paragraphs": [[sentence.written for sentence in paragraph] for paragraph in stop.paragraphs],
        "preface": stop.preface.written if stop.preface else "",
        "track": _track(stop.sound) if stop.sound else None,
        "pictures": [_picture(picture) for picture in stop.pictures],
        "claims": [_claim(claim) for claim in stop.claims],
        "in_source": stop.in_source,
    }


def _coordinates(stop: Stop) -> dict[str, Any] | None:
    if stop.lat is None or stop.lng is None:
        return None
    return {"lat": stop.lat, "lng": stop.lng, "precision_m": stop.precision_m}


def _track(sound: Sound) -> dict[str, Any]:
    return {
        "voice": sound.voice,
        "recorded": sound.recorded,
        "duration_ms": sound.duration_ms,
        "cues_ms": sound.cues,
        "preface_ms": sound.preface,
        "files": [_file(sound.opus, "webm", "audio/webm"), _file(sound.mp3, "mp3", "audio/mpeg")],
    }


def _file(file: SoundFile, extension: str, kind: str) -> dict[str, Any]:
    src = _ROOT + address(file.sha256, extension)
    return {"src": src, "type": kind, "bytes": file.size_bytes, "sha256": file.sha256}


def _picture(picture: Picture) -> dict[str, Any]:
    # The media folder names a picture by its hash, and so do the visitors' pages.
    stem, _, extension = picture.path.rpartition("/")[2].rpartition(".")
    return {
        "src": _ROOT + address(stem, extension),
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "credit": picture.credit,
        "licence": picture.licence,
        "in_source": picture.in_source,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "key": claim.key,
        "status": claim.status,
        "text": claim.text,
        "language": claim.language,
        "sources": [
            {"key": source.key, "title": source.title, "date": source.date, "url": source.url}
            for source in claim.sources
        ],
    }

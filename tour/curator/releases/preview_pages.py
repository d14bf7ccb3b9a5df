"""What makes each page of a preview: the very jobs of a release, for one language, when they are asked for."""

import hashlib
import re
from collections.abc import Iterator, Mapping

from tour import edition, feeds, kiosk, publishing, visitor
from tour.edition import Edition, File, Job, KioskProfile, Picture, Site, SoundFile

_OF_KIOSK = re.compile(r"kiosk/([a-z-]+)/")
_OF_TOUR = re.compile(r"([a-z-]+)/([a-z0-9-]+)/(.*)")
_FEEDS = ("tour.json", "tour.geojson", "tour.gpx")


def language_of(slug: str, path: str) -> str:
    """The language of what may stand at `path` of the preview of a tour; "" where nothing can."""
    if found := _OF_KIOSK.fullmatch(path):
        return found[1]
    found = _OF_TOUR.fullmatch(path)
    return found[1] if found and found[2] == slug else ""


def told(slug: str, language: str) -> Edition:
    """The words as they stand in the tables now, with the sound there is for exactly them."""
    return edition.with_sound(edition.pin_language(slug, language))


def jobs(slug: str, path: str) -> Iterator[Job]:
    """The jobs that make what stands at `path`, which has a language; none where nothing does."""
    now = told(slug, language_of(slug, path))
    below = path.removeprefix(f"{now.language}/{slug}/")
    if _OF_KIOSK.fullmatch(path):
        yield from _kiosk_jobs(now)
    elif below in _FEEDS:
        yield from feeds.jobs(now)
        yield _media(now)
    else:
        yield from visitor.page_jobs(now, below)


def stand_ins() -> Mapping[str, bytes]:
    """What answers in place of modules that would keep, count or tell something; by content address."""
    return {**visitor.stand_ins(), **kiosk.stand_ins()}


def _kiosk_jobs(now: Edition) -> Iterator[Job]:
    """A kiosk that tells this tour alone, in one language, set up as a new one is."""
    profile = KioskProfile(
        slug=now.language,
        name=now.title,
        tours=(now.tour,),
        languages=(now.language,),
        source_language=now.language,
        attract=((now.language, now.language, now.title),),
        pictures=(),
        idle_s=90,
        volume=70,
        ceiling=100,
        large=False,
        low=False,
        pin_salt="",
        pin_hash="",
        pin_rounds=0,
    )
    return kiosk.jobs(Site(languages=(now.language,), tours=edition.site([[now]]).tours, kiosks=(profile,)))


def _media(now: Edition) -> Job:
    """The tracks and pictures that tour.json names; on a phone they come with each stop's page."""
    sounds = [stop.sound for stop in now.stops if stop.sound]
    files = [_track(one.opus, "webm") for one in sounds] + [_track(one.mp3, "mp3") for one in sounds]
    files += [_picture(picture) for stop in now.stops for picture in stop.pictures]
    key = hashlib.sha256(" ".join(["media", *(file.url for file in files)]).encode()).hexdigest()
    return Job(key=key, make=lambda: tuple(files))


def _track(track: SoundFile, extension: str) -> File:
    kind = publishing.of_extension(extension)
    return File(url=edition.address(track.sha256, extension), type=kind, path=track.path)


def _picture(picture: Picture) -> File:
    stem, _, extension = picture.path.rpartition("/")[2].rpartition(".")
    kind = publishing.of_extension(extension.lower()) or "image/jpeg"
    return File(url=edition.address(stem, extension), type=kind, path=picture.path)

"""Faces and sound that stand in for the real ones: small, repeatable, of the same shape."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings

from tour.edition import Edition, File, Job, Site, Sound, SoundFile, Stop, address
from tour.models import Stop as StopRow
from tour.models import Tour, set_words
from tour.publishing.faces import Faces

POLICY = "default-src 'none'; style-src 'self'; media-src 'self'; img-src 'self'"
STYLE = b"body { color: #1d1814; background: #fbf8f2 }\n" * 4


def key(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@dataclass
class FakeVisitor:
    """Makes small pages that link as the real ones do; `padding` bytes of noise make them of realistic size."""

    padding: int = 0
    broken: str = ""
    rendered: list[str] = field(default_factory=list)

    def faces(self) -> Faces:
        return Faces(of_edition=(self.jobs,), of_site=(self.site_jobs,))

    def jobs(self, edition: Edition) -> Iterator[Job]:
        yield Job(key=key("tour", edition, self.padding, self.broken), make=lambda: (self._tour_page(edition),))
        for stop in edition.stops:
            yield Job(
                key=key("stop", edition.tour, edition.language, stop, self.padding),
                make=lambda stop=stop: self._stop_files(edition, stop),  # type: ignore[misc]
            )
        yield Job(key=key("assets"), make=lambda: (_asset(),))

    def site_jobs(self, site: Site) -> Iterator[Job]:
        for language in site.languages:
            yield Job(key=key("site", site, language), make=lambda code=language: _site_files(site, code))  # type: ignore[misc]

    def _tour_page(self, edition: Edition) -> File:
        links = "".join(f'<li><a href="{stop.slug}/">{stop.title}</a>' for stop in edition.stops)
        body = f'<h1>{edition.title}</h1><ol>{links}</ol><a href="../">all</a>{self.broken}'
        return self._page(f"{edition.language}/{edition.tour}/", body, up="../../")

    def _stop_files(self, edition: Edition, stop: Stop) -> tuple[File, ...]:
        url = f"{edition.language}/{edition.tour}/{stop.slug}/"
        text = "".join(f"<p>{sentence.written}</p>" for paragraph in stop.paragraphs for sentence in paragraph)
        tracks = _tracks(stop.sound) if stop.sound else ()
        audio = "".join(f'<source src="../../../{track.url}">' for track in tracks)
        page = self._page(url, f"<h1>{stop.title}</h1>{text}<audio>{audio}</audio>", up="../../../")
        cues = File(url=f"{url}cues.vtt", type="text/vtt; charset=utf-8", body=b"WEBVTT\n\n" * 20, pack="all")
        return (page, cues, *tracks)

    def _page(self, url: str, body: str, up: str) -> File:
        self.rendered.append(url)
        noise = hashlib.shake_256(url.encode()).hexdigest(self.padding) if self.padding else ""
        style = f'<link rel="stylesheet" href="{up}{_asset().url}">'
        text = f"<!doctype html><html><head>{style}</head><body>{body}<i>{noise}</i></body></html>" + " " * 200
        return File(url=url, type="text/html; charset=utf-8", body=text.encode(), policy=POLICY, pack="all")


def _asset() -> File:
    url = address(hashlib.sha256(STYLE).hexdigest(), "css")
    return File(url=url, type="text/css; charset=utf-8", body=STYLE, pack="all")


def _tracks(sound: Sound) -> tuple[File, File]:
    return (
        File(url=address(sound.opus.sha256, "webm"), type="audio/webm", path=sound.opus.path, pack="opus"),
        File(url=address(sound.mp3.sha256, "mp3"), type="audio/mpeg", path=sound.mp3.path, pack="mp3"),
    )


def _site_files(site: Site, language: str) -> tuple[File, ...]:
    offered = [tour for tour in site.tours if language in {code for code, _, _ in tour.words}]
    items = "".join(f'<a href="{tour.slug}/">{tour.slug} {tour.duration_ms}</a>' for tour in offered)
    html = "text/html; charset=utf-8"
    return (
        File(url=f"{language}/", type=html, body=f"<h1>Tours {language}</h1>{items}".encode(), policy=POLICY),
        File(
            url=f"{language}/404.html",
            type=html,
            status=404,
            policy=POLICY,
            body=f"<p>Not here {language}</p>".encode(),
        ),
    )


def sounding(edition: Edition, size: int = 3000) -> Edition:
    """The edition with a track of its own at every stop; the files are written below the media folder."""
    return replace(
        edition, stops=tuple(replace(stop, sound=_sound(edition, stop, size), silence="") for stop in edition.stops)
    )


def _sound(edition: Edition, stop: Stop, size: int) -> Sound:
    name = key(edition.tour, stop.language, stop.slug, stop.paragraphs)
    return Sound(
        key=name,
        voice="espeak",
        recorded=False,
        stand_in=False,
        duration_ms=60_000,
        cues=tuple((1000 * n, 1000 * n + 900) for n in range(sum(map(len, stop.paragraphs)))),
        openings=((1000, 500),),
        opus=_sound_file(f"tracks/{name}.webm", size),
        mp3=_sound_file(f"tracks/{name}.mp3", 2 * size),
    )


def _sound_file(path: str, size: int) -> SoundFile:
    body = hashlib.shake_256(path.encode()).digest(size)
    target = Path(settings.MEDIA_ROOT) / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        target.write_bytes(body)
    return SoundFile(path=path, size_bytes=size, sha256=hashlib.sha256(body).hexdigest())


def make_tour(slug: str = "river-walk", languages: tuple[str, ...] = ("en", "km"), stops: int = 3) -> Tour:
    """A tour in the tables, with words of its own in every language."""
    tour = Tour(slug=slug, source_language="en", languages=list(languages))
    for language in languages:
        set_words(tour, "title", language, f"{slug} in {language}")
    tour.save()
    for number in range(1, stops + 1):
        stop = StopRow(tour=tour, slug=f"stop-{number}", number=number, position=number)
        for language in languages:
            set_words(stop, "title", language, f"Stop {number} {language}")
            set_words(stop, "text", language, f"Words of stop {number} in {language}.\n\nAnd more.")
        stop.save()
    return tour


def edit(slug: str, number: int, text: str, language: str = "en") -> None:
    """A curator's edit of one stop's words."""
    stop = StopRow.objects.get(tour__slug=slug, number=number)
    set_words(stop, "text", language, text)
    stop.save()


def pack_of(body: bytes) -> dict[str, object]:
    loaded: dict[str, object] = json.loads(body)
    return loaded

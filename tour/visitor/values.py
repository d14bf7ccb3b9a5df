"""What each page shows, and nothing else: a page's key is the hash of one of these."""

from dataclasses import dataclass

from tour.edition import Edition, Route, SiteTour, Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The stop before or after: enough to link to it. `language` is that of its title."""

    slug: str
    number: int
    title: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A deeper piece as its stop's page offers it. `duration_ms` is 0 where there is no sound."""

    slug: str
    number: int
    title: str
    language: str
    duration_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPage:
    """A stop and its surroundings: those before and after it on the walk, and its deeper pieces; of a piece, its
    own stop and the one after that. `map` is GeoJSON text, "" where none is drawn. `source` is the language that words
    `in_source` are in."""

    tour: str
    tour_title: str
    language: str
    source: str
    languages: tuple[str, ...]
    stop: Stop
    previous: Neighbour | None
    next: Neighbour | None
    deeper: tuple[Piece, ...]
    map: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A stop as the tour page lists it. `duration_ms` is 0 where there is no sound; `tracks` are its files' hashes;
    `deeper_of` is the slug of the stop that it stands under, "" for one of the walk."""

    slug: str
    number: int
    deeper_of: str
    title: str
    language: str
    place: str
    duration_ms: int
    tracks: tuple[str, ...]
    access: str
    state: str
    stand_in: bool
    lat: float | None
    lng: float | None
    precision_m: int | None
    radius_m: int
    trigger: bool
    safety: str
    quiet_end: bool
    in_source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TourPage:
    """A tour's first page in one language. `duration_ms` is that of the walk; `map` is GeoJSON text or "", `tiles` the
    archive of its ground below the media folder or "". `source` is the language that words `in_source` are in."""

    tour: str
    language: str
    source: str
    languages: tuple[str, ...]
    title: str
    summary: str
    about: tuple[str, ...]
    advisory: tuple[str, ...]
    credits: tuple[str, ...]
    content_notes: tuple[str, ...]
    routes: tuple[Route, ...]
    steps: tuple[Step, ...]
    duration_ms: int
    synthetic: bool
    map: str
    tiles: str
    in_source: tuple[str, ...]

    @property
    def walk(self) -> tuple[Step, ...]:
        """The steps without the deeper pieces."""
        return tuple(step for step in self.steps if not step.deeper_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToursPage:
    """The list of tours in one language."""

    language: str
    languages: tuple[str, ...]
    tours: tuple[SiteTour, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage:
    """Nothing stands at an address below this language."""

    language: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GonePage:
    """A stop was here that its tour has no more."""

    tour: str
    title: str
    language: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreachablePage:
    """What stands where there is no signal and no kept page."""

    language: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebApp:
    """The site as a phone's home screen shows it: by the name of its only tour, "" where it has several."""

    language: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingPage:
    """A tour that is not offered in this language."""

    language: str
    tour: SiteTour


def stop_page(edition: Edition, index: int) -> StopPage:
    """The page of the edition's stop at `index`."""
    walk = edition.walk
    stop = edition.stops[index]
    own = [one.slug for one in walk].index(stop.deeper_of or stop.slug)
    before = own if stop.deeper_of else own - 1
    return StopPage(
        tour=edition.tour,
        tour_title=edition.title,
        language=edition.language,
        source=edition.source_language,
        languages=edition.languages,
        stop=stop,
        previous=_neighbour(walk[before]) if before >= 0 else None,
        next=_neighbour(walk[own + 1]) if own + 1 < len(walk) else None,
        deeper=tuple(_piece(one) for one in edition.stops if one.deeper_of == stop.slug),
        map=edition.map if stop.lat is not None else "",
    )


def tour_page(edition: Edition) -> TourPage:
    """The first page of the edition."""
    sounds = [stop.sound for stop in edition.stops if stop.sound]
    walked = [stop.sound for stop in edition.walk if stop.sound]
    return TourPage(
        tour=edition.tour,
        language=edition.language,
        source=edition.source_language,
        languages=edition.languages,
        title=edition.title,
        summary=edition.summary,
        about=edition.about,
        advisory=edition.advisory,
        credits=edition.credits,
        content_notes=tuple(dict.fromkeys(code for stop in edition.stops for code in stop.content_notes)),
        routes=edition.routes,
        steps=tuple(_step(stop) for stop in edition.stops),
        duration_ms=sum(sound.duration_ms for sound in walked),
        synthetic=any(not sound.recorded for sound in sounds),
        map=edition.map,
        tiles=edition.tiles,
        in_source=edition.in_source,
    )


def _neighbour(stop: Stop) -> Neighbour:
    return Neighbour(slug=stop.slug, number=stop.number, title=stop.title, language=stop.language)


def _piece(stop: Stop) -> Piece:
    length = stop.sound.duration_ms if stop.sound else 0
    return Piece(slug=stop.slug, number=stop.number, title=stop.title, language=stop.language, duration_ms=length)


def _step(stop: Stop) -> Step:
    return Step(
        slug=stop.slug,
        number=stop.number,
        deeper_of=stop.deeper_of,
        title=stop.title,
        language=stop.language,
        place=stop.place,
        duration_ms=stop.sound.duration_ms if stop.sound else 0,
        tracks=(stop.sound.opus.sha256, stop.sound.mp3.sha256) if stop.sound else (),
        access=stop.access,
        state=stop.state,
        stand_in=bool(stop.sound and stop.sound.stand_in),
        lat=stop.lat,
        lng=stop.lng,
        precision_m=stop.precision_m,
        radius_m=stop.radius_m,
        trigger=stop.trigger,
        safety=stop.safety,
        quiet_end=stop.quiet_end,
        in_source=stop.in_source,
    )

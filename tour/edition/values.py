"""What visitors' files are made from: one tour in one language, as plain frozen values.

Nothing here knows the database. A value without sound is what `publish` pins; sound is
joined to it afterwards (`with_sound`), never newer words.
"""

from dataclasses import dataclass

from tour.narration import Sentence
from tour.readiness import WordsState


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundFile:
    """An encoded track: its path below the media folder, its size and hash."""

    path: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A stop's narration. `cues` are (start_ms, end_ms), one a sentence in reading order;
    `openings` are rising (bytes, ms) pairs: the WebM file's first `bytes` hold `ms` of sound. `preface` is the
    cue of the stop's preface, where that is spoken."""

    key: str
    voice: str
    recorded: bool
    stand_in: bool
    duration_ms: int
    cues: tuple[tuple[int, int], ...]
    openings: tuple[tuple[int, int], ...]
    opus: SoundFile
    mp3: SoundFile
    preface: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """A publication a claim rests on."""

    key: str
    title: str
    date: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement with its status; `language` is that of `text` (the source's where untranslated)."""

    key: str
    status: str
    text: str
    language: str
    sources: tuple[SourceRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture's file below the media folder, its size in pixels, its words and rights; `in_source` as of a stop."""

    path: str
    width: int
    height: int
    alt: str
    credit: str
    licence: str
    in_source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One stop as this edition tells it.

    `language` is the language of the words shown: the source's where the edition's own are
    missing (`state == "missing"`), which visitors are told. `access_checked_on` is ISO or "". `in_source` names
    those of `place` and `safety` that stand in the source, because the edition has no words for them.
    """

    slug: str
    number: int
    language: str
    state: WordsState
    title: str
    place: str
    safety: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    claims: tuple[Claim, ...]
    pictures: tuple[Picture, ...]
    kind: str
    lat: float | None
    lng: float | None
    precision_m: int | None
    radius_m: int
    trigger: bool
    access: str
    access_checked_on: str
    content_notes: tuple[str, ...]
    headphones_only: bool
    quiet_end: bool
    date_from: str
    date_to: str
    sound: Sound | None = None
    # Why there is no sound: a code of narration.Silence ("" where there is sound).
    silence: str = ""
    # The content notes as the sentence that a voice says before the text.
    preface: Sentence | None = None
    # The slug of the stop that this is a deeper piece of; "" for a stop of the walk.
    deeper_of: str = ""
    in_source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An order for walking: slugs of stops; `in_source` as of a stop."""

    slug: str
    title: str
    summary: str
    stops: tuple[str, ...]
    in_source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One tour in one language: all its words, and its sound as far as it exists.

    `languages` are all the languages the tour is offered in (for the switch); `map` is the
    GeoJSON text the map draws ("" where none), `tiles` the archive of its ground below the media folder ("" where
    none). Stops stand in story order. `in_source` names those of its own words that stand in the source.
    """

    tour: str
    language: str
    source_language: str
    languages: tuple[str, ...]
    title: str
    summary: str
    about: tuple[str, ...]
    advisory: tuple[str, ...]
    credits: tuple[str, ...]
    routes: tuple[Route, ...]
    stops: tuple[Stop, ...]
    map: str
    tiles: str = ""
    in_source: tuple[str, ...] = ()

    @property
    def walk(self) -> tuple[Stop, ...]:
        """The stops one walks along, without the deeper pieces: what lists show and counts count."""
        return tuple(stop for stop in self.stops if not stop.deeper_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTour:
    """A tour as the list of tours shows it, in each language it is offered in: (language, title, summary).

    `numbers` are those on its signs, in story order, deeper pieces among them. `in_source` are (language, field) of
    those words that stand in the source.
    """

    slug: str
    words: tuple[tuple[str, str, str], ...]
    duration_ms: int
    stops: int
    numbers: tuple[int, ...] = ()
    source_language: str = ""
    in_source: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskProfile:
    """A kiosk as its page is made from it.

    `tours` are slugs in order; `source_language` is that of its pictures' words; `attract` the invitation
    in each of its languages: (language of the kiosk, language of the words, words); volumes are percent.
    A PIN is there where `pin_hash` is: PBKDF2-SHA256 over `pin_salt` (hex) in `pin_rounds` rounds.
    """

    slug: str
    name: str
    tours: tuple[str, ...]
    languages: tuple[str, ...]
    source_language: str
    attract: tuple[tuple[str, str, str], ...]
    pictures: tuple[Picture, ...]
    idle_s: int
    volume: int
    ceiling: int
    large: bool
    low: bool
    pin_salt: str
    pin_hash: str
    pin_rounds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What belongs to no tour: the site's languages, its tours and its kiosks."""

    languages: tuple[str, ...]
    tours: tuple[SiteTour, ...]
    kiosks: tuple[KioskProfile, ...] = ()

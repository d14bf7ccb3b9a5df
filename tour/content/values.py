"""A tour folder as frozen values: what reading gives, loading takes and dumping writes.

Words by language hold only languages that say something; dates of a stop's story are ISO text
of a year, a month or a day.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

# Language code -> text.
Words = dict[str, str]
# Language code -> of a translation that is older than its source: the hash of the source it was made from.
Hashes = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A publication that claims rest on."""

    key: str
    title: str
    date: str = ""
    url: str = ""
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    """A name: its form in each language, how voices say it, and the languages whose form no source confirms."""

    slug: str
    unverified: tuple[str, ...] = ()
    form: Words = field(default_factory=dict)
    say: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteEntry:
    """An order for walking: slugs of stops."""

    slug: str
    stops: tuple[str, ...]
    title: Words = field(default_factory=dict)
    summary: Words = field(default_factory=dict)
    made_from: Hashes = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntry:
    """A statement, its status and the keys of its sources; `attribution`: its words that name who says it."""

    key: str
    status: str
    sources: tuple[str, ...]
    attribution: str = ""
    text: Words = field(default_factory=dict)
    made_from: Hashes = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureEntry:
    """A picture beside stop.toml. `sha256` and the size in pixels are of the file; both unset when dumping."""

    file: str
    credit: str
    licence: str
    alt: Words = field(default_factory=dict)
    sha256: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StopWords:
    """One stop in one language (`<lang>.md`). `state` is "" in the source language, and where nobody said any."""

    title: str
    paragraphs: tuple[str, ...]
    state: str = ""
    source: str = ""
    spoken: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingEntry:
    """A human recording (`<lang>.recording.<extension>`) and its rights."""

    extension: str
    speaker: str
    licence: str
    spoken_on: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopFolder:
    """One folder below `stops/`. `deeper_of` is the slug of the stop that it is a deeper piece of."""

    slug: str
    number: int
    kind: str
    access: str
    deeper_of: str = ""
    lat: float | None = None
    lng: float | None = None
    precision_m: int | None = None
    radius_m: int = 0
    surveyed_on: datetime.date | None = None
    surveyed_by: str = ""
    trigger: bool = False
    coordinate_note: str = ""
    access_checked_on: datetime.date | None = None
    content_notes: tuple[str, ...] = ()
    headphones_only: bool = False
    quiet_end: bool = False
    date_from: str = ""
    date_to: str = ""
    covers: tuple[str, ...] = ()
    place: Words = field(default_factory=dict)
    safety: Words = field(default_factory=dict)
    claims: tuple[ClaimEntry, ...] = ()
    pictures: tuple[PictureEntry, ...] = ()
    words: dict[str, StopWords] = field(default_factory=dict)
    recordings: dict[str, RecordingEntry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TourHead:
    """All of a tour but its stops. `order` is the story order: slugs of stops."""

    slug: str
    source_language: str
    languages: tuple[str, ...]
    order: tuple[str, ...]
    # A field of TOUR_WORDS -> words.
    words: dict[str, Words]
    # Language -> names of voices, the best first.
    voices: dict[str, tuple[str, ...]]
    routes: tuple[RouteEntry, ...]
    sources: tuple[SourceEntry, ...]
    terms: tuple[TermEntry, ...]
    map: dict[str, Any] | None
    # The archive of tiles below media/tiles/, named by its content; "" for none.
    tiles: str
    made_from: Hashes = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TourFolder:
    """A whole folder. `stops` may be gone through more than once, and need not lie in memory;
    `numbers` are theirs, by slug; `deeper` names the stop of each that is a deeper piece."""

    head: TourHead
    stops: Collection[StopFolder]
    numbers: dict[str, int]
    deeper: dict[str, str]

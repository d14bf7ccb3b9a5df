"""Stops with all that hangs on them -> tables, a batch at a time."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Model

from tour.content.made_from import followed
from tour.content.media_loading import picture_path
from tour.content.rows import Counts, Kept, Key, Table
from tour.content.values import StopFolder
from tour.models import STOP_WORDS, Claim, Picture, SpokenForm, Stop, Tour, TranslationRecord, column

_FACTS = (
    "number",
    "kind",
    "lat",
    "lng",
    "precision_m",
    "radius_m",
    "surveyed_on",
    "surveyed_by",
    "trigger",
    "coordinate_note",
    "access",
    "access_checked_on",
    "headphones_only",
    "quiet_end",
    "date_from",
    "date_to",
)
_STOPS = Table(
    Stop,
    ("tour_id", "slug"),
    (*_FACTS, "content_notes", "covers", "position", "retired"),
    ("title", "place", "text", "safety"),
)
_CLAIMS = Table(Claim, ("stop_id", "key"), ("position", "status", "attribution", "made_from"), ("text",))
_CLAIM_SOURCES = Table(Claim.sources.through, ("claim_id", "source_id"))
_PICTURES = Table(Picture, ("stop_id", "name"), ("position", "file", "width", "height", "credit", "licence"), ("alt",))
_SPOKEN = Table(SpokenForm, ("stop_id", "language", "written"), ("spoken",))
_RECORDS = Table(TranslationRecord, ("stop_id", "language"), ("state", "source_hash"), stamp="changed_at")


def load_stops(
    tour: Tour, stops: Sequence[StopFolder], places: Mapping[str, int], sources: Mapping[str, int], counts: Counts
) -> dict[str, int]:
    """Bring these stops in step; gives their primary keys by slug.

    `places` are their places in the story order, `sources` the primary keys of sources by key.
    """
    rows = Stop.objects.filter(tour=tour, slug__in=[stop.slug for stop in stops])
    kept = _STOPS.kept(rows)
    wanted = {(tour.pk, stop.slug): _stop_values(stop, places[stop.slug]) for stop in stops}
    rewritten = {key[1]: codes for key, row in kept.items() if (codes := _rewritten(row.values, wanted[key]))}
    _STOPS.sync(kept, wanted, counts, removing=False)
    pks = {slug: pk for (_, slug), pk in _STOPS.pks(wanted).items()}
    batch = _Batch(tour.source_language, stops, pks, [row.pk for row in kept.values()], counts)
    batch.load_claims(sources)
    batch.load_pictures()
    batch.load_words({pks[slug]: codes for slug, codes in rewritten.items()})
    return pks


class _Batch:
    """What hangs on a batch of stops; `old` are the primary keys of those that were in the tables before."""

    def __init__(
        self, source: str, stops: Sequence[StopFolder], pks: Mapping[str, int], old: Sequence[int], counts: Counts
    ) -> None:
        self._source = source
        self._stops = [(pks[stop.slug], stop) for stop in stops]
        self._old, self._counts = old, counts

    def load_claims(self, sources: Mapping[str, int]) -> None:
        """Claims, and which sources they rest on."""
        kept = self._kept(_CLAIMS)
        wanted = {
            (pk, claim.key): followed(
                _CLAIMS,
                kept.get((pk, claim.key)),
                _CLAIMS.values((place, claim.status, claim.attribution, claim.made_from), claim.text),
                self._source,
            )
            for pk, stop in self._stops
            for place, claim in enumerate(stop.claims)
        }
        _CLAIMS.sync(kept, wanted, self._counts)
        pks = _CLAIMS.pks(wanted)
        links: dict[Key, tuple[Any, ...]] = {
            (pks[pk, claim.key], sources[key]): ()
            for pk, stop in self._stops
            for claim in stop.claims
            for key in claim.sources
        }
        _CLAIM_SOURCES.sync(self._kept(_CLAIM_SOURCES, "claim__stop_id__in"), links, self._counts)

    def load_pictures(self) -> None:
        """Pictures, whose files lie in the media folder already."""
        wanted = {
            (pk, entry.file): _PICTURES.values(
                (place, picture_path(entry), entry.width, entry.height, entry.credit, entry.licence), entry.alt
            )
            for pk, stop in self._stops
            for place, entry in enumerate(stop.pictures)
        }
        _PICTURES.sync(self._kept(_PICTURES), wanted, self._counts)

    def load_words(self, rewritten: Mapping[int, Collection[str]]) -> None:
        """Spoken forms, and what is said of each translation; `rewritten` are languages by stop whose words changed.

        Nobody at this desk has read what a folder says otherwise, whatever the folder says of it.
        """
        spoken: dict[Key, tuple[Any, ...]] = {}
        records: dict[Key, tuple[Any, ...]] = {}
        for pk, stop in self._stops:
            for code, words in stop.words.items():
                if words.state:
                    records[pk, code] = (words.state, words.source)
                for written, said in words.spoken.items():
                    spoken[pk, code, written] = (said,)
        _SPOKEN.sync(self._kept(_SPOKEN), spoken, self._counts)
        kept = self._kept(_RECORDS)
        restated = {key for key, row in kept.items() if key in records and _RECORDS.changes(row.values, records[key])}
        _RECORDS.sync(kept, records, self._counts)
        for pk, code in restated | {(pk, code) for pk, codes in rewritten.items() for code in codes}:
            TranslationRecord.objects.filter(stop=pk, language=code).update(reviewed_by=None)

    def _kept(self, table: Table, by: str = "stop_id__in") -> dict[Key, Kept]:
        model: type[Model] = table.model
        return table.kept(model._default_manager.filter(**{by: self._old})) if self._old else {}


def _rewritten(before: tuple[Any, ...], after: tuple[Any, ...]) -> frozenset[str]:
    """The languages in which a stop will say something else than it does."""
    changes = _STOPS.changes(before, after)
    if not changes:
        return frozenset()
    return frozenset(code for code in settings.SUPERSET if any(column(field, code) in changes for field in STOP_WORDS))


def _stop_values(stop: StopFolder, place: int) -> tuple[Any, ...]:
    facts = (*(getattr(stop, name) for name in _FACTS), list(stop.content_notes), list(stop.covers), place, False)
    title = {code: words.title for code, words in stop.words.items() if words.title}
    text = {code: "\n\n".join(words.paragraphs) for code, words in stop.words.items() if words.paragraphs}
    return _STOPS.values(facts, title, stop.place, text, stop.safety)

"""Tables -> the values of a tour folder, every language of them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.conf import settings
from django.db.models import Model

from tour.content.values import (
    ClaimEntry,
    Hashes,
    PictureEntry,
    RecordingEntry,
    RouteEntry,
    SourceEntry,
    StopFolder,
    StopWords,
    TermEntry,
    TourHead,
    Words,
)
from tour.models import TOUR_WORDS, MadeFrom, Recording, Stop, Tour, TranslationRecord, left_behind, paragraphs, words

# Stops read together: their words in 40 languages are held in memory.
_TOGETHER = 100


def codes_of(tour: Tour) -> tuple[str, ...]:
    """All languages: the tour's in its order, then the others by name."""
    return tuple(dict.fromkeys((*tour.languages, *sorted(settings.SUPERSET))))


def take_head(tour: Tour) -> TourHead:
    """All of the tour but its stops."""
    stops = tour.stops.filter(retired=False).values_list("slug", flat=True)
    return TourHead(
        slug=tour.slug,
        source_language=tour.source_language,
        languages=tuple(tour.languages),
        order=tuple(stops),
        words={field: _said(tour, field) for field in TOUR_WORDS},
        voices={
            code: tuple(row.voice for row in rows)
            for code, rows in groupby(tour.voice_choices.order_by("language", "position"), lambda row: row.language)
        },
        routes=tuple(_routes(tour)),
        sources=tuple(
            SourceEntry(key=row.key, title=row.title, date=row.date, url=row.url, kind=row.kind, note=_lines(row.note))
            for row in tour.sources.all()
        ),
        terms=tuple(
            TermEntry(slug=row.slug, unverified=tuple(row.unverified), form=_said(row, "form"), say=_said(row, "say"))
            for row in tour.lexicon.all()
        ),
        map=tour.map,
        tiles=tour.tiles,
        made_from=_behind(tour, tour.source_language),
    )


def take_stops(tour: Tour) -> Iterator[tuple[Stop, StopFolder]]:
    """The stops that are not retired, in story order, each with its row (for the files of pictures and recordings)."""
    pks = list(tour.stops.filter(retired=False).values_list("pk", flat=True))
    parents = _parents(tour)
    for start in range(0, len(pks), _TOGETHER):
        rows = Stop.objects.filter(pk__in=pks[start : start + _TOGETHER]).prefetch_related(
            "translations", "spoken_forms", "pictures", "recordings", "claims__sources"
        )
        for row in rows:
            yield row, _stop(row, tour.source_language, parents.get(row.deeper_of_id, ""))


def recording(row: Recording) -> RecordingEntry:
    """A recording's rights, and the extension of its file."""
    return RecordingEntry(
        extension=row.file.rpartition(".")[2], speaker=row.speaker, licence=row.licence, spoken_on=row.spoken_on
    )


def _parents(tour: Tour) -> dict[int | None, str]:
    """The slugs of stops of the walk that have deeper pieces, by primary key."""
    rows = tour.stops.filter(retired=False, deeper_of=None, deeper__isnull=False)
    return dict(rows.values_list("pk", "slug"))


def _routes(tour: Tour) -> Iterator[RouteEntry]:
    parents = _parents(tour)
    for row in tour.routes.prefetch_related("route_stops__stop"):
        yield RouteEntry(
            slug=row.slug,
            stops=tuple(
                step.stop.slug
                for step in row.route_stops.all()
                if not (step.stop.retired or step.stop.deeper_of_id in parents)
            ),
            title=_said(row, "title"),
            summary=_said(row, "summary"),
            made_from=_behind(row, tour.source_language),
        )


def _stop(row: Stop, source_language: str, deeper_of: str) -> StopFolder:
    return StopFolder(
        slug=row.slug,
        number=row.number,
        deeper_of=deeper_of,
        kind=row.kind,
        access=row.access,
        lat=row.lat,
        lng=row.lng,
        precision_m=row.precision_m,
        radius_m=row.radius_m,
        surveyed_on=row.surveyed_on,
        surveyed_by=row.surveyed_by,
        trigger=row.trigger,
        coordinate_note=_lines(row.coordinate_note),
        access_checked_on=row.access_checked_on,
        content_notes=tuple(row.content_notes),
        headphones_only=row.headphones_only,
        quiet_end=row.quiet_end,
        date_from=row.date_from,
        date_to=row.date_to,
        covers=tuple(row.covers),
        place=_said(row, "place"),
        safety=_said(row, "safety"),
        claims=tuple(
            ClaimEntry(
                key=claim.key,
                status=claim.status,
                text=_said(claim, "text"),
                attribution=claim.attribution,
                sources=tuple(source.key for source in claim.sources.all()),
                made_from=_behind(claim, source_language),
            )
            for claim in row.claims.all()
        ),
        pictures=tuple(
            PictureEntry(file=picture.name, credit=picture.credit, licence=picture.licence, alt=_said(picture, "alt"))
            for picture in row.pictures.all()
        ),
        words=_stop_words(row, source_language),
        recordings={found.language: recording(found) for found in row.recordings.all()},
    )


def _stop_words(row: Stop, source_language: str) -> dict[str, StopWords]:
    """Each language that has a title or a text."""
    titles, texts = _said(row, "title"), _said(row, "text")
    records = {record.language: record for record in row.translations.all() if record.language != source_language}
    return {
        code: StopWords(
            title=" ".join(titles.get(code, "").split()),
            paragraphs=paragraphs(texts.get(code, "")),
            spoken={form.written: form.spoken for form in row.spoken_forms.all() if form.language == code},
            **_record(records.get(code)),
        )
        for code in _either(titles, texts)
    }


def _record(record: TranslationRecord | None) -> dict[str, str]:
    return {"state": record.state, "source": record.source_hash} if record else {}


def _either(*words_by_language: Iterable[str]) -> Sequence[str]:
    return tuple(dict.fromkeys(code for one in words_by_language for code in one))


def _said(row: Model, field: str) -> Words:
    """The languages in which the row says something in that field."""
    found = {code: _lines(words(row, field, code)) for code in settings.SUPERSET}
    return {code: text for code, text in found.items() if text}


def _behind(row: MadeFrom, source: str) -> Hashes:
    """What the row's stale translations were made from; all others follow the source as it stands beside them."""
    return {code: made_from for code, made_from in row.made_from.items() if left_behind(row, code, source)}


def _lines(text: str) -> str:
    """The text with the line ends of a tour folder (a form in a browser sends others)."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()

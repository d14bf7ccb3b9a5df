"""Tables -> editions: reads a tour's words as they stand now, in a language, as a frozen value."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from tour.edition.values import Claim, Edition, Picture, Route, SourceRef, Stop
from tour.models import STOP_WORDS, TOUR_WORDS, Tour, column, lacking, paragraphs, words
from tour.models import Claim as ClaimRow
from tour.models import Picture as PictureRow
from tour.models import Route as RouteRow
from tour.models import Stop as StopRow
from tour.narration import Lexicon, lexicons, preface_of, script_of
from tour.readiness import words_state


def pin(slug: str) -> tuple[Edition, ...]:
    """Every edition of the tour, words only, in the tour's order of languages.

    Raises `Tour.DoesNotExist`.
    """
    codes = Tour.objects.values_list("languages", flat=True).get(slug=slug)
    rows = _read(slug, codes)
    return tuple(_edition(rows, code) for code in codes)


def pin_language(slug: str, language: str) -> Edition:
    """The tour's edition in one language, words only. Reads only that language's and the source's columns."""
    return _edition(_read(slug, [language]), language)


@dataclass(frozen=True, slots=True)
class _Rows:
    """A tour's rows with the columns of some languages, read together: as many queries for forty as for one."""

    tour: Tour
    map: str
    stops: Sequence[StopRow]
    routes: Sequence[RouteRow]
    # The slugs of stops of the walk, by primary key.
    walk: Mapping[int | None, str]
    lexicon: Mapping[str, Lexicon]


def _read(slug: str, languages: Sequence[str]) -> _Rows:
    """Read what the tour says in these languages and in its source; raises `Tour.DoesNotExist`."""
    source = Tour.objects.values_list("source_language", flat=True).get(slug=slug)
    codes = tuple(dict.fromkeys((*languages, source)))

    def columns(*fields: str) -> list[str]:
        return [column(field, code) for field in fields for code in codes]

    tour = Tour.objects.only("slug", "languages", "source_language", "map", "tiles", *columns(*TOUR_WORDS)).get(
        slug=slug
    )
    stops = (
        tour.stops.filter(retired=False)
        .only(*_STOP_FACTS, *columns(*STOP_WORDS))
        .prefetch_related(
            "translations",
            "spoken_forms",
            # Without these, every claim and picture would bring forty languages along.
            Prefetch(
                "claims", ClaimRow.objects.only("stop", "key", "position", "status", "made_from", *columns("text"))
            ),
            Prefetch("pictures", PictureRow.objects.only(*_PICTURE_FACTS, *columns("alt"))),
            "claims__sources",
        )
    )
    found = tuple(stops)
    return _Rows(
        tour=tour,
        map=json.dumps(tour.map, ensure_ascii=False, separators=(",", ":")) if tour.map else "",
        stops=found,
        walk={row.pk: row.slug for row in found if row.deeper_of_id is None},
        routes=tuple(tour.routes.prefetch_related("route_stops__stop")),
        lexicon=lexicons(tour, codes),
    )


def _edition(rows: _Rows, language: str) -> Edition:
    tour, source = rows.tour, rows.tour.source_language

    def say(field: str) -> str:
        return words(tour, field, language) or words(tour, field, source)

    return Edition(
        tour=tour.slug,
        language=language,
        source_language=source,
        languages=tuple(tour.languages),
        title=say("title"),
        summary=say("summary"),
        about=paragraphs(say("about")),
        advisory=paragraphs(say("advisory")),
        credits=paragraphs(say("credits")),
        routes=tuple(_route(row, rows, language) for row in rows.routes),
        stops=tuple(_stop(row, rows, language) for row in rows.stops),
        map=rows.map,
        tiles=f"tiles/{tour.tiles}" if tour.tiles else "",
        in_source=lacking(tour, language, source),
    )


_PICTURE_FACTS = ("stop", "position", "file", "width", "height", "credit", "licence")
_STOP_FACTS = (
    "tour",
    "slug",
    "number",
    "position",
    "deeper_of",
    "kind",
    "lat",
    "lng",
    "precision_m",
    "radius_m",
    "trigger",
    "access",
    "access_checked_on",
    "content_notes",
    "headphones_only",
    "quiet_end",
    "date_from",
    "date_to",
)


def _route(row: RouteRow, rows: _Rows, language: str) -> Route:
    source = rows.tour.source_language
    stops = (step.stop for step in row.route_stops.all())
    return Route(
        slug=row.slug,
        title=words(row, "title", language) or words(row, "title", source),
        summary=words(row, "summary", language) or words(row, "summary", source),
        stops=tuple(stop.slug for stop in stops if not (stop.retired or stop.deeper_of_id in rows.walk)),
        in_source=lacking(row, language, source),
    )


def _stop(row: StopRow, rows: _Rows, language: str) -> Stop:
    source = rows.tour.source_language
    # A piece whose stop has left the tour is told with the others, rather than by nobody.
    deeper_of = rows.walk.get(row.deeper_of_id, "")
    state = words_state(row, language, source)
    shown = source if state == "missing" else language
    return Stop(
        slug=row.slug,
        number=row.number,
        language=shown,
        state=state,
        title=words(row, "title", shown),
        place=words(row, "place", language) or words(row, "place", source),
        safety=words(row, "safety", language) or words(row, "safety", source),
        paragraphs=script_of(row, shown, rows.lexicon[shown]),
        claims=tuple(
            Claim(
                key=claim.key,
                status=claim.status,
                text=words(claim, "text", language) or words(claim, "text", source),
                language=language if words(claim, "text", language) else source,
                sources=tuple(
                    SourceRef(key=ref.key, title=ref.title, date=ref.date, url=ref.url) for ref in claim.sources.all()
                ),
            )
            for claim in row.claims.all()
        ),
        pictures=tuple(
            Picture(
                path=f"pictures/{picture.file}",
                width=picture.width,
                height=picture.height,
                alt=words(picture, "alt", language) or words(picture, "alt", source),
                credit=picture.credit,
                licence=picture.licence,
                in_source=("alt",) if words(picture, "alt", source) and not words(picture, "alt", language) else (),
            )
            for picture in row.pictures.all()
        ),
        kind=row.kind,
        lat=row.lat,
        lng=row.lng,
        precision_m=row.precision_m,
        radius_m=row.radius_m,
        trigger=row.trigger and not deeper_of,
        access=row.access,
        access_checked_on=row.access_checked_on.isoformat() if row.access_checked_on else "",
        content_notes=tuple(row.content_notes),
        headphones_only=row.headphones_only,
        quiet_end=row.quiet_end,
        date_from=row.date_from,
        date_to=row.date_to,
        preface=preface_of(row, shown, rows.lexicon[shown]),
        deeper_of=deeper_of,
        in_source=tuple(field for field in lacking(row, language, source) if field in ("place", "safety")),
    )

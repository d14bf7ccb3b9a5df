"""`tour.toml`: the words of a tour's first page, its languages, its order and its routes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from tour.content import toml_text
from tour.content.toml_table import TomlTable, twice
from tour.content.values import Hashes, RouteEntry, TourHead, Words
from tour.models import TOUR_WORDS
from tour.models.fields import validate_address_word

NAME = "tour.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class TourFile:
    """What tour.toml says; `table` tells where, for what is checked against other files."""

    slug: str
    source_language: str
    languages: tuple[str, ...]
    order: tuple[str, ...]
    words: dict[str, Words]
    voices: dict[str, tuple[str, ...]]
    routes: tuple[RouteEntry, ...]
    made_from: Hashes
    table: TomlTable


def read(table: TomlTable) -> TourFile:
    """What the file says; what is wrong is noted."""
    read_so_far = TourFile(
        slug=_slug(table),
        source_language=table.choice("source_language", settings.SUPERSET),
        languages=table.texts("languages", known=settings.SUPERSET, required=True),
        order=table.texts("stops"),
        words={
            field: table.words(field, longest=200 if field == "title" else 0, lines=field != "title")
            for field in TOUR_WORDS
        },
        voices=_voices(table.table("voices")),
        routes=tuple(_routes(table)),
        made_from=table.hashes("made_from"),
        table=table,
    )
    table.done()
    _check(read_so_far)
    return read_so_far


def write(head: TourHead, codes: Sequence[str]) -> str:
    """The file's canonical text; `codes` is the order of languages."""
    return toml_text.document(
        [
            toml_text.pairs(
                {
                    "slug": head.slug,
                    "source_language": head.source_language,
                    "languages": head.languages,
                    "stops": head.order,
                }
            ),
            *(toml_text.table(f"[{field}]", ordered(head.words.get(field, {}), codes)) for field in TOUR_WORDS),
            toml_text.table("[made_from]", ordered(head.made_from, codes)),
            toml_text.table("[voices]", {code: head.voices[code] for code in codes if code in head.voices}),
            *(block for route in head.routes for block in _route_blocks(route, codes)),
        ]
    )


def ordered(words: Words, codes: Sequence[str]) -> dict[str, str]:
    """The words in the order of languages."""
    return {code: words[code] for code in codes if code in words}


def _slug(table: TomlTable) -> str:
    slug = table.slug("slug")
    if slug:
        try:
            validate_address_word(slug)
        except ValidationError as refused:
            table.fault(" ".join(refused.messages), "slug")
    return slug


def _voices(table: TomlTable) -> dict[str, tuple[str, ...]]:
    found = {code: table.texts(code, known=tuple(settings.NARRATION)) for code in table.languages()}
    return {code: names for code, names in found.items() if names}


def _routes(table: TomlTable) -> list[RouteEntry]:
    routes: list[RouteEntry] = []
    for row in table.tables("routes"):
        slug = row.slug("slug")
        if slug in {route.slug for route in routes}:
            row.fault(twice(slug), "slug")
        routes.append(
            RouteEntry(
                slug=slug,
                stops=row.texts("stops"),
                title=row.words("title", longest=200),
                summary=row.words("summary", lines=True),
                made_from=row.hashes("made_from"),
            )
        )
        row.done()
    return routes


def _route_blocks(route: RouteEntry, codes: Sequence[str]) -> list[str]:
    return [
        toml_text.table("[[routes]]", {"slug": route.slug, "stops": route.stops}),
        toml_text.table("[routes.title]", ordered(route.title, codes)),
        toml_text.table("[routes.summary]", ordered(route.summary, codes)),
        toml_text.table("[routes.made_from]", ordered(route.made_from, codes)),
    ]


def _check(tour: TourFile) -> None:
    """What must agree inside the file."""
    source = tour.source_language
    if source and tour.languages and source not in tour.languages:
        message = gettext("The source language “%(language)s” must be among the languages. Add it there.")
        tour.table.fault(message % {"language": source}, "languages")
    known = set(tour.order)
    for place, route in enumerate(tour.routes):
        for slug in route.stops:
            if slug not in known:
                message = gettext("The route goes to “%(stop)s”, which is no stop of this tour.")
                tour.table.fault(message % {"stop": slug[:60]}, "routes", place, "stops")

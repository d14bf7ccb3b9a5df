"""`stop.toml`: where a stop is, what may be done there, what it claims, and its pictures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from tour.content import toml_text
from tour.content.toml_table import TomlTable, twice
from tour.content.tour_file import ordered
from tour.content.values import ClaimEntry, PictureEntry, StopFolder
from tour.models import Access, ClaimStatus, ContentNote, Stop

NAME = "stop.toml"
HIGHEST_NUMBER = 9999
# Beyond this a distance says nothing about a place on Earth.
FARTHEST_M = 100_000

_MOMENT = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_PICTURE = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}\.(?:png|jpg|jpeg|webp)")


@dataclass(frozen=True, slots=True, kw_only=True)
class StopFile:
    """What stop.toml says, as the fields of `StopFolder`; `table` tells where."""

    fields: dict[str, Any]
    table: TomlTable

    @property
    def claims(self) -> tuple[ClaimEntry, ...]:
        """The stop's claims."""
        return tuple(self.fields["claims"])

    @property
    def pictures(self) -> tuple[PictureEntry, ...]:
        """The stop's pictures, their files not yet looked at."""
        return tuple(self.fields["pictures"])


def read(table: TomlTable, known_sources: frozenset[str] | None) -> StopFile:
    """What the file says; what is wrong is noted. `known_sources` is None where they could not be read."""
    fields = {
        "number": table.whole("number", 1, HIGHEST_NUMBER, required=True) or 0,
        "deeper_of": table.text("deeper_of"),
        "kind": table.choice("kind", Stop.Kind.values, Stop.Kind.ON_SITE.value),
        "lat": table.degrees("lat", 90),
        "lng": table.degrees("lng", 180),
        "precision_m": table.whole("precision_m", 0, FARTHEST_M),
        "radius_m": table.whole("radius_m", 0, FARTHEST_M) or 0,
        "surveyed_on": table.day("surveyed_on"),
        "surveyed_by": table.text("surveyed_by", longest=150),
        "trigger": table.flag("trigger"),
        "coordinate_note": table.text("coordinate_note", lines=True),
        "access": table.choice("access", Access.values, Access.OPEN_UNVERIFIED.value),
        "access_checked_on": table.day("access_checked_on"),
        "content_notes": table.texts("content_notes", known=ContentNote.values),
        "headphones_only": table.flag("headphones_only"),
        "quiet_end": table.flag("quiet_end"),
        "date_from": _moment(table, "date_from"),
        "date_to": _moment(table, "date_to"),
        "covers": table.texts("covers"),
        "place": table.words("place", longest=200),
        "safety": table.words("safety", lines=True),
        "claims": tuple(_claims(table, known_sources)),
        "pictures": tuple(_pictures(table)),
    }
    table.done()
    _check(table, fields)
    return StopFile(fields=fields, table=table)


def write(stop: StopFolder, codes: Sequence[str]) -> str:
    """The file's canonical text: what is not said is left out, but for kind and access."""
    facts: dict[str, toml_text.Value | None] = {
        "number": stop.number,
        "deeper_of": stop.deeper_of or None,
        "kind": stop.kind,
        "lat": stop.lat,
        "lng": stop.lng,
        "precision_m": stop.precision_m,
        "radius_m": stop.radius_m or None,
        "surveyed_on": stop.surveyed_on,
        "surveyed_by": stop.surveyed_by or None,
        "trigger": stop.trigger or None,
        "coordinate_note": stop.coordinate_note or None,
        "access": stop.access,
        "access_checked_on": stop.access_checked_on,
        "content_notes": stop.content_notes or None,
        "headphones_only": stop.headphones_only or None,
        "quiet_end": stop.quiet_end or None,
        "date_from": stop.date_from or None,
        "date_to": stop.date_to or None,
        "covers": stop.covers or None,
    }
    return toml_text.document(
        [
            toml_text.pairs(facts),
            toml_text.table("[place]", ordered(stop.place, codes)),
            toml_text.table("[safety]", ordered(stop.safety, codes)),
            *(block for claim in stop.claims for block in _claim_blocks(claim, codes)),
            *(block for picture in stop.pictures for block in _picture_blocks(picture, codes)),
        ]
    )


def wrong_with_moment(text: str) -> str:
    """What is wrong with a year, a month or a day of a stop's story; "" where nothing is, or where it is empty."""
    if not text or _MOMENT.fullmatch(text):
        return ""
    return gettext("“%(text)s” is not a date; write “1989”, “1989-10” or “1989-10-24”.") % {"text": text[:40]}


def turned_round(start: str, end: str) -> bool:
    """Whether the end of a story lies before its beginning, as far as both say."""
    shortest = min(len(start), len(end))
    return end[:shortest] < start[:shortest]


def _moment(table: TomlTable, key: str) -> str:
    text = table.text(key)
    if problem := wrong_with_moment(text):
        table.fault(problem, key)
        return ""
    return text


def _claims(table: TomlTable, known_sources: frozenset[str] | None) -> list[ClaimEntry]:
    claims: dict[str, ClaimEntry] = {}
    for row in table.tables("claims"):
        claim = ClaimEntry(
            key=row.slug("key"),
            status=row.choice("status", ClaimStatus.values),
            sources=tuple(sorted(row.texts("sources"))),
            text=row.words("text", lines=True),
            attribution=row.text("attribution", longest=200),
            made_from=row.hashes("made_from"),
        )
        row.done()
        if claim.key in claims:
            row.fault(twice(claim.key), "key")
        for key in claim.sources:
            if known_sources is not None and key not in known_sources:
                message = gettext("The source “%(source)s” is not in sources.toml. Add it there.")
                row.fault(message % {"source": key[:60]}, "sources")
        claims[claim.key] = claim
    return list(claims.values())


def _pictures(table: TomlTable) -> list[PictureEntry]:
    pictures: dict[str, PictureEntry] = {}
    for row in table.tables("pictures"):
        picture = PictureEntry(
            file=_picture_name(row),
            credit=row.text("credit", required=True, longest=200),
            licence=row.text("licence", required=True, longest=100),
            alt=row.words("alt", lines=True),
        )
        row.done()
        if picture.file and picture.file in pictures:
            row.fault(twice(picture.file), "file")
        pictures[picture.file] = picture
    return list(pictures.values())


def _picture_name(row: TomlTable) -> str:
    name = row.text("file", required=True)
    if name and not _PICTURE.fullmatch(name):
        message = gettext("“file” must be small letters, digits and hyphens, and then .png, .jpg, .jpeg or .webp.")
        row.fault(message, "file")
        return ""
    return name


def _check(table: TomlTable, fields: dict[str, Any]) -> None:
    """What must agree inside the file."""
    for one, other in (("lat", "lng"), ("lng", "lat")):
        if fields[one] is not None and fields[other] is None:
            message = gettext("A place needs both “lat” and “lng”: “%(key)s” is missing or wrong.")
            table.fault(message % {"key": other}, one)
    if fields["surveyed_on"] and fields["lat"] is None:
        message = gettext("A survey (surveyed_on) needs the place that was surveyed (lat, lng).")
        table.fault(message, "surveyed_on")
    if fields["surveyed_by"] and fields["surveyed_on"] is None:
        table.fault(gettext("“surveyed_by” needs the day of the survey (surveyed_on)."), "surveyed_by")
    if turned_round(fields["date_from"], fields["date_to"]):
        table.fault(gettext("“date_to” is before “date_from”."), "date_to")
    if fields["trigger"]:
        _check_trigger(table, fields)


def _check_trigger(table: TomlTable, fields: dict[str, Any]) -> None:
    """No trigger without a survey whose precision is better than the radius (the table says the same)."""
    if fields["deeper_of"]:
        message = gettext("A deeper piece is not suggested by place: it cannot have a trigger.")
        table.fault(message, "trigger")
    if fields["lat"] is None or fields["surveyed_on"] is None:
        message = gettext("A trigger needs a place (lat, lng) and a survey of it (surveyed_on).")
        table.fault(message, "trigger")
    if fields["precision_m"] is None or fields["precision_m"] >= fields["radius_m"]:
        message = gettext("A trigger needs a precision_m that is smaller than its radius_m.")
        table.fault(message, "trigger")
    if fields["access"] in {Access.CLOSED, Access.REMOTE}:
        message = gettext("A stop whose access is “%(access)s” cannot have a trigger.")
        table.fault(message % {"access": fields["access"]}, "trigger")


def _claim_blocks(claim: ClaimEntry, codes: Sequence[str]) -> list[str]:
    facts: dict[str, toml_text.Value | None] = {
        "key": claim.key,
        "status": claim.status,
        "attribution": claim.attribution or None,
        "sources": sorted(claim.sources),
    }
    return [
        toml_text.table("[[claims]]", facts),
        toml_text.table("[claims.text]", ordered(claim.text, codes)),
        toml_text.table("[claims.made_from]", ordered(claim.made_from, codes)),
    ]


def _picture_blocks(picture: PictureEntry, codes: Sequence[str]) -> list[str]:
    return [
        toml_text.table("[[pictures]]", {"file": picture.file, "credit": picture.credit, "licence": picture.licence}),
        toml_text.table("[pictures.alt]", ordered(picture.alt, codes)),
    ]

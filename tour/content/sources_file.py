"""`sources.toml`: the publications that claims rest on."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext

from tour.content import toml_text
from tour.content.toml_table import TomlTable, twice
from tour.content.values import SourceEntry

NAME = "sources.toml"

_is_web_address = URLValidator(schemes=("http", "https"))


def read(table: TomlTable) -> tuple[SourceEntry, ...]:
    """The sources by key; what is wrong is noted."""
    found: dict[str, SourceEntry] = {}
    for row in table.tables("sources"):
        entry = SourceEntry(
            key=row.slug("key"),
            title=row.text("title", required=True, longest=300),
            date=row.text("date", longest=40),
            url=_url(row),
            kind=row.text("kind", longest=40),
            note=row.text("note", lines=True),
        )
        row.done()
        if entry.key in found:
            row.fault(twice(entry.key), "key")
        found[entry.key] = entry
    table.done()
    return tuple(found[key] for key in sorted(found))


def write(sources: Iterable[SourceEntry]) -> str:
    """The file's canonical text; sources stand in the order of their keys."""
    return toml_text.document(
        toml_text.table(
            "[[sources]]",
            {
                "key": entry.key,
                "title": entry.title,
                "date": entry.date or None,
                "url": entry.url or None,
                "kind": entry.kind or None,
                "note": entry.note or None,
            },
        )
        for entry in sorted(sources, key=lambda entry: entry.key)
    )


def _url(row: TomlTable) -> str:
    url = row.text("url", longest=500)
    if url:
        try:
            _is_web_address(url)
        except ValidationError:
            row.fault(gettext("“url” must be a web address: https://..."), "url")
    return url

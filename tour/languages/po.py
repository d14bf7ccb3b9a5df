"""PO files of texts that are not the program's own: read and written by Babel."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from tour.languages.names import locale


@dataclass(frozen=True, slots=True, kw_only=True)
class PoEntry:
    """One text with its translation ("" where there is none); `name` is its context, `note` a comment for programs.

    `fuzzy`: the translation is of an older source, `before` where that is known, or a program guessed it.
    """

    name: str
    source: str
    target: str
    note: str = ""
    fuzzy: bool = False
    before: str = ""


def write_entries(entries: Iterable[PoEntry], code: str, project: str) -> bytes:
    """A PO file of the entries, in their order, for a language."""
    catalog = Catalog(locale=locale(code), project=project, charset="utf-8", fuzzy=False)
    for entry in entries:
        # The same source may stand in two places: its name keeps them apart.
        catalog.add(
            entry.source,
            entry.target,
            context=entry.name,
            auto_comments=[entry.note] if entry.note else (),
            flags=["fuzzy"] if entry.fuzzy else (),
            previous_id=entry.before or (),
        )
    out = io.BytesIO()
    write_po(out, catalog, width=0, omit_header=False, include_previous=True)
    return out.getvalue()


def read_entries(body: bytes) -> tuple[str, tuple[PoEntry, ...]]:
    """The language that a PO file's head names ("" where it names none), and its entries.

    Raises `ValueError` for what is no PO file.
    """
    try:
        catalog = read_po(io.BytesIO(body), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, LookupError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"this is no PO file: {error}") from error
    entries = tuple(
        PoEntry(
            name=message.context or "",
            source=str(message.id),
            target=str(message.string or ""),
            note=" ".join(message.auto_comments),
            fuzzy=message.fuzzy,
        )
        for message in catalog
        if message.id and not isinstance(message.id, tuple | list)
    )
    return str(catalog.locale_identifier or ""), entries

"""The interface's own words: extracted from code and templates, and compiled, by Babel alone.

A catalogue lies at locale/<locale>/LC_MESSAGES/django.po; the compiled .mo beside it is made at
setup and not kept in git.
"""

import datetime
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from tour.languages.names import own_name

# Catalogues carry no moving dates: the same words give the same file.
FIXED = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
KEYWORDS = DEFAULT_KEYWORDS | {
    name + suffix: spec
    for name, spec in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for suffix in ("", "_lazy")
}


def extract() -> Catalog:
    """Every word of the interface, as a template catalogue; places are named without line numbers."""
    catalog = Catalog(project="Wayside", charset="utf-8", fuzzy=False)
    for path in _sources():
        place = path.relative_to(settings.BASE_DIR).as_posix()
        for message, context in _messages(path):
            catalog.add(message, locations=[(place, 0)], context=context)
    return catalog


def update(code: str) -> Catalog:
    """Bring the language's catalogue in step with the code, keeping what is translated; write it."""
    path = po_path(code)
    catalog = Catalog(locale=to_locale(code), project="Wayside", version="1", charset="utf-8", fuzzy=False)
    catalog.header_comment = f"# Wayside's own words in {own_name(code)}.\n# SPDX-License-Identifier: GPL-3.0-or-later"
    catalog.copyright_holder, catalog.msgid_bugs_address = "the Wayside authors", ""
    catalog.last_translator, catalog.language_team = "Wayside", ""
    catalog.creation_date = catalog.revision_date = FIXED
    for message in read(code) if path.exists() else ():
        if message.id:
            catalog[message.id] = message
    catalog.update(extract(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        write_po(out, catalog, sort_output=True, include_lineno=False, width=100, omit_header=False)
    return catalog


def read(code: str) -> Catalog:
    """The language's catalogue as it stands; raises `OSError` where there is none."""
    with po_path(code).open("rb") as source:
        return read_po(source, locale=to_locale(code))


def missing(code: str) -> list[str]:
    """The words of the interface that the language's catalogue leaves untranslated."""
    catalog = read(code)
    return [first_form(message) for message in extract() if message.id and not is_translated(catalog, message)]


def compile_all() -> list[str]:
    """Compile every catalogue that is newer than its compiled form; the places compiled, below the first folder."""
    made = []
    for folder in map(Path, settings.LOCALE_PATHS):
        for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
                continue
            buffer = io.BytesIO()
            with source.open("rb") as text:
                write_mo(buffer, read_po(text, locale=source.parts[-3]))
            partial = target.with_suffix(f".{os.getpid()}.partial")
            partial.write_bytes(buffer.getvalue())
            partial.replace(target)
            made.append(source.relative_to(_root()).as_posix())
    return made


def po_path(code: str) -> Path:
    """Where the language's catalogue lies."""
    return _root() / to_locale(code) / "LC_MESSAGES" / "django.po"


def _root() -> Path:
    return Path(settings.LOCALE_PATHS[0])


def _sources() -> list[Path]:
    room = Path(settings.BASE_DIR) / "tour"
    found = [*room.rglob("*.py"), *room.rglob("templates/**/*.html"), *room.rglob("templates/**/*.svg")]
    return sorted(path for path in found if "migrations" not in path.parts)


def _messages(path: Path) -> Iterator[tuple[Any, str | None]]:
    """(message id or plural pair, context) of each call in a file; a template is first made to look like Python."""
    text = path.read_text()
    if path.suffix != ".py":
        # templatize leaves each call on a line with what stood around it blanked out.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    for _, function, arguments, _ in extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {}):
        texts = tuple(arguments) if isinstance(arguments, tuple | list) else (arguments,)
        if function is None or not texts[0]:
            continue
        context = None
        if "pgettext" in function:
            context, texts = str(texts[0]), texts[1:]
        plural = "ngettext" in function or "npgettext" in function
        yield (tuple(texts[:2]) if plural else texts[0]), context


def first_form(message: Message) -> str:
    """The message itself, or the first of its forms."""
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def is_translated(catalog: Catalog, message: Message) -> bool:
    """Whether the catalogue has every form of the message."""
    found = catalog.get(first_form(message), message.context)
    if found is None or found.fuzzy:
        return False
    return all(found.string) if isinstance(found.string, tuple | list) else bool(found.string)

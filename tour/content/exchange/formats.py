"""The two forms of a translator's file: PO (gettext) and XLIFF 1.2, both read and written whole.

Both carry each text's name, so that the same words in two places stay two texts, and its stamp, so
that an old file is known for one.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import cast
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext

from tour import languages
from tour.content import texts
from tour.content.exchange.units import Unit
from tour.content.words_file import wrong_with_paragraphs
from tour.languages import PoEntry

MOST_BYTES = 20_000_000
_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_STALE = "needs-review-translation"
# Programs say in several words that somebody has yet to look at a translation.
_UNSETTLED = frozenset(
    {
        _STALE,
        "needs-translation",
        "needs-adaptation",
        "needs-review-adaptation",
        "needs-l10n",
        "needs-review-l10n",
        "new",
    }
)
# The name of a paragraph of a stop.
_OF_TEXT = re.compile(r"stop/[^/]+/text/\d+")
_STAMP = re.compile(r"\bstamp:([0-9a-f]{16})\b")

# The languages that a file says it is in, as it spells them, and its texts.
Read = tuple[tuple[str, ...], tuple[Unit, ...]]


class FileRefused(Exception):
    """The file cannot be read as a translator's file; the message says why and what to do."""


def write_file(kind: str, units: Iterable[Unit], *, tour: str, source: str, target: str) -> bytes:
    """A file of these texts: `kind` is "po" or "xliff"; the languages are codes."""
    if kind == "po":
        entries = (
            PoEntry(
                name=unit.name,
                source=unit.source,
                target=unit.target,
                note=f"stamp:{unit.stamp}",
                fuzzy=unit.fuzzy,
                before=unit.before,
            )
            for unit in units
        )
        return languages.write_entries(entries, target, tour)
    return _xliff(units, tour, source, target)


def read_file(name: str, body: bytes, *, target: str) -> tuple[Unit, ...]:
    """The texts of a file, by its name's ending. Raises `FileRefused`.

    `target` is the code of the language that they are wanted in: a file that says another is refused.
    """
    if len(body) > MOST_BYTES:
        raise FileRefused(gettext("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // 1_000_000})
    reader = _READERS.get(name.rpartition(".")[2].lower())
    if reader is None:
        raise FileRefused(gettext("Name the file .po or .xliff, as it was exported."))
    said, found = reader(body)
    for language in said:
        _same_language(language, target)
    if not found:
        raise FileRefused(gettext("The file holds no text of a tour. Take the one that was exported from here."))
    for unit in found:
        if problem := texts.wrong_with(unit.target, unit.name) or _wrong_paragraph(unit):
            raise FileRefused(problem)
    return found


def _same_language(said: str, target: str) -> None:
    """Raises `FileRefused` where the file names another language; one that names none may pass."""
    code = languages.code_of(said)
    if not said.strip() or code == target:
        return
    refusal = gettext(
        "This file says that it is in %(said)s; what is taken in here is %(wanted)s. Choose the file for %(wanted)s."
    )
    raise FileRefused(refusal % {"said": _named(code) if code else f"“{said[:30]}”", "wanted": _named(target)})


def _named(code: str) -> str:
    return f"{languages.own_name(code)} ({languages.tag(code)})"


def _wrong_paragraph(unit: Unit) -> str:
    """What is wrong with a paragraph of a stop's text; "" where nothing is, or where it is another text."""
    problem = wrong_with_paragraphs([unit.target]) if _OF_TEXT.fullmatch(unit.name) else ""
    return f"{unit.name}: {problem}" if problem else ""


def _read_po(body: bytes) -> Read:
    try:
        language, entries = languages.read_entries(body)
    except ValueError as error:
        raise FileRefused(gettext("This is no PO file. Save it again from the translation program.")) from error
    return (language,), tuple(
        Unit(
            name=entry.name,
            source=entry.source,
            target=_plain(entry.target),
            stamp=_stamp(entry.note),
            fuzzy=entry.fuzzy,
        )
        for entry in entries
        if entry.name
    )


def _read_xliff(body: bytes) -> Read:
    try:
        root = ElementTree.fromstring(body)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise FileRefused(gettext("This is no XLIFF file. Save it again from the translation program.")) from error
    said = tuple(file.get("target-language", "") for file in root.iter(f"{{{_NAMESPACE}}}file"))
    return said, tuple(
        Unit(
            name=element.get("resname") or element.get("id") or "",
            source=_text(element, "source"),
            target=_plain(_text(element, "target")),
            stamp=_stamp(_text(element, "note")),
            fuzzy=_state(element) in _UNSETTLED,
        )
        for element in root.iter(f"{{{_NAMESPACE}}}trans-unit")
    )


def _xliff(units: Iterable[Unit], tour: str, source: str, target: str) -> bytes:
    root = Element("xliff", {"version": "1.2", "xmlns": _NAMESPACE})
    file = SubElement(
        root,
        "file",
        {
            "original": tour,
            "datatype": "plaintext",
            "source-language": languages.tag(source),
            "target-language": languages.tag(target),
        },
    )
    body = SubElement(file, "body")
    for at, unit in enumerate(units, start=1):
        element = SubElement(body, "trans-unit", {"id": str(at), "resname": unit.name})
        SubElement(element, "source").text = unit.source
        if unit.target:
            state = _STALE if unit.fuzzy else "translated"
            SubElement(element, "target", {"state": state}).text = unit.target
        SubElement(element, "note", {"from": "wayside"}).text = f"stamp:{unit.stamp}"
    indent(root)
    return cast("bytes", tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _text(element: Element, name: str) -> str:
    """All the words in a child, inline marks of translation programs left out."""
    child = element.find(f"{{{_NAMESPACE}}}{name}")
    return "" if child is None else "".join(child.itertext())


def _state(element: Element) -> str:
    """What the file says of its translation."""
    target = element.find(f"{{{_NAMESPACE}}}target")
    return "" if target is None else target.get("state", "")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _stamp(note: str) -> str:
    found = _STAMP.search(note)
    return found[1] if found else ""


_READERS: Mapping[str, Callable[[bytes], Read]] = {"po": _read_po, "xliff": _read_xliff, "xlf": _read_xliff}

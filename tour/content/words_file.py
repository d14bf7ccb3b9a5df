"""`<lang>.md`: a stop's title and text in one language, with what is said of the translation.

+++
state = "draft"
source = "<source_hash of the words it was translated from>"

[spoken]
"as the eye reads it" = "as a voice reads it"
+++

# Title

Paragraphs, a blank line between two.
"""

from collections.abc import Iterable

from django.utils.translation import gettext

from tour.content import texts, toml_text
from tour.content.files import TextFile
from tour.content.toml_table import TomlTable, front_matter, too_long
from tour.content.values import StopWords
from tour.models import TranslationState, paragraphs

_FENCE = "+++\n"
_STATES = tuple(TranslationState.values)


def read(file: TextFile, *, translation: bool) -> StopWords | None:
    """What the file says; None, with its faults noted, where it cannot be read."""
    state, source, spoken, body = "", "", {}, file.text
    if file.text.startswith(_FENCE):
        front, closed, body = file.text[len(_FENCE) - 1 :].partition("\n" + _FENCE)
        if not closed:
            file.fault(1, gettext("The front matter is not closed: a line +++ is missing."))
            return None
        table = front_matter(file, front[1:])
        if table is None:
            return None
        state, source = _record(table) if translation else _no_record(table)
        spoken = _spoken(table.table("spoken"))
        table.done()
    body = body.lstrip("\n")
    title, text = _title_and_text(body)
    found = StopWords(title=title, paragraphs=paragraphs(text), state=state, source=source, spoken=spoken)
    _check(file, found, body)
    return found


def write(words: StopWords) -> str:
    """The file's canonical text."""
    front = toml_text.document(
        [
            toml_text.pairs({"state": words.state or None, "source": words.source or None}),
            toml_text.table("[spoken]", dict(sorted(words.spoken.items()))),
        ]
    )
    title = f"# {words.title}\n" if words.title else ""
    body = "\n".join(part for part in (title, *(f"{text}\n" for text in words.paragraphs)) if part)
    # A text that begins as front matter does is told from it by front matter that says nothing.
    return f"{_FENCE}{front}{_FENCE}\n{body}" if front or body.startswith(_FENCE) else body


def wrong_with_paragraphs(found: Iterable[str]) -> str:
    """What is wrong with the paragraphs of a stop's text; "" where nothing is."""
    if any(text.startswith("#") for text in found):
        return gettext("A paragraph cannot begin with “#”. Write something before it, or take it out.")
    return ""


def line_of_text(file: TextFile) -> int:
    """The line on which title or text begins."""
    body = file.text
    skipped = 0
    if body.startswith(_FENCE):
        skipped = body.find("\n" + _FENCE) + len("\n" + _FENCE)
    rest = body[skipped:]
    return body.count("\n", 0, skipped + len(rest) - len(rest.lstrip("\n"))) + 1


def _record(table: TomlTable) -> tuple[str, str]:
    """(state, source hash); an unstated state is a draft."""
    state = table.choice("state", _STATES, TranslationState.DRAFT.value)
    return state, table.hash("source")


def _no_record(table: TomlTable) -> tuple[str, str]:
    for key in ("state", "source"):
        if key in table.keys():  # noqa: SIM118  a method of ours
            message = gettext("Only a translation has “%(key)s”; this is the source language. Take the line out.")
            table.fault(message % {"key": key}, key)
            table.text(key)
    return "", ""


def _spoken(table: TomlTable) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in table.keys():  # noqa: SIM118  a method of ours
        if not key.strip() or len(key) > 200 or texts.wrong_with(key) or "\n" in key:
            message = gettext("What is written must be 1 to 200 characters on one line, without HTML.")
            table.fault(message, key)
        found[key.strip()] = table.text(key, required=True, longest=200)
    return {key: found[key] for key in sorted(found)}


def _title_and_text(body: str) -> tuple[str, str]:
    if body.startswith("# "):
        title, _, text = body[2:].partition("\n")
        return " ".join(title.split()), text
    return "", body


def _check(file: TextFile, words: StopWords, body: str) -> None:
    first = file.text.count("\n") - body.count("\n") + 1
    if found := texts.tag(body):
        line = first + body.count("\n", 0, found.start())
        message = gettext("The text holds the tag %(tag)s. Texts are plain: write it without HTML.")
        file.fault(line, message % {"tag": found[0][:40]})
    if len(words.title) > 200:
        file.fault(line_of_text(file), too_long("title", len(words.title), 200))
    if wrong_with_paragraphs(words.paragraphs):
        lines = body.split("\n")
        later = [at for at, line in enumerate(lines) if line.lstrip().startswith("#") and (at or not words.title)]
        line = first + (later[-1] if later else 0)
        message = gettext("Only the first line can be a heading: “# Title”. Take the # out of the text.")
        file.fault(line, message)

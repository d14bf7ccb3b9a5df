"""What a tour folder refuses, refused at the field where it is typed: what the desk keeps can be loaded again."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from tour import content
from tour.models import paragraphs

_DISTANCES = ("precision_m", "radius_m")
_MOMENTS = ("date_from", "date_to")


def keep_plain(form: forms.BaseForm) -> None:
    """Let every field for words refuse what no text of a tour may hold."""
    for name, field in form.fields.items():
        if isinstance(field, forms.CharField) and not field.widget.is_hidden:
            field.validators.append(_Plain(str(field.label or name), lines=isinstance(field.widget, forms.Textarea)))


class _Plain:
    """Refuses control characters and HTML, and line ends where there is one line; says so under the field's label."""

    def __init__(self, label: str, *, lines: bool) -> None:
        self._label, self._lines = label, lines

    def __call__(self, text: str) -> None:
        # A browser's line ends, which a folder is not given.
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        if problem := content.wrong_with(text, self._label):
            raise ValidationError(problem)
        if "\n" in text and not self._lines:
            raise ValidationError(gettext("“%(key)s” must stand on one line.") % {"key": self._label})


def said(text: str) -> None:
    """Refuse a text that says nothing, or holds what no text of a tour may."""
    if not any(character.isalnum() for character in text):
        raise ValidationError(gettext("Write at least a word here."))
    plain(text)


def plain(text: str) -> None:
    """Refuse control characters and HTML: a tour folder with them could not be loaded again."""
    if content.wrong_with(text):
        raise ValidationError(gettext("Take out control characters and HTML: only plain text can stand here."))


def wrong_facts(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with the facts of a stop that were typed: (field, what to do)."""
    for name in _DISTANCES:
        if (facts.get(name) or 0) > content.FARTHEST_M:
            yield name, gettext("That is too far to say anything of a place.")
    if (facts.get("number") or 0) > content.HIGHEST_NUMBER:
        told = gettext("“%(key)s” must be from %(least)d to %(most)d.")
        yield "number", told % {"key": gettext("number"), "least": 1, "most": content.HIGHEST_NUMBER}
    moments = [facts.get(name) or "" for name in _MOMENTS]
    problems = [content.wrong_with_moment(text) for text in moments]
    yield from ((name, problem) for name, problem in zip(_MOMENTS, problems, strict=True) if problem)
    if not any(problems) and content.turned_round(*moments):
        yield "date_to", gettext("This is before the beginning. Turn the two round, or mend one.")


def wrong_text(text: str) -> str:
    """What is wrong with a stop's text, besides what is wrong with any; "" where nothing is."""
    return content.wrong_with_paragraphs(paragraphs(text))


def unlike(text: str, source: str, source_name: str) -> str:
    """What keeps a translation from being called reviewed: its paragraphs are not its source's. "" where they are."""
    count = len(paragraphs(text))
    return content.unlike(count, len(paragraphs(source)), source_name) if count else ""

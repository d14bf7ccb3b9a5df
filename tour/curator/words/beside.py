"""One language beside its source: which of the two a page edits, and the fields paired for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.text import capfirst

from tour import languages
from tour.curator.access import may
from tour.curator.saving.clash import Clash, ClashForm
from tour.curator.words.source_words import Sentence, source_words
from tour.models import Tour, column, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The language a page edits and the one it stands beside; `codes` are all that may be chosen."""

    language: str
    source: str
    codes: tuple[str, ...]

    @property
    def is_source(self) -> bool:
        """Whether the page edits the source itself."""
        return self.language == self.source

    @property
    def both(self) -> tuple[str, ...]:
        """The one or two languages whose columns the page needs."""
        return tuple(dict.fromkeys((self.language, self.source)))

    @property
    def query(self) -> str:
        """The query string that leads back to this language."""
        return urlencode({"language": self.language})

    @property
    def name(self) -> str:
        """The edited language by its own name."""
        return languages.own_name(self.language)

    @property
    def links(self) -> list[tuple[str, str, str, bool]]:
        """(query string, own name, BCP 47 tag, is it this one) of each language that may be chosen."""
        return [
            (urlencode({"language": code}), languages.own_name(code), languages.tag(code), code == self.language)
            for code in self.codes
        ]


def chosen(request: HttpRequest, tour: Tour) -> Beside:
    """The page's languages: what `?language=` asks for where the tour has it and the person sees it, else the source.

    Reads of the tour its source and its languages.
    """
    source = tour.source_language
    all_codes = dict.fromkeys((source, *tour.languages))
    codes = tuple(code for code in all_codes if may(request.user, "see", tour=tour, language=code))
    asked = request.GET.get("language", source)
    return Beside(language=asked if asked in codes else source, source=source, codes=codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A field to be filled in, and the source's words it stands beside (none on the source's own page).

    Without a field the words may only be read: `text` are they. `clash`: somebody else has written here too.
    """

    label: str
    field: BoundField | None
    text: str
    source: tuple[tuple[Sentence, ...], ...]
    clash: Clash | None = None


class BesideForm(ClashForm):
    """The form of one language's words; its class is made per request with `beside` and `texts` set."""

    beside: Beside
    texts: tuple[str, ...] = ()
    # The tour's names, marked in the source's words.
    terms: Sequence[tuple[str, str, bool]] = ()

    def pairs(self) -> Iterator[Pair]:
        """Each translated field with the source's words."""
        for name in self.texts:
            source = "" if self.beside.is_source else words(self.instance, name, self.beside.source)
            own = column(name, self.beside.language)
            field = self[own] if own in self.fields else None
            label = field.label if field else capfirst(self._meta.model._meta.get_field(name).verbose_name)
            yield Pair(
                label=str(label),
                field=field,
                text=words(self.instance, name, self.beside.language),
                source=source_words(source, self.beside.source, self.terms),
                clash=self.clashes.get(own),
            )

    @property
    def tag(self) -> str:
        """The edited language's tag for `lang`."""
        return languages.tag(self.beside.language)

    @property
    def direction(self) -> str:
        """The edited language's direction for `dir`."""
        return languages.direction(self.beside.language)

    @property
    def source_tag(self) -> str:
        """The source language's tag for `lang`."""
        return languages.tag(self.beside.source)

    @property
    def source_direction(self) -> str:
        """The source language's direction for `dir`."""
        return languages.direction(self.beside.source)


def label_of(row: models.Model, field: str) -> str:
    """What a translated field is called on a page."""
    return str(getattr(row._meta.get_field(field), "verbose_name", field))


class WordsField(forms.CharField):
    """Words with plain line ends, as tour folders have them: a browser sends others, which are no change."""

    def to_python(self, value: Any) -> Any:
        """The words as they are kept."""
        return _plain(super().to_python(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the words differ; those that were kept as a browser sent them differ by no line end."""
        return super().has_changed(_plain(initial), data)


# What programs write for the end of a line or a paragraph, beside what is kept.
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def _plain(text: Any) -> Any:
    return _LINE_END.sub("\n", text) if isinstance(text, str) else text


def kind_of_field(db_field: Any) -> dict[str, Any]:
    """What to make a form field of: a localized text's is a `WordsField`."""
    localized = getattr(db_field, "translated_field", None) is not None
    return {"form_class": WordsField} if localized and isinstance(db_field, models.TextField) else {}


def dress(field: forms.Field, db_field: models.Field[Any, Any], original: models.Field[Any, Any], code: str) -> None:
    """Give a localized column's form field the plain label and its language's `lang` and `dir`."""
    field.label = str(original.verbose_name).capitalize()
    field.help_text = str(original.help_text)
    field.required = False
    field.widget.attrs |= {"lang": languages.tag(code), "dir": languages.direction(code)}
    if isinstance(db_field, models.TextField):
        field.widget.attrs["rows"] = 14 if original.name == "text" else 3

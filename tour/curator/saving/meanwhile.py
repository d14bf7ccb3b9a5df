"""Rows below a page's own, of which others may have taken some away or made some since the page was opened.

A row that is no more would leave its page unsaveable for ever, for its key cannot be chosen again; a new row that
is there already (the page was sent twice, or two people wrote it) would be refused by the database, without a word.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst
from django.utils.translation import gettext

from tour.curator.saving.guard import digest
from tour.curator.typed import InlineFormSet


class MeanwhileFormSet(InlineFormSet):
    """Rows of which those that are gone are left out, and those that are there already are not made again.

    `gone`: of each row left out, what stood on the page. `once`: the field that may hold each value once.
    """

    once = ""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        """Django's rows, without those that somebody has taken away."""
        self.gone: list[str] = []
        # New rows that the table has already, word for word: they count as saved.
        self._there: list[Any] = []
        super().__init__(data, *args, **kwargs)
        if self.is_bound and self.management_form.is_valid():
            self._leave_out_gone()

    @property
    def extra_forms(self) -> Any:
        """The new rows, without those that are there already."""
        return [form for form in super().extra_forms if form not in self._there]

    def clean(self) -> None:
        """Refuse a value twice (the database would, but with no word on what to do); a row sent twice is one."""
        super().clean()
        self._there = [form for form in super().extra_forms if self._kept_forms([form]) and self.stands_already(form)]
        seen = set()
        for form in self._kept_forms(form for form in self.forms if form not in self._there):
            value = form.cleaned_data.get(self.once)
            if not value:
                continue
            if value in seen:
                raise ValidationError(
                    gettext("“%(value)s” stands here twice. Keep one of the two.") % {"value": value}
                )
            seen.add(value)
            if any(getattr(row, self.once) == value for row in self._unseen()):
                raise ValidationError(
                    gettext(
                        "“%(value)s” has been added here since you opened the page, and says something else. Take"
                        " yours out and save; then change the one that is here."
                    )
                    % {"value": value}
                )

    def stands_already(self, form: Any) -> bool:
        """Whether the table has this new row already, made since the page was opened."""
        named = [name for name in form.fields if name in form.cleaned_data and name not in self._own_fields()]
        return bool(self.once) and any(
            all(digest(getattr(row, name)) == digest(form.cleaned_data[name]) for name in named)
            for row in self._unseen()
        )

    def _own_fields(self) -> set[str]:
        return {self.model._meta.pk.name, self.fk.name, "loaded", DELETION_FIELD_NAME}

    def _kept_forms(self, among: Iterable[Any]) -> list[Any]:
        """Those that have something valid to be saved."""
        return [
            form
            for form in among
            if form.is_bound
            and getattr(form, "cleaned_data", None)
            and not form.errors
            and not form.cleaned_data.get(DELETION_FIELD_NAME)
            and (form.instance.pk or form.has_changed())
        ]

    def _unseen(self) -> list[Any]:
        """The rows that the page did not show: they are newer."""
        shown = {form.instance.pk for form in self.forms}
        return [row for row in self.get_queryset() if row.pk not in shown]

    def _leave_out_gone(self) -> None:
        """Take the rows out of what was sent, and note what they said on the page."""
        initial = self.initial_form_count()
        sent = [self.data.get(f"{self.add_prefix(at)}-{self.model._meta.pk.name}", "") for at in range(initial)]
        keys = {int(key) for key in sent if key.isdecimal() and len(key) < 19}
        there = set(self.model._default_manager.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
        lost = [at for at, key in enumerate(sent) if key.isdecimal() and int(key) not in there]
        if not lost:
            return
        for at in lost:
            # Whoever wanted it taken away themselves need not be told.
            if f"{self.add_prefix(at)}-{DELETION_FIELD_NAME}" not in self.data:
                self.gone.append(self._on_the_page(at))
        self.data = without(cast("QueryDict", self.data), str(self.prefix), lost)
        # It was read from the data of before.
        self.__dict__.pop("management_form", None)

    def _on_the_page(self, at: int) -> str:
        """What a row said on the page: what its fields showed, one after another."""
        said = []
        for name, field in self.form.base_fields.items():
            if isinstance(field.widget, forms.HiddenInput):
                continue
            raw = field.widget.value_from_datadict(self.data, MultiValueDict(), f"{self.add_prefix(at)}-{name}")
            said.append(_shown(field, raw))
        return " · ".join(filter(None, said))


def tell(request: HttpRequest, formsets: Iterable[Any], inlines: Iterable[Any]) -> None:
    """Tell whoever saves a page of the rows below it that are gone."""
    said = gettext(
        "Somebody has taken this away from “%(rows)s” since you opened the page, and it is not saved again: “%(text)s”"
    )
    for formset, inline in zip(formsets, inlines, strict=True):
        rows = capfirst(str(inline.verbose_name_plural))
        for text in getattr(formset, "gone", ()):
            messages.warning(request, said % {"rows": rows, "text": text})


def without(data: QueryDict, prefix: str, lost: Sequence[int]) -> QueryDict:
    """What a page sent, without these rows of a set; the others are counted anew, also where a choice names them."""
    field = re.compile(rf"(.*\b)?{re.escape(prefix)}-(\d+)-(.+)")

    def anew(name: str) -> str | None:
        found = field.fullmatch(name)
        if found is None:
            return name
        at = int(found[2])
        earlier = sum(one < at for one in lost)
        return None if at in lost else f"{found[1] or ''}{prefix}-{at - earlier}-{found[3]}"

    left = QueryDict(mutable=True)
    for name, values in data.lists():
        if (new := anew(name)) is not None:
            # Two texts of one field (see `clash`) are spoken of by the field's name.
            named = [anew(value) for value in values] if name in ("both", "_continue") else values
            left.setlist(new, [value for value in named if value is not None])
    for count in (TOTAL_FORM_COUNT, INITIAL_FORM_COUNT):
        name = f"{prefix}-{count}"
        left[name] = str(int(str(data[name])) - len(lost))
    return left


def _shown(field: Any, raw: Any) -> str:
    """A value as the page showed it."""
    if isinstance(raw, list):
        return ", ".join(map(str, raw))
    if isinstance(field, forms.ModelChoiceField):
        rows = cast("QuerySet[Any]", field.queryset)
        found = rows.filter(pk=raw).first() if str(raw or "").isdecimal() else None
        return str(found or "")
    if isinstance(field, forms.ChoiceField):
        return str(dict(cast("Any", field.choices)).get(raw, raw or ""))
    return str(raw or "").strip()

"""The guard against lost updates: two people may edit one row, and neither's work vanishes.

A form carries a short hash of every value it was loaded with. On saving, each field is compared
three ways: as loaded, as stored now, as typed. What only one side changed is kept; where both
changed one field, nothing is saved and both texts are shown.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from tour.curator.saving.fitting import keep_plain
from tour.curator.typed import ModelForm


def digest(value: Any) -> str:
    """8 hex digits of a form value, alike for all that a form writes alike (line ends, None and empty)."""
    return hashlib.sha256(json.dumps(_plain(value), default=str).encode()).hexdigest()[:8]


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.strip().splitlines())
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet | list | tuple):
        # Rows that are ticked have no order; codes may have one.
        rows = isinstance(value, models.QuerySet) or all(isinstance(one, models.Model) for one in value)
        return sorted(map(_plain, value)) if rows else [_plain(one) for one in value]
    return value


class GuardedForm(ModelForm):
    """A model's form that refuses to overwrite what somebody else has saved since it was loaded."""

    # Fields whose stored value is not the writer's to answer for; the box that takes a row away has none.
    unguarded: frozenset[str] = frozenset({"loaded", DELETION_FIELD_NAME})

    # What its writer left unsaved, to be shown again: the page's form as it would have been sent.
    draft: Mapping[str, list[str]] | None = None

    loaded = forms.CharField(required=False, widget=forms.HiddenInput, label="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Django's form, carrying the hashes of what it was loaded with."""
        super().__init__(*args, **kwargs)
        keep_plain(self)
        self.guard()

    def guard(self) -> None:
        """Take the hashes of the fields as they are now; a subclass that changes its fields calls it again."""
        self.initial["loaded"] = json.dumps(self._stored(), separators=(",", ":"))
        if self.draft is not None and not self.is_bound:
            self._fill(self.draft)

    def clean(self) -> dict[str, Any] | None:
        """The typed values, joined with what others have saved meanwhile."""
        cleaned = super().clean()
        if cleaned is None:
            cleaned = self.cleaned_data
        if self.instance.pk is None:
            return cleaned
        loaded, stored = unpacked(cleaned.get("loaded") or ""), self._stored()
        compared_names = set(cleaned)
        changed = [name for name in stored if name in cleaned and loaded.get(name) != stored[name]]
        for name in changed:
            typed = digest(cleaned[name])
            if typed == loaded.get(name):
                # Only the other has touched it: theirs stands.
                cleaned[name] = self.fields[name].clean(self.get_initial_for_field(self.fields[name], name))
                self._show(name, self.fields[name].prepare_value(self.initial.get(name)))
            elif typed != stored[name]:
                self.add_error(name, self._both(name))
        if changed:
            # Whoever saves after having seen both texts has decided; a field that was refused was not compared.
            compared = {name: now for name, now in stored.items() if name in compared_names}
            self._show("loaded", json.dumps(loaded | compared, separators=(",", ":")))
        return cleaned

    def columns(self) -> list[str]:
        """The changed fields that are columns of the row: what saving has to write, and no more."""
        concrete = {field.name for field in self._meta.model._meta.concrete_fields}
        return [name for name in self.changed_data if name in concrete]

    def _fill(self, draft: Mapping[str, list[str]]) -> None:
        """Show the draft, with the hashes of its own loading; a row below only where it is still the same row."""
        row = "".join(draft.get(self.add_prefix("id"), []))
        if self.add_prefix("loaded") not in draft or (self.prefix and row != str(self.instance.pk or "")):
            return
        data = QueryDict(mutable=True)
        for name, values in draft.items():
            data.setlist(name, values)
        for name, field in self.fields.items():
            if name != "id" and not field.disabled:
                self.initial[name] = field.widget.value_from_datadict(data, MultiValueDict(), self.add_prefix(name))

    def _stored(self) -> dict[str, str]:
        return {
            name: digest(self.get_initial_for_field(field, name))
            for name, field in self.fields.items()
            if name not in self.unguarded
        }

    def _both(self, name: str) -> str:
        stored = self.get_initial_for_field(self.fields[name], name)
        return both(", ".join(map(str, stored)) if isinstance(stored, list) else str(stored or ""))

    def _show(self, name: str, value: Any) -> None:
        """Let the field show another value than was sent, should the form be shown again."""
        data = cast("QueryDict", self.data).copy()
        data.setlist(
            self.add_prefix(name), [str(one) for one in (value if isinstance(value, list) else [value or ""])]
        )
        self.data = data


def both(stored: str) -> str:
    """What is said of a field that two people have changed."""
    return gettext(
        "Somebody has saved this field since you opened the page. Your text is kept here, not saved yet."
        " Join the two and save again. Stored now:\n%(stored)s"
    ) % {"stored": stored or gettext("(nothing)")}


def unpacked(loaded: str) -> dict[str, str]:
    """The hashes a form was loaded with; none where they were tampered with (then every difference counts)."""
    try:
        found = json.loads(loaded)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}

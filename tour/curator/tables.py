"""Rows below a form, as a table: each field says to those who hear the page what its column's head says."""

from typing import Any

from django.forms import CheckboxInput
from django.http import HttpRequest
from django.utils.translation import gettext

from tour.curator.saving.meanwhile import MeanwhileFormSet
from tour.curator.typed import TabularInline


class Table(TabularInline):
    """Django's rows in a table, each field named; `once` is the field that may hold each value once."""

    formset = MeanwhileFormSet
    once = ""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The formset's class; its fields carry their labels, for the table shows them in its head alone."""
        made: Any = super().get_formset(request, obj, **kwargs)
        made.once = self.once
        made.deletion_widget = CheckboxInput(attrs={"aria-label": gettext("Delete")})
        for field in made.form.base_fields.values():
            field.widget.attrs.setdefault("aria-label", field.label)
        return made

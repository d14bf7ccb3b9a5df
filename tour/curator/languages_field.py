"""Languages to tick, as forms of the desk offer them."""

from collections.abc import Iterable

from django import forms
from django.utils.html import format_html

from tour import languages


class LanguagesField(forms.MultipleChoiceField):
    """Languages to tick, each named in itself and marked, so that a browser draws and reads its name rightly."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, codes: Iterable[str]) -> None:
        """The languages to choose among, in their order, each once."""
        self.choices = [
            (code, format_html('<span lang="{}">{}</span>', languages.tag(code), languages.own_name(code)))
            for code in dict.fromkeys(codes)
        ]

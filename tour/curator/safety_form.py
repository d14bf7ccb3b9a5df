"""The form of a notice's words: the tour's source language first, the others as drafts beside it."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour import languages
from tour.models import Notice, Stop, Tour, set_words, words

LONGEST_LETTERS = 400


class NoticeWords(forms.Form):
    """What visitors are told, in each of the tour's languages; `needed` where the notice has nothing else to say."""

    def __init__(self, data: Any = None, *, tour: Tour, notice: Notice | None = None, needed: bool) -> None:
        """The fields `words_<language>`, filled from the notice where there is one."""
        super().__init__(data)
        self._source = tour.source_language
        for code in dict.fromkeys((tour.source_language, *tour.languages)):
            self.fields[f"words_{code}"] = forms.CharField(
                label=languages.own_name(code),
                required=needed and code == self._source,
                max_length=LONGEST_LETTERS,
                initial=words(notice, "text", code) if notice else "",
                widget=forms.Textarea(
                    attrs={"rows": 2, "lang": languages.tag(code), "dir": languages.direction(code)}
                ),
            )

    @property
    def source(self) -> BoundField:
        """The field of the source language."""
        return self[f"words_{self._source}"]

    @property
    def others(self) -> list[BoundField]:
        """The fields of the other languages."""
        return [self[name] for name in self.fields if name.startswith("words_") and name != self.source.name]

    def clean(self) -> dict[str, Any]:
        """The values; words in another language without the source's would leave most readers without any."""
        cleaned = super().clean() or {}
        if not cleaned.get(self.source.name) and any(cleaned.get(field.name) for field in self.others):
            self.add_error(self.source.name, gettext("Write it in the tour's own language too."))
        return cleaned

    def fill(self, notice: Notice) -> None:
        """Set the notice's words; the caller saves."""
        for name, text in self.cleaned_data.items():
            if name.startswith("words_"):
                set_words(notice, "text", name.removeprefix("words_"), text)


class WarningForm(NoticeWords):
    """A warning: where, and in which words."""

    def __init__(self, data: Any = None, *, tour: Tour) -> None:
        """The words, and the tour's stops to choose from."""
        super().__init__(data, tour=tour, needed=True)
        stops = Stop.objects.filter(tour=tour, retired=False).only("number", "slug").order_by("number")
        self.fields["stop"] = forms.ModelChoiceField(
            label=_("Where"), queryset=stops, required=False, empty_label=gettext("the whole tour")
        )

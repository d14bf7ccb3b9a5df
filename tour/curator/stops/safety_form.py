"""The form of a notice's words: the tour's source language first, the others as drafts beside it."""

import json
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour import languages
from tour.curator.saving.guard import both, digest, unpacked
from tour.models import Notice, Stop, Tour, column, set_words, words

LONGEST_LETTERS = 400


class NoticeWords(forms.Form):
    """What visitors are told, in each of the tour's languages; `needed` where the notice has nothing else to say."""

    def __init__(self, data: Any = None, *, tour: Tour, notice: Notice | None = None, needed: bool) -> None:
        """The fields `words_<language>`, filled from the notice where there is one."""
        super().__init__(data)
        self._source = tour.source_language
        self._notice = notice
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
        if notice:
            hashes = json.dumps(self._stored(), separators=(",", ":"))
            self.fields["loaded"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=hashes)

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
        if self._notice:
            self._join(cleaned)
        others = any(cleaned.get(field.name) for field in self.others)
        if others and self.source.name not in self.errors and not cleaned.get(self.source.name):
            self.add_error(self.source.name, gettext("Write it in the tour's own language too."))
        return cleaned

    def fill(self, notice: Notice) -> list[str]:
        """Set the notice's words and give the columns that differ; the caller saves them."""
        said = {name.removeprefix("words_"): text for name, text in self.cleaned_data.items() if name != "loaded"}
        changed = [code for code in self._codes() if words(notice, "text", code) != said[code].strip()]
        for code in changed:
            set_words(notice, "text", code, said[code])
        return [column("text", code) for code in changed]

    def typed(self) -> str:
        """What was typed and is not what the page came with, in every language."""
        loaded = unpacked(self.data.get("loaded", ""))
        sent = {code: str(self.data.get(f"words_{code}", "")).strip() for code in self._codes()}
        return " · ".join(text for code, text in sent.items() if text and digest(text) != loaded.get(code))

    def _codes(self) -> list[str]:
        return [name.removeprefix("words_") for name in self.fields if name.startswith("words_")]

    def _stored(self) -> dict[str, str]:
        """By language the hash of what the notice says now."""
        return {code: digest(words(self._notice, "text", code)) if self._notice else "" for code in self._codes()}

    def _join(self, cleaned: dict[str, Any]) -> None:
        """Let what only another has changed stand, and refuse what both have changed (as `guard` does)."""
        loaded, stored = unpacked(cleaned.get("loaded") or ""), self._stored()
        compared = {code: now for code, now in stored.items() if f"words_{code}" in cleaned}
        data = cast("QueryDict", self.data).copy()
        for code, now in compared.items():
            name, theirs = f"words_{code}", words(self._notice, "text", code) if self._notice else ""
            typed = digest(cleaned[name])
            if loaded.get(code) == now or typed == now:
                continue
            if typed == loaded.get(code):
                cleaned[name] = data[name] = theirs
            else:
                self.add_error(name, both(theirs))
        # A language that was refused was not compared.
        data["loaded"] = json.dumps(loaded | compared, separators=(",", ":"))
        self.data = data


class WarningForm(NoticeWords):
    """A warning: where, and in which words."""

    def __init__(self, data: Any = None, *, tour: Tour) -> None:
        """The words, and the tour's stops to choose from."""
        super().__init__(data, tour=tour, needed=True)
        stops = Stop.objects.filter(tour=tour, retired=False).only("number", "slug").order_by("number")
        self.fields["stop"] = forms.ModelChoiceField(
            label=_("Where"), queryset=stops, required=False, empty_label=gettext("the whole tour")
        )

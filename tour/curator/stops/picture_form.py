"""What must be said of a picture: what it shows, whose it is, and what others may do with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tour import languages
from tour.curator.saving.fitting import said

_ALT_CHARACTERS = 1000


class FileForm(forms.Form):
    """A file in the place of a picture's."""

    file = forms.FileField(
        label=_("Picture file"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP, at most 20 MB. Where it was taken, and by which camera, is not kept."),
    )


class AddForm(FileForm):
    """A new picture, with all that must be said of it."""

    alt = forms.CharField(
        label=_("What it shows, for people who cannot see it"),
        max_length=_ALT_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[said],
    )
    credit = forms.CharField(
        label=_("Credit"), max_length=200, validators=[said], help_text=_("Who made it. Shown below the picture.")
    )
    licence = forms.CharField(
        label=_("Licence"), max_length=100, validators=[said], help_text=_("For example CC BY 4.0.")
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        """The form; the words for who cannot see are in the tour's source language."""
        super().__init__(*args, **kwargs)
        attrs = self.fields["alt"].widget.attrs
        attrs |= {"lang": languages.tag(language), "dir": languages.direction(language)}

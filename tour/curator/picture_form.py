"""What must be said of a picture: what it shows, whose it is, and what others may do with it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour import content, languages
from tour.curator.beside import BesideForm
from tour.models import Picture, column

_ALT_CHARACTERS = 1000


def said(text: str) -> None:
    """Refuse a text that says nothing, or holds what no text of a tour may."""
    if not any(character.isalnum() for character in text):
        raise ValidationError(gettext("Write at least a word here."))
    plain(text)


def plain(text: str) -> None:
    """Refuse control characters and HTML: a tour folder with them could not be loaded again."""
    if content.wrong_with(text):
        raise ValidationError(gettext("Take out control characters and HTML: only plain text can stand here."))


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


class PictureWords(BesideForm):
    """A picture's words in one language; in the source's they may be changed, and not taken out."""

    def clean(self) -> dict[str, Any] | None:
        """The values; the source's words, the credit and the licence must say something."""
        cleaned = super().clean() or {}
        alt = column("alt", self.beside.language)
        for name in (alt, "credit", "licence"):
            if name not in cleaned:
                continue
            try:
                (said if name != alt or self.beside.is_source else plain)(cleaned[name] or "")
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned

    class Meta:
        model = Picture
        fields = ()

"""A picture's words beside their source: on the stop's page, and on its own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tour.curator.saving.fitting import plain, said
from tour.curator.words.beside import BesideForm
from tour.curator.words.rows import WordsInline
from tour.models import Picture, column


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


class Pictures(WordsInline):
    """The stop's pictures, in words."""

    model = Picture
    form = PictureWords
    text = "alt"
    verbose_name_plural = _("pictures, said for those who do not see them")

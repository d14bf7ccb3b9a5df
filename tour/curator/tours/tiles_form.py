"""The forms of a map's tiles: one archive of them, or an address; and whose they are, which is never left out."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour import content
from tour.curator.saving.fitting import said


class Attribution(forms.Form):
    """Whose the tiles are."""

    attribution = forms.CharField(
        label=_("Attribution"),
        max_length=content.LONGEST_ATTRIBUTION,
        validators=[said],
        help_text=_("Whose tiles these are, as their licence asks. Shown below the map, the same in every language."),
    )


class ArchiveForm(Attribution):
    """An archive to be looked at."""

    file = forms.FileField(
        label=_("PMTiles archive"),
        widget=forms.FileInput(attrs={"accept": ".pmtiles"}),
        help_text=_(
            "Version 3, of PNG, JPEG, WebP or AVIF pictures, at most 30 MB. You will see first what it weighs."
        ),
    )
    field_order = ("file", "attribution")

    def clean_file(self) -> UploadedFile:
        """The file, unless it is too large to be kept until somebody confirms it."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > content.MOST_TILES_BYTES:
            most = content.MOST_TILES_BYTES // 1_000_000
            raise ValidationError(gettext("The file is larger than %(most)d MB. Make it smaller.") % {"most": most})
        return file


class AddressForm(Attribution):
    """An address where tiles are to be had one by one."""

    url = forms.CharField(
        label=_("Address of the tiles"),
        help_text=_("For example https://tiles.example.org/{z}/{x}/{y}.png, or a path of this site."),
    )
    max_zoom = forms.IntegerField(
        label=_("Closest zoom"),
        required=False,
        min_value=0,
        max_value=content.CLOSEST_ZOOM,
        help_text=_("Up to which zoom that address has tiles. Leave it empty if you do not know."),
    )
    field_order = ("url", "attribution", "max_zoom")

    def clean_url(self) -> str:
        """The address, if a map can be drawn from it and a visitor's page may let it in."""
        url: str = self.cleaned_data["url"]
        if not content.is_tile_address(url):
            raise ValidationError(
                gettext("Begin the address with https:// or with / and put {z}, {x} and {y} into it, once each.")
            )
        return url

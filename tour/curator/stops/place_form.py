"""The form of a stop's place: typed, dragged, or surveyed with the phone in hand."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour.content import FARTHEST_M
from tour.curator.saving.guard import GuardedForm
from tour.curator.stops.survey import MEASURED, lacking, moved
from tour.models import Stop


class PlaceForm(GuardedForm):
    """Where a stop is, how exactly that is known, and from how far away it is suggested.

    `fix` is what the phone has measured, as it wrote it into the fields; they are a survey while they still say so.
    """

    unguarded = GuardedForm.unguarded | {"fix"}

    fix = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    class Meta:
        model = Stop
        fields = ("lat", "lng", "precision_m", "radius_m", "coordinate_note", "trigger")
        labels: ClassVar = {
            "lat": _("Latitude"),
            "lng": _("Longitude"),
            "precision_m": _("Precision in metres"),
            "radius_m": _("Radius in metres"),
            "coordinate_note": _("Where the coordinates come from"),
            "trigger": _("Suggest this stop to visitors who stand near it"),
        }
        help_texts: ClassVar = {
            "precision_m": _("How far the true place may be from this point: the full circle."),
            "radius_m": _("How near visitors have to be: the broken circle."),
            "trigger": _("Needs a survey on the spot whose precision is better than the radius."),
        }
        widgets: ClassVar = {"coordinate_note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, who: str, **kwargs: Any) -> None:
        """Django's form; `who` is the person that a survey is put down to."""
        self._who = who
        super().__init__(*args, **kwargs)
        for name in ("lat", "lng"):
            self.fields[name].widget.attrs |= {"step": "any", "inputmode": "decimal", "autocomplete": "off"}
        for name in ("precision_m", "radius_m"):
            self.fields[name].widget.attrs |= {"max": FARTHEST_M, "autocomplete": "off"}

    @property
    def survey_lost(self) -> bool:
        """Whether the place was changed by hand since it was surveyed."""
        return self._moved and not self._measured

    def clean(self) -> dict[str, Any]:
        """The values; the stop's survey is made, kept or given up with them, and the trigger needs one."""
        cleaned = super().clean() or {}
        if (cleaned.get("lat") is None) != (cleaned.get("lng") is None) and not self.errors:
            self.add_error("lat", gettext("Give both latitude and longitude, or neither."))
        for name in ("precision_m", "radius_m"):
            if (cleaned.get(name) or 0) > FARTHEST_M:
                self.add_error(name, gettext("That is too far to say anything of a place."))
        # Emptied, it is no radius.
        cleaned["radius_m"] = cleaned.get("radius_m") or 0
        self._settle_survey()
        if cleaned.get("trigger"):
            self._check_trigger(cleaned)
        return cleaned

    def survey_columns(self) -> list[str]:
        """What saving writes besides the form's own columns."""
        return ["surveyed_on", "surveyed_by"] if self._moved or self._measured else []

    @property
    def _moved(self) -> bool:
        return moved(self.initial, self.cleaned_data)

    @property
    def _measured(self) -> bool:
        """Whether the phone measured exactly what the fields say."""
        try:
            measured = [float(figure) for figure in self.cleaned_data.get("fix", "").split()]
        except ValueError:
            return False
        return measured == [self.cleaned_data.get(name) for name in MEASURED]

    def _settle_survey(self) -> None:
        if self._measured:
            self.instance.surveyed_on, self.instance.surveyed_by = timezone.localdate(), self._who
        elif self._moved:
            self.instance.surveyed_on, self.instance.surveyed_by = None, ""

    def _check_trigger(self, cleaned: dict[str, Any]) -> None:
        """Refuse a trigger with all that it lacks."""
        facts = cleaned | {"surveyed_on": self.instance.surveyed_on, "access": self.instance.access}
        facts["deeper_of"] = self.instance.deeper_of_id
        lack = [said for name, said in lacking(facts) if name != "surveyed_on"]
        if self.instance.surveyed_on is None:
            lack.insert(0, gettext("Survey this place on the spot first, or untick this."))
        for said in lack:
            self.add_error("trigger", said)

"""A stop: one piece of the story, tied to a place or to none."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tour.models.fields import Access, validate_address_word, validate_content_notes
from tour.models.tour import Tour


class Stop(models.Model):
    """One stop: its sign, its place and its words in every language."""

    class Kind(models.TextChoices):
        """How the story is tied to the place."""

        ON_SITE = "on-site", _("on-site")
        VIEWPOINT = "viewpoint", _("viewpoint")
        REMOTE = "remote", _("remote")

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="stops")
    slug = models.SlugField(validators=[validate_address_word])
    number = models.PositiveIntegerField(
        validators=[MinValueValidator(1)],
        help_text=_("The number on the sign. It stays with this stop for ever, whatever the order."),
    )
    position = models.PositiveIntegerField(default=0, help_text=_("Place in the story order."))
    deeper_of = models.ForeignKey(
        "self",
        # Whoever takes the other's row away by hand leaves the piece to the walk.
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="deeper",
        help_text=_("A deeper piece is offered on that stop's page and is no stop of the walk."),
    )
    retired = models.BooleanField(default=False, help_text=_("Taken out of the tour; its number is not given again."))
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.ON_SITE)

    title = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True, help_text=_("Plain paragraphs, a blank line between two."))
    safety = models.TextField(blank=True)

    lat = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    lng = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    precision_m = models.PositiveIntegerField(null=True, blank=True)
    radius_m = models.PositiveIntegerField(default=0)
    coordinate_note = models.TextField(blank=True)
    surveyed_on = models.DateField(null=True, blank=True)
    surveyed_by = models.CharField(max_length=150, blank=True, help_text=_("Who stood there; kept though they leave."))
    trigger = models.BooleanField(default=False, help_text=_("Suggest this stop to visitors who stand near it."))

    access = models.CharField(max_length=20, choices=Access.choices, default=Access.OPEN_UNVERIFIED)
    access_checked_on = models.DateField(null=True, blank=True)
    content_notes = models.JSONField(default=list, blank=True, validators=[validate_content_notes])
    headphones_only = models.BooleanField(default=False)
    quiet_end = models.BooleanField(default=False, help_text=_("End without an invitation to go on."))
    date_from = models.CharField(max_length=10, blank=True)
    date_to = models.CharField(max_length=10, blank=True)
    covers = models.JSONField(default=list, blank=True, help_text=_("Sections of the sources that this stop tells."))

    class Meta:
        ordering = ("tour", "position", "number")
        constraints = [
            models.UniqueConstraint(fields=("tour", "slug"), name="stop_slug_once_in_tour"),
            models.UniqueConstraint(fields=("tour", "number"), name="stop_number_once_in_tour"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lng__isnull=True) | Q(lat__isnull=False, lng__isnull=False),
                name="stop_has_both_coordinates_or_none",
            ),
            # A survey is somebody's, of a place; without one the trigger below cannot be on.
            models.CheckConstraint(
                condition=Q(surveyed_on__isnull=False) | Q(surveyed_by=""), name="stop_surveyor_needs_survey"
            ),
            models.CheckConstraint(
                condition=Q(surveyed_on__isnull=True) | Q(lat__isnull=False), name="stop_survey_needs_place"
            ),
            # The guide's rule 7: no trigger without a survey whose precision is better than the radius.
            models.CheckConstraint(
                condition=Q(trigger=False)
                | Q(
                    surveyed_on__isnull=False,
                    lat__isnull=False,
                    precision_m__isnull=False,
                    radius_m__gt=F("precision_m"),
                )
                & ~Q(access__in=[Access.CLOSED, Access.REMOTE]),
                name="stop_trigger_needs_survey",
            ),
            models.CheckConstraint(condition=~Q(deeper_of=F("id")), name="stop_no_deeper_piece_of_itself"),
            # Nobody is led from the walk to what is offered beside it.
            models.CheckConstraint(
                condition=Q(trigger=False) | Q(deeper_of__isnull=True), name="stop_deeper_piece_has_no_trigger"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.slug}"

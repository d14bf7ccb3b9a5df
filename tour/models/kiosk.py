"""A kiosk: a screen on a wall or a stand that plays tours to whoever touches it; and what it last said of itself."""

import hashlib
import re
import secrets

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tour.models.fields import validate_address_word
from tour.models.picture import Picture
from tour.models.tour import Tour

# Each guess at a PIN costs a kiosk about half a second; the page names the count, so that it can be raised.
PIN_ROUNDS = 600_000


def validate_pin(value: str) -> None:
    """Refuse what cannot be typed on a pad of digits, or is guessed while one looks away."""
    if not re.fullmatch("[0-9]{4,12}", value):
        raise ValidationError(_("A PIN has 4 to 12 digits."))


class Kiosk(models.Model):
    """One profile: what a kiosk offers and how it behaves. Several screens may show the same profile."""

    slug = models.SlugField(
        unique=True,
        validators=[validate_address_word],
        help_text=_("The kiosk's word in its address, /kiosk/…/. Choose it once."),
    )
    name = models.CharField(max_length=100, help_text=_("Where it stands: for your own lists."))
    tours: "models.ManyToManyField[Tour, KioskTour]" = models.ManyToManyField(
        Tour, through="KioskTour", related_name="kiosks"
    )
    languages = models.JSONField(default=list, help_text=_("Offered in this order."))
    source_language = models.CharField(
        max_length=12, default="en", help_text=_("The invitation stands in this language where another lacks it.")
    )
    attract = models.TextField(
        blank=True, verbose_name=_("invitation"), help_text=_("A few words while nobody is here.")
    )
    pictures = models.ManyToManyField(Picture, blank=True, help_text=_("Shown in turn while nobody is here."))
    idle_s = models.PositiveIntegerField(
        default=90,
        verbose_name=_("idle seconds"),
        validators=[MinValueValidator(15), MaxValueValidator(3600)],
        help_text=_("After so long without a touch it asks whether somebody is still there."),
    )
    volume = models.PositiveIntegerField(
        default=70, validators=[MaxValueValidator(100)], help_text=_("In percent, for each new visitor.")
    )
    ceiling = models.PositiveIntegerField(
        default=100,
        verbose_name=_("loudest volume"),
        validators=[MinValueValidator(10), MaxValueValidator(100)],
        help_text=_("In percent; visitors cannot go beyond."),
    )
    large = models.BooleanField(default=False, verbose_name=_("large controls"))
    low = models.BooleanField(
        default=False,
        verbose_name=_("within low reach"),
        help_text=_("All that can be pressed stands in the lower 45 percent of the screen."),
    )
    pin_salt = models.CharField(max_length=32, blank=True)
    pin_hash = models.CharField(max_length=64, blank=True)
    retired = models.BooleanField(default=False, help_text=_("Its address is taken away."))

    class Meta:
        ordering = ("slug",)
        constraints = [
            models.CheckConstraint(condition=Q(idle_s__gte=15, idle_s__lte=3600), name="kiosk_idle_within_bounds"),
            models.CheckConstraint(
                condition=Q(ceiling__gte=10, ceiling__lte=100, volume__lte=F("ceiling")),
                name="kiosk_volume_below_its_ceiling",
            ),
            models.CheckConstraint(
                condition=Q(pin_salt="", pin_hash="") | (~Q(pin_salt="") & ~Q(pin_hash="")),
                name="kiosk_pin_has_salt_and_hash_or_neither",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.slug

    def set_pin(self, pin: str) -> None:
        """Keep what a page needs to check the PIN, never the PIN; "" takes it away. The caller saves."""
        self.pin_salt = secrets.token_hex(16) if pin else ""
        self.pin_hash = pin_hash(pin, self.pin_salt) if pin else ""


class KioskTour(models.Model):
    """A tour's place among those of a kiosk."""

    kiosk = models.ForeignKey(Kiosk, on_delete=models.CASCADE, related_name="kiosk_tours")
    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="kiosk_tours")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("kiosk", "position", "id")
        constraints = [models.UniqueConstraint(fields=("kiosk", "tour"), name="tour_once_at_kiosk")]

    def __str__(self) -> str:
        return str(self.tour)


def pin_hash(pin: str, salt: str) -> str:
    """64 hex digits: PBKDF2-SHA256, which a page can compute too; `salt` is hex."""
    return hashlib.pbkdf2_hmac("sha256", pin.encode(), bytes.fromhex(salt), PIN_ROUNDS).hex()

"""Whether a tour's voices are held: what stops by a person's word goes on by a person's word."""

from typing import TYPE_CHECKING

from tour.models import Tour, VoiceHold

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def hold(tour: Tour, kind: VoiceHold.Kind, by: "User") -> None:
    """Let no voice speak for the tour; the worker reads it between two sentences."""
    VoiceHold.objects.update_or_create(tour=tour, defaults={"kind": kind, "by": by})


def let_go(tour: Tour) -> None:
    """Let the voices go on."""
    VoiceHold.objects.filter(tour=tour).delete()


def asked_for_sound(tour: Tour) -> None:
    """Somebody asks for sound: what was stopped goes on, what was paused waits for its own button."""
    VoiceHold.objects.filter(tour=tour, kind=VoiceHold.Kind.STOPPED).delete()

"""Whether a tour's voices are held: what stops by a person's word goes on by a person's word."""

from tour.models import Tour, VoiceHold


def asked_for_sound(tour: Tour) -> None:
    """Somebody asks for sound: what was stopped goes on, what was paused waits for its own button."""
    VoiceHold.objects.filter(tour=tour, kind=VoiceHold.Kind.STOPPED).delete()

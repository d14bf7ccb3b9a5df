"""Registers the one Django app, and the checks that stop a wrongly set site from starting."""

from django.apps import AppConfig


class TourConfig(AppConfig):
    """The app `tour`: every room of the program."""

    name = "tour"
    verbose_name = "Wayside"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the system checks; importing them registers them."""
        from tour.narration import checks  # noqa: F401

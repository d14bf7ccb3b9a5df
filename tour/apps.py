"""Registers the one Django app, and the checks that stop a wrongly set site from starting."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TourConfig(AppConfig):
    """The app `tour`: every room of the program."""

    name = "tour"
    verbose_name = "Wayside"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the tables, load the system checks (importing registers them), keep the roles' groups in step."""
        from tour.models import keep_groups, name_all
        from tour.narration import checks  # noqa: F401

        name_all()
        # Django makes permissions after migrating, so groups cannot hold them before.
        post_migrate.connect(keep_groups, sender=self, dispatch_uid="tour.keep_groups")

"""The site's settings with the guard against lost updates taken out: the control of the races, and nothing else."""

from typing import Any

from django.apps import AppConfig

from tour.settings import *  # noqa: F403  the site's own, and one more
from tour.settings import INSTALLED_APPS as OWN

INSTALLED_APPS = [*OWN, "tests.curator.unguarded.Unguarded"]


class Unguarded(AppConfig):
    """Lets every form believe that nobody else has saved."""

    name = "tests.curator"
    label = "unguarded"

    def ready(self) -> None:
        from tour.curator.saving.guard import GuardedForm

        def stored(_form: Any) -> dict[str, str]:
            return {}

        GuardedForm._stored = stored  # type: ignore[method-assign,assignment]

"""Settings for mypy alone: without django-modeltranslation, whose registrations need a database-like setup."""

from tour.settings import *  # noqa: F403
from tour.settings import INSTALLED_APPS

INSTALLED_APPS = [name for name in INSTALLED_APPS if name != "modeltranslation"]

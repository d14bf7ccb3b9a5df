"""The front before Django: finished files of the current releases, answered without a database."""

from tour.serving.front import front

__all__ = ["front"]

"""The faces of the site: who makes files out of an edition, and who out of the list of tours."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tour.edition import Edition, Job, Site


@dataclass(frozen=True, slots=True)
class Faces:
    """Functions from a value to the jobs that make its files."""

    of_edition: tuple[Callable[[Edition], Iterable[Job]], ...]
    of_site: tuple[Callable[[Site], Iterable[Job]], ...]


def standing() -> Faces:
    """The faces this program has. (Imported here: whoever only serves files loads none of them.)"""
    from tour import feeds, kiosk, visitor

    return Faces(of_edition=(visitor.jobs, feeds.jobs), of_site=(visitor.site_jobs, kiosk.jobs))

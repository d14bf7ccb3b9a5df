"""Files that belong to no release yet: made as publishing makes them, for those who work on the tour."""

from collections.abc import Iterable

from tour.edition import Job
from tour.publishing import pointer
from tour.publishing.making import BadFile, Made, Tally, make
from tour.publishing.refusals import unmade
from tour.publishing.store import store


def preview(jobs: Iterable[Job]) -> list[Made]:
    """The files of these jobs, in the store until it is cleared; no release names them, no visitor is led to them.

    What was made before, for a release or for an earlier look, is not made again. Raises `PublishRefused` with what
    stands in the way.
    """
    with pointer.keeping():
        try:
            return make(store(), jobs, Tally())
        except (BadFile, OSError) as error:
            raise unmade(error) from error

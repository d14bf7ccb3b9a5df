"""Why something was not done, in sentences a curator can act on."""

from collections.abc import Sequence

from django.utils.translation import gettext


class PublishRefused(Exception):
    """The tour was not published and visitors keep what they had; `reasons` are whole sentences."""

    def __init__(self, reasons: Sequence[str]) -> None:
        """Take whole sentences."""
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


def unmade(error: Exception) -> PublishRefused:
    """The refusal where a file could not be made: nothing a curator wrote is wrong, so the words are quoted."""
    said = gettext("A file could not be made. Tell whoever looks after this site: “%(problem)s”.")
    return PublishRefused([said % {"problem": error}])


class RollbackRefused(Exception):
    """There is no release to go back to; the message says why."""


class ExportRefused(Exception):
    """The folder was not written; the message says why and what to do."""

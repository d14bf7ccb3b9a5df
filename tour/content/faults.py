"""What is wrong with a tour folder, in plain words, and where.

They speak of files and keys. Whoever makes one calls gettext there and then: at the desk it comes out in the
desk's language, in the commands, which speak none, in English.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong. `file` is relative to the folder, `line` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class FolderRefused(Exception):
    """The folder is not loaded, and nothing was changed; `faults` holds every one there is, sorted."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Refused for these faults, in any order."""
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


class DumpRefused(Exception):
    """The tour is not written to that place; the message says why and what to do."""

"""The files of a tour folder: found without following links, read within limits."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext

from tour.content import texts
from tour.content.faults import Fault

TEXT_BYTES = 5_000_000
PICTURE_BYTES = 20_000_000
RECORDING_BYTES = 300_000_000
# It goes onto every phone that keeps the tour, over a thin line.
TILES_BYTES = 30_000_000


@dataclass(slots=True)
class Folder:
    """The folder being read, and the faults found so far."""

    root: Path
    faults: list[Fault] = field(default_factory=list)

    def fault(self, file: str, line: int, message: str) -> None:
        """Note one fault."""
        self.faults.append(Fault(file, line, message))

    def entries(self, below: str = "") -> dict[str, os.DirEntry[str]]:
        """What lies in a folder, by name, sorted; links and what is neither file nor folder are faults."""
        try:
            with os.scandir(self.root / below) as found:
                here = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self.fault(below or ".", 1, _unread(error))
            return {}
        return {entry.name: entry for entry in here if self._plain(entry, below)}

    def _plain(self, entry: os.DirEntry[str], below: str) -> bool:
        if entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False):
            return True
        link = gettext("This is a link. Put the file itself here.")
        other = gettext("This is no file and no folder. Take it out.")
        name = shown(f"{below}/{entry.name}" if below else entry.name)
        self.fault(name, 1, link if entry.is_symlink() else other)
        return False

    def unknown(self, name: str, *, line: int = 1) -> None:
        """Note a file or folder that has no place in a tour folder."""
        message = gettext("A tour folder has no file or folder of this name. Take it out or rename it.")
        self.fault(shown(name), line, message)

    def read(self, name: str, entry: os.DirEntry[str]) -> "TextFile | None":
        """A text file, decoded; None, with its fault noted, where it cannot be."""
        body = self.body(name, entry, TEXT_BYTES)
        return None if body is None else self._decoded(name, body)

    def body(self, name: str, entry: os.DirEntry[str], limit: int) -> bytes | None:
        """A file's bytes; None, with its fault noted, where it is too large, unreadable or no file."""
        if not entry.is_file(follow_symlinks=False):
            self.fault(name, 1, gettext("This must be a file, not a folder."))
            return None
        try:
            with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123  half the time of Path.read_bytes
                # A buffer of the file's size: one of the limit's takes longer to make than to read a file.
                size = os.fstat(file.fileno()).st_size
                body = b"" if size > limit else file.read(size + 1)
        except OSError as error:
            self.fault(name, 1, _unread(error))
            return None
        if size > limit:
            self.fault(name, 1, too_large(limit))
            return None
        return body

    def _decoded(self, name: str, body: bytes) -> "TextFile | None":
        if body.startswith(b"\xef\xbb\xbf"):
            message = gettext("The file begins with a byte order mark. Save it as UTF-8 without BOM.")
            self.fault(name, 1, message)
            return None
        try:
            text = body.decode()
        except UnicodeDecodeError as error:
            line = body.count(b"\n", 0, error.start) + 1
            self.fault(name, line, gettext("This is not UTF-8. Save the file as UTF-8."))
            return None
        # Editors on Windows; a carriage return that stands alone is refused below.
        text = text.replace("\r\n", "\n")
        if found := texts.control_character(text):
            line = text.count("\n", 0, found.start()) + 1
            message = gettext(
                "The line holds the control character %(code)s, which cannot be seen. Delete the words around it"
                " and type them anew."
            )
            self.fault(name, line, message % {"code": texts.code_point(found[0])})
            return None
        return TextFile(self, name, text)


@dataclass(slots=True)
class TextFile:
    """A text file of the folder. `name` is relative to it."""

    folder: Folder
    name: str
    text: str

    def fault(self, line: int, message: str) -> None:
        """Note one fault of this file."""
        self.folder.fault(self.name, line, message)


def too_large(limit: int) -> str:
    """What is said of a file of more bytes than `limit`."""
    return gettext("The file is larger than %(most)d MB. Make it smaller.") % {"most": limit // 1_000_000}


def _unread(error: OSError) -> str:
    said = {"problem": error.strerror or str(error)}
    return gettext("This cannot be read. The computer says: “%(problem)s”.") % said


def shown(name: str) -> str:
    """A name from the disk as it can be printed: bytes that are not UTF-8, and control characters, written out."""
    return name.encode("utf-8", "backslashreplace").decode().translate({code: f"\\x{code:02x}" for code in range(32)})

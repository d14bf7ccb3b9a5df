"""`<lang>.recording.toml`: whose voice a recording is, since when, and under which licence."""

from tour.content import toml_text
from tour.content.toml_table import TomlTable
from tour.content.values import RecordingEntry

# What narration takes in.
EXTENSIONS = ("aac", "aiff", "amr", "caf", "flac", "m4a", "mp3", "ogg", "opus", "w64", "wav", "webm")


def read(table: TomlTable, extension: str) -> RecordingEntry:
    """What the file says of the recording with that extension; what is wrong is noted."""
    entry = RecordingEntry(
        extension=extension,
        speaker=table.text("speaker", longest=200),
        licence=table.text("licence", required=True, longest=200),
        spoken_on=table.day("spoken_on"),
    )
    table.done()
    return entry


def write(entry: RecordingEntry) -> str:
    """The file's canonical text."""
    return toml_text.pairs({"speaker": entry.speaker or None, "licence": entry.licence, "spoken_on": entry.spoken_on})

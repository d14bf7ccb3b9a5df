"""Reads one folder below `stops/`: stop.toml, the words in each language, recordings and pictures."""

import hashlib
import os
import re
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext

from tour.content import recording_file, stop_file, texts, words_file
from tour.content.files import PICTURE_BYTES, RECORDING_BYTES, Folder, TextFile, too_large
from tour.content.picture_extras import BEHIND, extras
from tour.content.picture_size import picture_size
from tour.content.toml_table import parsed
from tour.content.values import PictureEntry, RecordingEntry, StopFolder, StopWords
from tour.models import TranslationState, hash_of

_RECORDING = re.compile(rf"([a-z-]+)\.recording\.({'|'.join(recording_file.EXTENSIONS)})")
_RIGHTS = ".recording.toml"

Entries = dict[str, "os.DirEntry[str]"]


def read_stop(
    folder: Folder, slug: str, source_language: str, known_sources: frozenset[str] | None
) -> StopFolder | None:
    """The stop; None where its stop.toml cannot be read. What is wrong is noted.

    What is not known of the tour (`source_language` "", `known_sources` None) is not checked.
    """
    below = f"stops/{slug}"
    entries = folder.entries(below)
    file = _stop_file(folder, below, entries, known_sources)
    words = _words(folder, below, entries, source_language, file)
    recordings = _recordings(folder, below, entries)
    pictures = _pictures(folder, below, entries, file)
    for name in entries:
        folder.unknown(f"{below}/{name}")
    if file is None:
        return None
    return StopFolder(slug=slug, words=words, recordings=recordings, **{**file.fields, "pictures": pictures})


def _stop_file(
    folder: Folder, below: str, entries: Entries, sources: frozenset[str] | None
) -> stop_file.StopFile | None:
    entry = entries.pop(stop_file.NAME, None)
    if entry is None:
        folder.fault(f"{below}/{stop_file.NAME}", 1, gettext("The file is missing. Put it here."))
        return None
    file = folder.read(f"{below}/{stop_file.NAME}", entry)
    table = parsed(file) if file else None
    return stop_file.read(table, sources) if table else None


def _words(
    folder: Folder, below: str, entries: Entries, source_language: str, stop: stop_file.StopFile | None
) -> dict[str, StopWords]:
    """Every `<lang>.md`; the paragraphs of a reviewed translation must correspond to the source's one to one."""
    found: dict[str, StopWords] = {}
    files: dict[str, TextFile] = {}
    for name in [name for name in entries if name.endswith(".md") and name[:-3] in settings.SUPERSET]:
        code = name[:-3]
        file = folder.read(f"{below}/{name}", entries.pop(name))
        words = words_file.read(file, translation=code != source_language) if file else None
        if file and words:
            found[code], files[code] = words, file
    if source := found.get(source_language):
        now = _hash(source, source_language, stop)
        for code, words in found.items():
            # A draft may be half done, and one made from an earlier source follows that one's paragraphs.
            reviewed = words.state == TranslationState.REVIEWED and words.source == now
            unlike = texts.unlike(len(words.paragraphs), len(source.paragraphs), f"{source_language}.md")
            if reviewed and words.paragraphs and unlike:
                files[code].fault(words_file.line_of_text(files[code]), unlike)
    return found


def _hash(source: StopWords, language: str, stop: stop_file.StopFile | None) -> str:
    """The hash of the source's words as the tables will hold them."""
    place, safety = (stop.fields[name].get(language, "") if stop else "" for name in ("place", "safety"))
    return hash_of((source.title, place, "\n\n".join(source.paragraphs), safety))


def _recordings(folder: Folder, below: str, entries: Entries) -> dict[str, RecordingEntry]:
    found: dict[str, RecordingEntry] = {}
    for name in list(entries):
        match = _RECORDING.fullmatch(name)
        if match is None or match[1] not in settings.SUPERSET:
            continue
        entry = entries.pop(name)
        code, extension = match[1], match[2]
        if code in found:
            message = gettext("This language has another recording already. Keep one.")
            folder.fault(f"{below}/{name}", 1, message)
        elif entry.stat(follow_symlinks=False).st_size > RECORDING_BYTES:
            folder.fault(f"{below}/{name}", 1, too_large(RECORDING_BYTES))
        found[code] = _rights(folder, below, entries, code, extension)
    return found


def _rights(folder: Folder, below: str, entries: Entries, code: str, extension: str) -> RecordingEntry:
    name = f"{code}{_RIGHTS}"
    entry = entries.pop(name, None)
    if entry is None:
        message = gettext("The file is missing: it says under which licence the recording beside it may be heard.")
        folder.fault(f"{below}/{name}", 1, message)
    file = folder.read(f"{below}/{name}", entry) if entry else None
    table = parsed(file) if file else None
    if table is None:
        return RecordingEntry(extension=extension, speaker="", licence="")
    return recording_file.read(table, extension)


def _pictures(
    folder: Folder, below: str, entries: Entries, file: stop_file.StopFile | None
) -> tuple[PictureEntry, ...]:
    if file is None:
        return ()
    return tuple(_picture(folder, below, entries, file, place, picture) for place, picture in enumerate(file.pictures))


def _picture(
    folder: Folder, below: str, entries: Entries, file: stop_file.StopFile, place: int, picture: PictureEntry
) -> PictureEntry:
    """The picture with the hash and size of its file."""
    entry = entries.pop(picture.file, None)
    if entry is None:
        if picture.file:
            message = gettext("The picture “%(picture)s” is not in this folder. Put it there.")
            file.table.fault(message % {"picture": picture.file[:60]}, "pictures", place, "file")
        return picture
    name = f"{below}/{picture.file}"
    body = folder.body(name, entry, PICTURE_BYTES)
    if body is None:
        return picture
    extension = picture.file.rpartition(".")[2]
    size, beside = picture_size(body, extension), extras(body, extension)
    if size is None or beside is None:
        message = gettext("This is not the picture its name says. Put a whole PNG, JPEG or WebP file here.")
        folder.fault(name, 1, message)
        return picture
    if beside:
        folder.fault(name, 1, _more_than_a_picture(beside))
    return replace(picture, sha256=hashlib.sha256(body).hexdigest(), width=size[0], height=size[1])


def _more_than_a_picture(beside: tuple[str, ...]) -> str:
    """Loading copies the file as it is, so that `dump` gives it back as it was: what it holds would be published."""
    message = gettext(
        "Beside the picture the file holds %(found)s: that can tell where, when and by whom it was taken, and visitors"
        " would get it. Upload the picture at the desk, which keeps only what is seen, or take this out of the file."
    )
    found = (gettext("bytes after its end") if name == BEHIND else name for name in beside)
    return message % {"found": ", ".join(found)}

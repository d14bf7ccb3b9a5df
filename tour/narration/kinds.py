"""What an upload is by its first bytes, told without a codec: the web process asks before it keeps anything."""

import re

# So many bytes are enough to tell.
HEAD_BYTES = 4096
_KINDS = tuple(
    (re.compile(pattern, re.DOTALL), kind)
    for pattern, kind in (
        (rb"(?:RIFF|RF64)....WAVE", "wav"),
        (rb"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb", "w64"),
        (rb"FORM....AIF[FC]", "aiff"),
        (rb"fLaC", "flac"),
        (rb"OggS", "ogg"),
        (rb"\x1a\x45\xdf\xa3", "webm"),
        (rb"caff", "caf"),
        (rb"#!AMR", "amr"),
        # Not the pictures that phones keep in the same box.
        (rb"....(?:ftyp(?!hei|mif|avif)|moov|mdat|wide|free|skip)", "m4a"),
        (rb"ID3", "mp3"),
        (rb"\xff[\xf0\xf1\xf8\xf9]", "aac"),
        (rb"\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff]", "mp3"),
    )
)
_PLAYLIST = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:#EXTM3U|\[playlist\]|ffconcat|<\?xml|<MPD|(?:https?|file)://)", re.IGNORECASE
)


def sound_kind(head: bytes) -> str:
    """Which kind of sound file begins so ("wav", "m4a" ...); "" where none that we read does."""
    # Some recorders write nothing into the first bytes of an MP3.
    begun = head.lstrip(b"\0") if head.startswith(bytes(8)) else head
    return next((kind for pattern, kind in _KINDS if pattern.match(begun)), "")


def is_playlist(head: bytes) -> bool:
    """Whether it only names other files, as M3U, PLS, DASH and FFmpeg's lists do."""
    return bool(_PLAYLIST.match(head))


def is_cut_off(head: bytes, size_bytes: int) -> bool:
    """Whether a WAV or AIFF file is shorter than its own head says (FFmpeg overlooks that)."""
    if len(head) < 12 or head[:4] not in (b"RIFF", b"FORM"):
        return False
    said = int.from_bytes(head[4:8], "little" if head[:1] == b"R" else "big")
    # Recorders that cannot go back to write the length leave the largest number there.
    return said < 0xFFFFFF00 and said + 8 > size_bytes + 1

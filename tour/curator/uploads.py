"""Uploads that are looked at before they are taken: kept until the same person confirms, or a day is over."""

import hashlib
import secrets
import time
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

KEPT_S = 24 * 3600
_SALT = "wayside.upload"
_SEEN_SALT = "wayside.upload.seen"


class UploadGone(Exception):
    """There is no such upload for this person any more."""


def keep(request: HttpRequest, file: UploadedFile, purpose: str) -> tuple[str, Path]:
    """Keep a file; the token that confirms it, and where it lies. Clears uploads that nobody confirmed."""
    _clear_old()
    kept = folder() / secrets.token_hex(16)
    with kept.open("xb") as out:
        for chunk in file.chunks():
            out.write(chunk)
    name = Path(file.name or "").name
    return signing.dumps([kept.name, name, purpose, request.user.pk], salt=_SALT), kept


def kept(request: HttpRequest, token: str, purpose: str) -> tuple[Path, str]:
    """Where the upload of a token lies, and the name it came with; raises `UploadGone`."""
    try:
        stem, name, of, user = signing.loads(token, salt=_SALT, max_age=KEPT_S)
    except signing.BadSignature as error:
        raise UploadGone from error
    path = folder() / stem
    if (of, user) != (purpose, request.user.pk) or not path.exists():
        raise UploadGone
    return path, name


def seen(token: str, look: object) -> str:
    """The token together with what was shown of the upload; `look` is a plain value, alike whenever it is made."""
    return signing.dumps([token, _digest(look)], salt=_SEEN_SALT)


def token_of(seen_token: str) -> str:
    """The token within one that `seen` made; raises `UploadGone`."""
    return _opened(seen_token)[0]


def still(seen_token: str, look: object) -> bool:
    """Whether that is what was shown; raises `UploadGone`."""
    return _opened(seen_token)[1] == _digest(look)


def folder() -> Path:
    """The folder of uploads, below the media folder."""
    made = Path(settings.MEDIA_ROOT) / "uploads"
    made.mkdir(parents=True, exist_ok=True)
    return made


def _clear_old() -> None:
    for path in folder().iterdir():
        if path.stat().st_mtime < time.time() - KEPT_S:
            path.unlink(missing_ok=True)


def _opened(seen_token: str) -> tuple[str, str]:
    try:
        token, digest = signing.loads(seen_token, salt=_SEEN_SALT, max_age=KEPT_S)
    except signing.BadSignature as error:
        raise UploadGone from error
    return token, digest


def _digest(look: object) -> str:
    return hashlib.sha256(repr(look).encode()).hexdigest()

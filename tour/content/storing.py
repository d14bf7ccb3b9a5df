"""What a curator gives -> the media folder, under its content's name."""

import os
import secrets
from pathlib import Path

from django.conf import settings


def store(folder: str, name: str, body: bytes) -> None:
    """Write under a passing name, read back, then rename to media/<folder>/<name>: nobody ever finds half a file.

    One that is there already, and whole, is not written again. Raises `OSError` where the disk does not keep it.
    """
    below = Path(settings.MEDIA_ROOT) / folder
    target = below / name
    if target.exists() and target.read_bytes() == body:
        return
    below.mkdir(parents=True, exist_ok=True)
    partial = below / f".{secrets.token_hex(8)}.partial"
    try:
        with partial.open("xb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        if partial.read_bytes() != body:
            raise OSError(f"{name}: what was read back is not what was written")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)

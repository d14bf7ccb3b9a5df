"""Decoding a picture that a person sent: in a process of its own, with limits (see `remake`)."""

import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

# Run, never imported: the decoders stay out of the memory that serves visitors.
_CHILD = str(Path(__file__).with_name("remake.py"))
# By the clock on the wall; its other limits the process sets itself.
_TIMEOUT_S = 30
# Whoever sends many at once waits for themselves: the other threads serve other people.
_AT_ONCE = BoundedSemaphore(2)
_PATIENCE_S = 5


class NotRemade(Exception):
    """No picture came back; the message is a code: one of `remake.NotPicture`, or `busy` or `slow`."""


def remade(source: IO[bytes], longest: int) -> tuple[tuple[int, int], bytes]:
    """(width, height) and the new file; raises `NotRemade`."""
    if not _AT_ONCE.acquire(timeout=_PATIENCE_S):
        raise NotRemade("busy")
    try:
        child = subprocess.run(
            [sys.executable, "-I", _CHILD, str(longest)],
            input=source.read(),
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as error:
        raise NotRemade("slow") from error
    finally:
        _AT_ONCE.release()
    head, _newline, body = child.stdout.partition(b"\n")
    if child.returncode != 0 or not head:
        # Killed at one of its limits, or by a decoder that fell over.
        raise NotRemade("damaged")
    about = json.loads(head)
    if "refused" in about:
        raise NotRemade(about["refused"])
    return (about["width"], about["height"]), body

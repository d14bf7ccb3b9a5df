"""Decoding what a stranger sent: in a process of its own, with limits (see `decode`)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

from tour.narration.audio import decode

# By the clock on the wall; its other limits the process sets itself.
_TIMEOUT_S = 120


def decoded(path: Path, rate: int, max_s: float, answer: Literal["about", "samples"]) -> tuple[dict[str, Any], bytes]:
    """What the file is, with its samples (16-bit little-endian mono) where asked for.

    Raises `decode.NotSound`, and `OSError` where the file cannot be opened.
    """
    command = [sys.executable, "-I", decode.__file__, str(rate), str(max_s), answer]
    with path.open("rb") as source:
        try:
            child = subprocess.run(
                command,
                stdin=source,
                capture_output=True,
                timeout=_TIMEOUT_S,
                check=False,
                env={"OPENBLAS_NUM_THREADS": "1"},
            )
        except subprocess.TimeoutExpired as error:
            raise decode.NotSound("too-long") from error
    head, _newline, pcm = child.stdout.partition(b"\n")
    if child.returncode != 0 or not head:
        raise decode.NotSound("damaged")
    about = json.loads(head)
    if "refused" in about:
        raise decode.NotSound(about["refused"])
    return about, pcm

"""espeak-ng: the embedded voice. Plain, but needs no network and never rests."""

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from tour.narration.voices.reasons import because
from tour.narration.voices.voice import Voice, VoiceError

if TYPE_CHECKING:
    from tour.narration.audio.samples import Samples

# Our code -> espeak-ng's voice, for what listeners can follow. It lists Thai, Japanese, Korean,
# Vietnamese, Burmese and Chinese too, but what it says in them is not usable; Khmer and Lao it lacks;
# Arabic, Persian, Urdu and Hebrew are written without the vowels it would need.
VOICES = {
    "en": "en-us",
    "fr": "fr",
    "es": "es",
    "de": "de",
    "it": "it",
    "pt": "pt",
    "pt-br": "pt-br",
    "nl": "nl",
    "pl": "pl",
    "ru": "ru",
    "uk": "uk",
    "bg": "bg",
    "tr": "tr",
    "fi": "fi",
    "sv": "sv",
    "da": "da",
    "nb": "nb",
    "hu": "hu",
    "ro": "ro",
    "el": "el",
    "cs": "cs",
    "id": "id",
    "ms": "ms",
    "hi": "hi",
}
_CHILD = Path(__file__).with_name("espeak_child.py")


class EspeakVoice(Voice):
    """Options: RATE words a minute, PITCH 0-99, TIMEOUT_S for one sentence."""

    varies = False
    version = f"espeakng-loader {version('espeakng-loader')}"

    def __init__(self, name: str, *, rate: int = 155, pitch: int = 45, timeout_s: float = 30.0) -> None:
        """No process is started before the first sentence."""
        super().__init__(name)
        self.rate, self.pitch, self.timeout_s = rate, pitch, timeout_s
        self.settings_key = f"rate={rate} pitch={pitch}"
        self._child: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()
        atexit.register(self.close)

    @property
    def languages(self) -> frozenset[str]:
        """What it speaks usably."""
        return frozenset(VOICES)

    def synthesise(self, text: str, language: str) -> "Samples":
        """The text, spoken by the child process, which is started where none lives. Raises `VoiceError`."""
        import numpy as np

        from tour.narration.audio.samples import Samples

        frame = json.dumps({"voice": VOICES[language], "text": text, "rate": self.rate, "pitch": self.pitch}).encode()
        with self._turn:
            rate, pcm = self._asked(struct.pack(">I", len(frame)) + frame)
        if not rate or not pcm:
            raise VoiceError(because("unspeakable"), retry=False)
        return Samples(np.frombuffer(pcm, np.int16).astype(np.float32) / np.float32(32768), rate)

    def close(self) -> None:
        """End the child process."""
        child, self._child = self._child, None
        if child:
            _end(child)
            child.communicate()

    def _asked(self, frame: bytes) -> tuple[int, bytes]:
        """The child's answer (sample rate, samples). A child that hangs is ended, one that dies is reported."""
        child = self._living()
        expired = threading.Event()

        def end() -> None:
            expired.set()
            _end(child)

        watch = threading.Timer(self.timeout_s, end)
        watch.start()
        try:
            return _exchanged(child, frame)
        except (OSError, struct.error) as error:
            self.close()
            if expired.is_set():
                raise VoiceError(because("late", seconds=self.timeout_s)) from error
            raise VoiceError(because("ended")) from error
        finally:
            watch.cancel()

    def _living(self) -> "subprocess.Popen[bytes]":
        if self._child is None or self._child.poll() is not None:
            # -I: the folder of the script, where our own gtts.py lies, stays out of the import path.
            self._child = subprocess.Popen(
                [sys.executable, "-I", str(_CHILD)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                process_group=0,
            )
        return self._child


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End the child with the copy of itself that speaks: that one would hold the pipe open, and us with it."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _exchanged(child: "subprocess.Popen[bytes]", frame: bytes) -> tuple[int, bytes]:
    """Send a frame and read the answer whole; raises `OSError` or `struct.error` where the child ends."""
    if child.stdin is None or child.stdout is None:
        raise OSError("The child has no pipes.")
    child.stdin.write(frame)
    child.stdin.flush()
    rate, length = struct.unpack(">II", child.stdout.read(8))
    (pcm,) = struct.unpack(f"{length}s", child.stdout.read(length))
    return rate, pcm

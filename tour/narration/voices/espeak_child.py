"""espeak-ng in a process of its own: it exits on bad data and is not thread-safe.

Run as a script; it knows nothing of the rest of the program. Standard input carries frames of
4 bytes length (big-endian) and JSON {"voice", "text", "rate", "pitch"}. Standard output
answers each with 4 bytes sample rate, 4 bytes length, and 16-bit mono samples of this machine's
byte order; a sample rate of 0 means that the text could not be spoken.
"""

import ctypes
import json
import os
import signal
import struct
import sys
from typing import Any

import espeakng_loader

_SYNCHRONOUS, _DONT_EXIT = 2, 0x8000
_RATE, _PITCH = 1, 3
_UTF8, _POSITION_CHARACTER, _END_PAUSE = 1, 1, 0x1000
# A copy that has not ended by then (seconds) hangs, and nobody may be left to end it.
_LONGEST_S = 120
_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def main() -> int:
    """Serve frames until the input ends."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    sample_rate = library.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), _DONT_EXIT)
    if sample_rate <= 0:
        return 2
    source = sys.stdin.buffer
    while len(head := source.read(4)) == 4:
        asked = json.loads(source.read(struct.unpack(">I", head)[0]))
        # The engine remembers what it said last, and the same words would come out a little different.
        # So each text is spoken by a copy of this fresh process (synchronous: it has no other threads).
        copy = os.fork()
        if not copy:
            signal.alarm(_LONGEST_S)
            os._exit(_answered(library, sample_rate, asked))
        if os.waitpid(copy, 0)[1]:
            return 3
    return 0


def _answered(library: ctypes.CDLL, sample_rate: int, asked: dict[str, Any]) -> int:
    """Speak one text and write the answer; the exit code."""
    spoken = bytearray()

    def heard(samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            spoken.extend(ctypes.string_at(samples, count * 2))
        return 0

    callback = _Callback(heard)
    library.espeak_SetSynthCallback(callback)
    well = _speak(library, asked)
    sys.stdout.buffer.write(struct.pack(">II", sample_rate if well and spoken else 0, len(spoken)) + spoken)
    sys.stdout.buffer.flush()
    return 0


def _speak(library: ctypes.CDLL, asked: dict[str, Any]) -> bool:
    """Speak one text into the callback; whether espeak-ng took it."""
    if library.espeak_SetVoiceByName(asked["voice"].encode()) != 0:
        return False
    library.espeak_SetParameter(_RATE, asked["rate"], 0)
    library.espeak_SetParameter(_PITCH, asked["pitch"], 0)
    text = asked["text"].encode() + b"\0"
    code = library.espeak_Synth(
        text, ctypes.c_size_t(len(text)), 0, _POSITION_CHARACTER, 0, _UTF8 | _END_PAUSE, None, None
    )
    return bool(code == 0 and library.espeak_Synchronize() == 0)


if __name__ == "__main__":
    sys.exit(main())

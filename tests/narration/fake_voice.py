"""A voice that hums: as long as the text, and another tune for another text."""

import zlib

import numpy as np

from tour.narration.audio.samples import Samples
from tour.narration.voices import Voice, VoiceError

FAKE = "tests.narration.fake_voice.FakeVoice"
RATE = 16_000


def hum(seconds: float, pitch_hz: float = 220.0, rate: int = RATE) -> Samples:
    """A tone that swells and fades as syllables do."""
    time = np.arange(round(seconds * rate)) / rate
    swell = 0.55 + 0.45 * np.sin(2 * np.pi * 4 * time)
    return Samples((0.3 * swell * np.sin(2 * np.pi * pitch_hz * time)).astype(np.float32), rate)


class FakeVoice(Voice):
    """Speaks the languages it is told to; `failing` maps a text to the error it raises."""

    def __init__(self, name: str, *, speaks: str = "en", network: bool = False, settings_key: str = "") -> None:
        super().__init__(name)
        self.settings_key = settings_key
        self.needs_network = network  # type: ignore[misc]
        self._languages = frozenset(speaks.split())
        self.spoken: list[str] = []
        self.failing: dict[str, VoiceError] = {}
        self.rest: VoiceError | None = None

    @property
    def languages(self) -> frozenset[str]:
        return self._languages

    def synthesise(self, text: str, language: str) -> Samples:
        assert language in self._languages
        if text in self.failing:
            raise self.failing[text]
        self.spoken.append(text)
        return hum(0.2 + 0.02 * len(text), 150 + zlib.crc32(text.encode()) % 200)

    def resting(self) -> VoiceError | None:
        return self.rest

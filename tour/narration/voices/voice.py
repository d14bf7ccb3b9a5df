"""What every voice promises; one file a voice."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tour.narration.voices.reasons import told

if TYPE_CHECKING:
    # numpy stays out of the web process, which only asks voices what they can speak
    from tour.narration.audio.samples import Samples


@dataclass(eq=False)
class VoiceError(Exception):
    """A sentence could not be spoken. `reason` is what `reasons.because` keeps, or a plain sentence from elsewhere;
    `retry` whether a later try may go better."""

    reason: str
    retry: bool = True
    retry_after_s: float | None = None

    def __str__(self) -> str:
        return told(self.reason)


class Voice:
    """A voice of the setting NARRATION; its options arrive as keywords (`PAUSE_S` as `pause_s`).

    `languages`: our codes it can really speak. `version` and `settings_key` are part of every
    segment's key: change them when, and only when, the same words would sound different.
    """

    needs_network: ClassVar[bool] = False
    sends_text_away: ClassVar[bool] = False
    # Whether the same words may sound otherwise when they are asked for again.
    varies: ClassVar[bool] = True
    version: ClassVar[str] = "1"

    # A voice that is switched off speaks no more, but what it has spoken is still heard.
    enabled: bool = True
    pause_s: float = 0.0
    settings_key: str = ""

    def __init__(self, name: str) -> None:
        """`name` is its key in the setting."""
        self.name = name

    @property
    def languages(self) -> frozenset[str]:
        """Our codes of the languages it can really speak."""
        raise NotImplementedError  # each voice says so

    def synthesise(self, text: str, language: str) -> "Samples":
        """The text, spoken. Raises `VoiceError`."""
        raise NotImplementedError  # each voice does so

    def resting(self) -> VoiceError | None:
        """What `synthesise` would raise now without trying; None where it would try."""
        return None

"""Google Translate's voice through the gTTS library: online, and the only voice that speaks Khmer.

An unofficial client of a public service: the sentences are sent to it. Every answer is
distrusted: it counts only when it decodes as MP3 and can be the text that was asked for.
"""

import io
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.conf import settings

from tour.narration.voices.pacing import Pacing
from tour.narration.voices.pieces import pieces
from tour.narration.voices.plausible import bounds_s
from tour.narration.voices.reasons import because
from tour.narration.voices.voice import Voice, VoiceError

if TYPE_CHECKING:
    from tour.narration.audio.samples import Samples

# What the service calls a language where it differs from us.
CODES = {"zh-hans": "zh-CN", "zh-hant": "zh-TW", "he": "iw", "nb": "no", "fil": "tl", "pt-br": "pt", "pt": "pt-PT"}
# The service takes so many characters a call.
LIMIT = 100
_RATE = 24_000
# Between two pieces of one sentence (seconds).
_BREATH_S = 0.12
# Where a 429 does not say how long to wait (seconds).
_DEFAULT_WAIT_S = 300.0


class GttsVoice(Voice):
    """Options: PAUSE_S between two calls, DEADLINE_S for one call in all, TLD of the service's address."""

    needs_network = True
    sends_text_away = True

    def __init__(self, name: str, *, pause_s: float = 1.0, deadline_s: float = 20.0, tld: str = "com") -> None:
        """Nothing is sent before the first sentence."""
        super().__init__(name)
        self.pause_s, self.deadline_s, self.tld = pause_s, deadline_s, tld
        self.settings_key = "" if tld == "com" else f"tld={tld}"
        self._pacing = Pacing(Path(settings.MEDIA_ROOT) / "voices", name, pause_s)

    @property
    def languages(self) -> frozenset[str]:
        """What the library says the service speaks, in our codes."""
        return _languages()

    def resting(self) -> VoiceError | None:
        """The reason it rests, while it does."""
        rest_s = self._pacing.rest_s()
        return VoiceError(because("resting", why=self._pacing.state().why), retry_after_s=rest_s) if rest_s else None

    def synthesise(self, text: str, language: str) -> "Samples":
        """The text, spoken by the service in as many calls as it needs. Raises `VoiceError`."""
        import numpy as np

        from tour.narration.audio.samples import Samples, silence, trimmed

        spoken = [trimmed(self._piece(piece, language)) for piece in pieces(text, LIMIT)]
        if not spoken:
            raise VoiceError(because("unspeakable"), retry=False)
        parts = [part for sound in spoken for part in (silence(_BREATH_S, _RATE), sound.data)][1:]
        return Samples(np.concatenate(parts), _RATE)

    def _piece(self, text: str, language: str) -> "Samples":
        """One call: its turn, its answer judged, its outcome remembered."""
        if resting := self.resting():
            raise resting
        with self._pacing.turn():
            try:
                sound = _judged(self._asked(text, language), text)
            except VoiceError as error:
                self._pacing.failed(error.reason, rest_s=error.retry_after_s)
                raise
            self._pacing.went_well()
            return sound

    def _asked(self, text: str, language: str) -> bytes:
        """The MP3 of the one answer to the one call."""
        import requests

        from tour.narration.voices.gtts_session import DeadlineError, within

        library = _library()
        speaker = library.gTTS(
            text,
            tld=self.tld,
            lang=CODES.get(language, language),
            lang_check=False,
            pre_processor_funcs=[],
            tokenizer_func=lambda whole: [whole],
            timeout=self.deadline_s,
        )
        try:
            bodies, response = within(self.deadline_s, lambda: list(speaker.stream()))
        except DeadlineError as error:
            raise VoiceError(because("late", seconds=error.seconds)) from error
        except library.gTTSError as error:
            raise _explained(error.rsp, error.__context__) from error
        except (ValueError, AssertionError, requests.RequestException) as error:
            raise VoiceError(because("garbled")) from error
        if len(bodies) != 1:
            raise VoiceError(because("several")) if bodies else _explained(response, None)
        return bytes(bodies[0])


@cache
def _languages() -> frozenset[str]:
    from gtts.lang import tts_langs

    known = set(tts_langs())
    return frozenset(code for code in settings.SUPERSET if CODES.get(code, code) in known)


@cache
def _library() -> Any:
    """The library's module, its sessions replaced by careful ones."""
    import requests
    from gtts import tts

    from tour.narration.voices.gtts_session import CarefulSession

    tts.requests = SimpleNamespace(**vars(requests) | {"Session": CarefulSession})
    return tts


def _judged(mp3: bytes, text: str) -> "Samples":
    """The answer as sound; raises `VoiceError` where it cannot be the text."""
    from tour.narration.audio.decode import NotSound, decode
    from tour.narration.audio.samples import Samples, is_silent

    least_s, most_s = bounds_s(text)
    try:
        _, data = decode(io.BytesIO(mp3), _RATE, 600, formats="mp3")
    except NotSound as error:
        raise VoiceError(because("no-mp3")) from error
    seconds = len(data) / _RATE
    if not least_s <= seconds <= most_s:
        lengths = {"seconds": round(seconds, 1), "least": round(least_s, 1), "most": round(most_s, 1)}
        raise VoiceError(because("length", **lengths))
    sound = Samples(data, _RATE)
    if is_silent(sound):
        raise VoiceError(because("silence"))
    return sound


def _explained(response: Any, cause: BaseException | None) -> VoiceError:
    """An answer without sound, or no answer, in words."""
    import requests

    if response is None:
        if isinstance(cause, requests.exceptions.SSLError):
            return VoiceError(because("certificate"))
        if isinstance(cause, requests.exceptions.Timeout):
            return VoiceError(because("no-answer"))
        if isinstance(cause, requests.exceptions.ContentDecodingError):
            return VoiceError(because("huge"))
        return VoiceError(because("unreachable"))
    status = response.status_code
    if status == 429:
        wait_s = _seconds(response.headers.get("Retry-After", ""))
        reason = because("wait", seconds=round(wait_s)) if wait_s else because("busy")
        return VoiceError(reason, retry_after_s=wait_s or _DEFAULT_WAIT_S)
    if 300 <= status < 400:
        return VoiceError(because("consent", status=status))
    if status != 200:
        return VoiceError(because("status", status=status))
    kind = response.headers.get("Content-Type", "").split(";")[0][:80]
    return VoiceError(because("soundless", type=kind) if kind else because("mute"))


def _seconds(retry_after: str) -> float:
    """The seconds of a Retry-After header (RFC 9110: a number or a date); 0 where there are none."""
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0

"""What there is to hear of a stop in a language, and why there is not more."""

from typing import Literal

from django.utils.translation import gettext

from tour import narration

SoundState = Literal[
    "none-needed", "no-voice", "waiting", "failed", "stand-in", "ready", "recorded", "recording-stale"
]
_SILENT: dict[narration.Silence, SoundState] = {
    narration.Silence.NO_WORDS: "none-needed",
    narration.Silence.NO_VOICE: "no-voice",
    narration.Silence.WAITING: "waiting",
    narration.Silence.FAILED: "failed",
}


def sound_state(answer: narration.Heard | narration.Silence, *, stale_recording: bool) -> SoundState:
    """The state of a narration; `stale_recording`: a person has read it, but from another script."""
    if stale_recording:
        return "recording-stale"
    if isinstance(answer, narration.Silence):
        return _SILENT[answer]
    if answer.recorded:
        return "recorded"
    return "stand-in" if answer.stand_in else "ready"


def why_sound(state: SoundState) -> str:
    """One plain sentence on the state of the sound, in the reader's language."""
    return {
        "none-needed": gettext("There are no words of its own to speak."),
        "no-voice": gettext("No voice of this site speaks this language. Upload a recording."),
        "waiting": gettext("A voice has yet to speak these words."),
        "failed": gettext("A voice could not speak these words. Try again, or upload a recording."),
        "stand-in": gettext("A simpler voice speaks until the better one has answered."),
        "ready": gettext("These very words can be heard."),
        "recorded": gettext("A person has read these very words."),
        "recording-stale": gettext("The words have changed since a person read them. Record them again."),
    }[state]

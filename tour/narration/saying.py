"""One sentence on its own, said now: a new take, or a trial of how a name is said."""

from tour.narration.keys import segment_key
from tour.narration.manner import Manner
from tour.narration.segments import SegmentFailed, speak
from tour.narration.sentences import let_try
from tour.narration.voices import VoiceError, because, voices


def say(voice: str, language: str, text: str, manner: Manner) -> str:
    """Have the sentence spoken unless it is already; its key. Raises `VoiceError` with the reason where it cannot be.

    Who asks for one sentence by hand does not wait for the hour of its next try.
    """
    speaker = voices().get(voice)
    if speaker is None or language not in speaker.languages:
        raise VoiceError(because("off"), retry=False)
    key = segment_key(speaker, language, text, manner)
    let_try([key])
    try:
        speak(speaker, language, [text], manners={text: manner})
    except SegmentFailed as failure:
        raise VoiceError(failure.reason) from failure
    return key

"""Makes what is missing of a narration, by the best voice that can, so that something is always heard."""

from collections.abc import Sequence

from tour.narration import recordings, tracks
from tour.narration.finding import is_whole
from tour.narration.ladder import Rung, ladders
from tour.narration.script import speakable
from tour.narration.segments import Progress, SegmentFailed, Stopped, speak
from tour.narration.values import Made, RecordingRefused, Wanted
from tour.narration.voices import told


def make(
    wanted: Wanted,
    *,
    progress: Progress | None = None,
    voices: Sequence[str] | None = None,
    offline_only: bool = False,
) -> Made:
    """Speak, join and encode what is missing, falling back along the order until one way succeeds.

    Done already: nothing happens. `voices` asks for these only; `offline_only` leaves out those
    that need the network. `progress` hears (sentences done, sentences in all); where it answers False,
    nothing more is spoken (what is there is kept).
    """
    (ladder,) = ladders([wanted], voices)
    made = Made()
    for rung in ladder.rungs:
        key = rung.key()
        if is_whole(key):
            return made
        if not rung.can_be_made or (offline_only and rung.voice and rung.voice.needs_network):
            continue
        try:
            spoken = _made(rung, key, progress)
        except SegmentFailed as failure:
            made = made.plus(
                synthesised=failure.made, failure=rung.named(told(failure.reason)) if failure.tried else ""
            )
        except Stopped as stopped:
            return made.plus(synthesised=stopped.made)
        except RecordingRefused as refused:
            made = made.plus(failure=rung.named(str(refused)))
        except (OSError, ValueError) as error:
            # A segment's file is damaged, or the disk is full: the next voice may still be heard.
            made = made.plus(failure=rung.named(f"The sound could not be joined or written: {error}."))
        else:
            return made.plus(synthesised=spoken, encoded=1)
    return made


def _made(rung: Rung, key: str, progress: Progress | None) -> int:
    """Make one rung's track; how many sentences were spoken for it."""
    language, spoken = rung.wanted.language, 0
    if rung.voice:
        texts = [text for paragraph in rung.voiced for text in paragraph if speakable(text)]
        spoken = speak(rung.voice, language, texts, progress, manners=rung.manners)
    if rung.recorded:
        recordings.to_track(key, rung)
    elif rung.voice:
        tracks.from_segments(key, rung.voice, language, rung.voiced, rung.manners)
    return spoken

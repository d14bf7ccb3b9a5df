"""Sentences spoken one by one, each kept as soon as it is made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tour.models import USUAL_PACE, Segment
from tour.narration import files
from tour.narration.keys import segment_key
from tour.narration.manner import NONE, PLAIN, Manner, Manners
from tour.narration.voices import Voice, VoiceError, because

# After the first failure, and at most (seconds); each further one waits four times as long.
_FIRST_RETRY_S, _LATEST_RETRY_S = 60, 86_400

if TYPE_CHECKING:
    from tour.narration.audio.samples import Samples

# Hears (sentences done, in all) after each; False: speak no more.
Progress = Callable[[int, int], bool | None]


@dataclass(eq=False)
class SegmentFailed(Exception):
    """A sentence could not be spoken; `made` others were before it. `reason` is
    kept as a row keeps it; `tried`: the voice was really asked."""

    reason: str
    made: int
    tried: bool


@dataclass(eq=False)
class Stopped(Exception):
    """Whoever was told of the progress wants no more of it; `made` sentences were spoken before."""

    made: int


def speak(
    voice: Voice, language: str, sentences: Sequence[str], progress: Progress | None = None, *, manners: Manners = NONE
) -> int:
    """Have every sentence spoken that is not yet; how many were.

    Each file comes before its row, and each row as soon as its file: a killed process loses at
    most the sentence it was at. Raises `SegmentFailed` at the first that cannot be spoken, `Stopped`
    where `progress` says so.
    """
    texts = {segment_key(voice, language, text, manners.get(text, PLAIN)): text for text in sentences}
    rows = Segment.objects.in_bulk(list(texts))
    made = 0
    for done, (key, text) in enumerate(texts.items(), 1):
        row = rows.get(key)
        if files.exists(files.segment_path(key)):
            if row is None or row.status != Segment.Status.MADE:
                _adopt(voice, language, key, text)
        else:
            _refuse_early(voice, row, made)
            try:
                duration_ms = _spoken(voice, language, key, text, manners.get(text, PLAIN))
            except VoiceError as error:
                _keep_failure(voice, language, key, text, error, row.attempts if row else 0)
                raise SegmentFailed(error.reason, made, tried=True) from error
            _keep(voice, language, key, text, duration_ms)
            made += 1
        if progress and progress(done, len(texts)) is False and done < len(texts):
            raise Stopped(made)
    return made


def _refuse_early(voice: Voice, row: Segment | None, made: int) -> None:
    """Raise `SegmentFailed` where a try is known to be in vain, or has to wait."""
    if (
        row
        and row.status == Segment.Status.FAILED
        and (row.permanent or (row.retry_at and row.retry_at > timezone.now()))
    ):
        raise SegmentFailed(row.reason, made, tried=False)
    if resting := voice.resting():
        raise SegmentFailed(resting.reason, made, tried=False)


def _spoken(voice: Voice, language: str, key: str, text: str, manner: Manner) -> int:
    """Speak one sentence into its file; its length in milliseconds."""
    from tour.narration.audio import flac

    usual = manner.pace == USUAL_PACE
    sound = voice.synthesise(text, language) if usual else _slowed(voice, language, text, manner)
    if not sound.duration_ms:
        raise VoiceError(because("no-sound"), retry=False)
    try:
        flac.write(files.media(files.segment_path(key)), sound)
    except OSError as error:
        raise VoiceError(because("disk", problem=error.strerror or str(error))) from error
    return sound.duration_ms


def _slowed(voice: Voice, language: str, text: str, manner: Manner) -> "Samples":
    """The same take at another pace: made of what the voice has said already, so that it is not asked again."""
    from tour.narration.audio import flac, pace

    plain = manner._replace(pace=USUAL_PACE)
    key = segment_key(voice, language, text, plain)
    path = files.media(files.segment_path(key))
    if not path.exists():
        _keep(voice, language, key, text, _spoken(voice, language, key, text, plain))
    try:
        return pace.slowed(flac.read(path), manner.pace)
    except ValueError as error:
        # Out of the way, so that it is spoken again next time.
        path.unlink(missing_ok=True)
        raise VoiceError(because("slower", problem=str(error))) from error


def _adopt(voice: Voice, language: str, key: str, text: str) -> None:
    """Write the row of a file that a killed process left without one."""
    from tour.narration.audio import flac

    _keep(voice, language, key, text, flac.duration_ms(files.media(files.segment_path(key))))


def _keep(voice: Voice, language: str, key: str, text: str, duration_ms: int) -> None:
    _write(
        Segment(
            key=key,
            language=language,
            voice=voice.name,
            voice_version=voice.version,
            text=text,
            status=Segment.Status.MADE,
            duration_ms=duration_ms,
            attempts=0,
        )
    )


def _keep_failure(voice: Voice, language: str, key: str, text: str, error: VoiceError, attempts: int) -> None:
    wait_s = min(_LATEST_RETRY_S, _FIRST_RETRY_S * 4 ** min(attempts, 10))
    _write(
        Segment(
            key=key,
            language=language,
            voice=voice.name,
            voice_version=voice.version,
            text=text,
            status=Segment.Status.FAILED,
            reason=error.reason,
            attempts=attempts + 1,
            permanent=not error.retry,
            retry_at=timezone.now() + timedelta(seconds=max(wait_s, error.retry_after_s or 0))
            if error.retry
            else None,
        )
    )


def _write(row: Segment) -> None:
    """One statement, whoever else writes the same row: no transaction is held while anything slow happens."""
    row.made_at = timezone.now()
    Segment.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["status", "reason", "retry_at", "permanent", "attempts", "duration_ms", "made_at"],
    )

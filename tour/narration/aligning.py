"""Sentences laid beside a person's recording of them: where a voice can read the same words, beside its
reading; otherwise by the pauses. Slow, and for the worker only.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tour.models import Recording
from tour.narration import cues, files, segments, tracks
from tour.narration.audio import room, warping
from tour.narration.audio.samples import Samples
from tour.narration.cues import Cues
from tour.narration.keys import segment_keys
from tour.narration.ordering import orders
from tour.narration.script import speakable
from tour.narration.values import Wanted
from tour.narration.voices import Voice, voices

# A boundary found beside a voice is put into a pause that is so near (ms); a longer pause may be farther off.
_NEAR_MS = 350
_LONG_MS = 700
_Pause = tuple[int, int]


def align(sound: Samples, wanted: Wanted) -> tuple[Cues, Recording.Aligned]:
    """[start_ms, end_ms] of each sentence on the sound, and how they were found.

    A sentence that holds nothing to say gets no length.
    """
    texts = [text for paragraph in wanted.paragraphs for text in paragraph]
    quiet = room.pauses(sound)
    for reading, at in _readings(wanted):
        said = [cue for cue, text in zip(at, texts, strict=True) if speakable(text)]
        return _with_unsaid(_beside(sound, quiet, reading, said), texts), Recording.Aligned.VOICE
    lengths = [cues.length(text) for text in texts if speakable(text)]
    found = cues.beside_recording(lengths, sound.duration_ms, quiet)
    return _with_unsaid(found, texts), Recording.Aligned.PAUSES


def _readings(wanted: Wanted) -> Iterator[tuple[Samples, Cues]]:
    """The script as voices read it, the best first: those at home, and those whose sound is here already."""
    place = wanted.tour, wanted.stop, wanted.language
    able = {voice.name: voice for voice in orders([place])[place]}
    able |= {name: voice for name, voice in voices().items() if wanted.language in voice.languages}
    for voice in able.values():
        if not (_is_here(voice, wanted) or (voice.enabled and not voice.needs_network)):
            continue
        sentences = [text for paragraph in wanted.paragraphs for text in paragraph if speakable(text)]
        try:
            segments.speak(voice, wanted.language, sentences)
            yield tracks.spoken(voice, wanted.language, wanted.paragraphs)
        except (segments.SegmentFailed, OSError, ValueError):
            continue  # the next voice, or the pauses, will do


def _is_here(voice: Voice, wanted: Wanted) -> bool:
    keys = segment_keys(voice, wanted.language, wanted.paragraphs)
    return all(files.exists(files.segment_path(key)) for key in keys)


def _beside(sound: Samples, quiet: Sequence[_Pause], reading: Samples, said: Cues) -> Cues:
    """The cues of a voice's reading carried over to the sound, each boundary into the pause that is nearest."""
    there = warping.moments([edge for cue in said for edge in cue], reading, sound)
    first, last = cues.ends(quiet, sound.duration_ms)
    edges = [(first, first)]
    for end, start in zip(there[1:-1:2], there[2::2], strict=True):
        edges.append(_boundary(quiet, min(end, start), start, edges[-1][1]))
    edges.append((max(last, edges[-1][1]),) * 2)
    return [[before[1], after[0]] for before, after in pairwise(edges)]


def _boundary(quiet: Sequence[_Pause], end: int, start: int, after: int) -> _Pause:
    """The pause that parts two sentences, of which the one seems to end and the other to start so; or that moment."""
    near = [
        (max(0, pause[0] - start, end - pause[1]) - min(_LONG_MS, pause[1] - pause[0]) / 2, pause)
        for pause in quiet
        if pause[0] >= after and pause[0] <= start + _NEAR_MS and pause[1] >= end - _NEAR_MS
    ]
    if near:
        return min(near)[1]
    return max(after, start), max(after, start)


def _with_unsaid(found: Cues, texts: Sequence[str]) -> Cues:
    """The cues with those of sentences that hold nothing to say, which have no length."""
    rest = iter(found)
    made: Cues = []
    for text in texts:
        before = made[-1][1] if made else 0
        made.append(next(rest) if speakable(text) else [before, before])
    return made

"""Reconcile: finds by keys what sound is missing, has it spoken, and joins it to what visitors hear.

The queue is only a hint. What is left to do is derived anew each time from the words and the
keys, so a lost job is never lost work.
"""

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from tour import edition, narration, publishing
from tour.models import Tour, VoiceHold
from tour.operations.progress import Progress
from tour.operations.speaking import silent, tell

# Languages whose sound is asked for first when the online voice must be paced.
FIRST = ("km",)
# Narrations that lack no more sentences than this come before a language's first reading, which may take hours.
FEW = 3


@dataclass
class Reconciled:
    """What one run did: counts of sentences spoken and tracks encoded, failures in words, releases made.

    `busy`: another process was at it, nothing was done. `left_off`: it was asked anew, and the rest is for that run.
    """

    synthesised: int = 0
    encoded: int = 0
    failures: list[str] = field(default_factory=list)
    releases: list[str] = field(default_factory=list)
    busy: bool = False
    left_off: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a run: whether only the embedded voices speak, and how many sentences a narration may lack."""

    offline_only: bool
    at_most: int | None


# The embedded voices first, so that nothing stays silent for the network's sake; then what was changed a little.
_PARTS = (_Part(True, None), _Part(False, FEW), _Part(False, None))


def reconcile(*, show: bool = False, asked_anew: Callable[[], bool] = lambda: False) -> Reconciled:
    """Speak what any tour lacks: by the embedded voices, then where few sentences changed, then the rest.

    `asked_anew` is consulted after each narration: where it says so the run is left off, for the next one to begin
    with the words as they are then. Asks for the words visitors have now and for those under edit, so that
    publishing finds them spoken. Returns at once, `busy`, where another process is at it. Where a person holds a
    tour's voices, they stop after the sentence they are at.
    """
    done = Reconciled()
    with _alone() as free:
        if not free:
            return Reconciled(busy=True)
        slugs = list(Tour.objects.values_list("slug", flat=True))
        for part in _PARTS:
            for slug in slugs:
                _look_after(slug, done, part, asked_anew, show=show)
            silent()
    return done


def narrate(slug: str, *, language: str = "", voice: str = "", show: bool = False) -> Reconciled:
    """Speak what a tour's present words lack, in one language or all, by its voices or the one named.

    Whoever asks for it by hand gets it though the tour's voices are held at the desk.
    Raises `Tour.DoesNotExist`. Waits for a run under way to end.
    """
    done = Reconciled()
    codes = [language] if language else Tour.objects.values_list("languages", flat=True).get(slug=slug)
    with _alone(wait=True):
        for code in _paced(codes):
            asked = _wanted(edition.pin_language(slug, code))
            _speak(asked, done, voices=[voice] if voice else None, show=show, label=f"{slug} {code}")
            _join(slug, done)
    return done


def _look_after(slug: str, done: Reconciled, part: _Part, asked_anew: Callable[[], bool], *, show: bool) -> None:
    """One tour's part of a run. What is wrong with it is said, and the other tours are looked after all the same."""
    if done.left_off:
        return
    try:
        for language, asked in _by_language(slug):
            label = f"{slug} {language}"
            _speak(asked, done, part=part, asked_anew=asked_anew, show=show, label=label, may_be_held=True)
            _join(slug, done)
            if done.left_off:
                return
    except publishing.Unreadable as error:
        done.failures.append(f"{slug}: {error}")
    except Tour.DoesNotExist:
        return  # taken out while this went on


def _by_language(slug: str) -> Iterator[tuple[str, list[narration.Wanted]]]:
    """What the tour wants to be heard, a language at a time: visitors' words first, then those under edit."""
    published = {made.language: made for made in publishing.words_to_speak(slug)}
    codes = Tour.objects.values_list("languages", flat=True).get(slug=slug)
    for code in _paced(list(dict.fromkeys([*published, *codes]))):
        asked = _wanted(published[code]) if code in published else []
        if code in codes:
            asked += _wanted(edition.pin_language(slug, code))
        yield code, list(dict.fromkeys(asked))


def _paced(codes: Sequence[str]) -> list[str]:
    return sorted(codes, key=lambda code: code not in FIRST)


def _wanted(of: edition.Edition) -> list[narration.Wanted]:
    """The narrations an edition asks for in its own language (a stand-in stop is asked for by the source's)."""
    return [edition.wanted(of, stop) for stop in of.stops if stop.language == of.language]


def _speak(
    asked: Sequence[narration.Wanted],
    done: Reconciled,
    *,
    part: _Part = _PARTS[-1],
    asked_anew: Callable[[], bool] = lambda: False,
    voices: Sequence[str] | None = None,
    show: bool,
    label: str,
    may_be_held: bool = False,
) -> None:
    """Make what is missing of the narrations asked for, adding to `done`."""
    lacking = narration.lacking(asked, voices=voices, offline_only=part.offline_only)
    if part.at_most is not None:
        counted = zip(lacking, narration.missing(lacking), strict=True)
        lacking = [one for one, sentences in counted if sentences <= part.at_most]
    progress = Progress(total=len(lacking)) if show and lacking else None
    for one in lacking:
        if may_be_held and held(one.tour):
            return
        tell = _teller(one) if may_be_held else None
        made = narration.make(one, progress=tell, voices=voices, offline_only=part.offline_only)
        done.synthesised += made.synthesised
        done.encoded += made.encoded
        done.failures += [f"{label} {one.stop}: {reason}" for reason in made.failures]
        if progress:
            progress.step(f"{label} {one.stop}")
        if asked_anew():
            done.left_off = True
            return


def held(slug: str) -> bool:
    """Whether a person lets no voice speak for the tour now."""
    return VoiceHold.objects.filter(tour__slug=slug).exists()


def _teller(one: narration.Wanted) -> Callable[[int, int], bool]:
    """Tells the desk how far the narration is, and narration whether to go on."""

    def told(done: int, total: int) -> bool:
        tell(one, done, total)
        return not held(one.tour)

    return told


def _join(slug: str, done: Reconciled) -> None:
    """Give visitors the sound that has come, for exactly the words they have."""
    try:
        if publishing.add_sound(slug):
            done.releases.append(slug)
    except (publishing.PublishRefused, publishing.Unreadable) as error:
        # Visitors keep the release they have; the other tours are looked after all the same.
        done.failures.append(f"{slug}: {error}")


@contextmanager
def _alone(*, wait: bool = False) -> Iterator[bool]:
    """Hold the one lock of speaking, across processes; the system lets it go when a process dies."""
    path = Path(settings.MEDIA_ROOT) / "speaking.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True

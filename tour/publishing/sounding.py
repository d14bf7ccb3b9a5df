"""The sound of a release: pinned beside its words, and what late sound is measured against.

The tables change while visitors have the words of a release: a stop is renamed, a recording is taken away or reads
other words by now. None of that may take from visitors what they hear; only publishing does.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import msgspec
from django.conf import settings

from tour import edition
from tour.edition import Edition, Sound, SoundFile
from tour.models import Stop
from tour.publishing.manifest import Manifest, Unreadable
from tour.publishing.store import Store

# By edition and stop, in the order of the words.
Sounds: TypeAlias = tuple[tuple[Sound | None, ...], ...]


def pin_sound(store: Store, editions: Sequence[Edition]) -> str:
    """Keep what each stop sounds by; the hash that names it."""
    return store.put(msgspec.json.encode([[stop.sound for stop in one.stops] for one in editions])).sha256


def pinned_sound(store: Store, manifest: Manifest) -> Sounds:
    """What each stop of the release sounds by; empty for one made before this was kept. Raises `Unreadable`."""
    if not manifest.sound:
        return ()
    try:
        return msgspec.json.decode(store.read(manifest.sound), type=Sounds)
    except (OSError, msgspec.MsgspecError) as error:
        raise Unreadable(f"The sound {manifest.sound[:12]} cannot be read: {error}") from error


def with_late_sound(store: Store, manifest: Manifest, words: Sequence[Edition]) -> tuple[Edition, ...]:
    """The words of the release with the sound there is for them now, and where that is worse with the release's own.

    Raises `Unreadable`.
    """
    held = pinned_sound(store, manifest) or tuple((None,) * len(one.stops) for one in words)
    return tuple(
        _at_least(_found(one, asked), had)
        for one, asked, had in zip(words, called_now(manifest.tour, words), held, strict=True)
    )


def called_now(tour: str, words: Sequence[Edition]) -> tuple[Edition, ...]:
    """The words of a release under the slugs that its stops have in the tables now, by which sound is looked up.

    A stop keeps its number when it is renamed. What bears the name of another stop of the release is not it.
    """
    rows = dict(Stop.objects.filter(tour__slug=tour).order_by().values_list("number", "slug"))
    known, released = set(rows.values()), {stop.slug for one in words for stop in one.stops}

    def name(slug: str, number: int) -> str:
        now = rows.get(number, slug)
        return slug if slug in known or now in released else now

    return tuple(
        replace(one, stops=tuple(replace(stop, slug=name(stop.slug, stop.number)) for stop in one.stops))
        for one in words
    )


def _found(words: Edition, asked: Edition) -> Edition:
    """The words with the sound there is for the same words as they are `asked` for."""
    found = zip(words.stops, edition.with_sound(asked).stops, strict=True)
    return replace(words, stops=tuple(replace(stop, sound=one.sound, silence=one.silence) for stop, one in found))


def _at_least(found: Edition, held: Sequence[Sound | None]) -> Edition:
    return replace(
        found,
        stops=tuple(
            replace(stop, sound=had, silence="") if had and _is_better(had, stop.sound) else stop
            for stop, had in zip(found.stops, held, strict=True)
        ),
    )


def _is_better(held: Sound, found: Sound | None) -> bool:
    """Whether visitors would lose by the change, and what they have is still there."""
    if found and (found.key == held.key or _worth(found) >= _worth(held)):
        return False
    return _is_there(held.opus) and _is_there(held.mp3)


def _worth(sound: Sound) -> tuple[int, bool]:
    """A person, a voice that was asked for, one that stands in; the same with the note before it is worth more."""
    return 2 if sound.recorded else int(not sound.stand_in), sound.preface is not None


def _is_there(file: SoundFile) -> bool:
    path = Path(settings.MEDIA_ROOT) / file.path
    return path.is_file() and path.stat().st_size == file.size_bytes

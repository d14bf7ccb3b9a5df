"""Tables -> readiness, in a number of queries that does not grow with stops or languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext

from tour import narration
from tour.models import Stop, Tour, column, words
from tour.readiness.claims import unfit_of
from tour.readiness.sound import sound_state, why_sound
from tour.readiness.values import Cell, Readiness, StopReadiness
from tour.readiness.why import why_words
from tour.readiness.words import Lacks, WordsState, claims_read, lacks, own_words, unready_words, words_state

_COLUMNS = ("slug", "source_language", "languages")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A cell before its sound is known."""

    stop: Stop
    language: str
    state: WordsState
    lacks: Lacks
    asked: narration.Wanted


def of(slug: str) -> Readiness:
    """How far the tour is, stop by stop and language by language. Raises `Tour.DoesNotExist`."""
    tour = _tour(slug)
    return of_tour(Tour.objects.only(*_COLUMNS, *own_words(_languages(tour))).get(pk=tour.pk))


def of_tour(tour: Tour) -> Readiness:
    """The same of a row that was read already: its slug, its languages, its own words in them (`own_words`)."""
    codes = _languages(tour)
    rows = list(_stops(tour, codes))
    cells = _cells(tour, rows, codes)
    return Readiness(
        tour=tour.slug,
        title=words(tour, "title", tour.source_language) or tour.slug,
        source=tour.source_language,
        languages=codes,
        stops=tuple(_stop(tour, row, cells[row.pk]) for row in rows),
        in_the_way=tuple(_in_the_way(tour, rows)),
        unfit=unfit_of((claim for row in rows for claim in row.claims.all()), tour.source_language),
        own=tuple(unready_words(tour, codes)),
    )


def of_stop(stop_id: int, language: str) -> Cell:
    """How far one stop is in one language. Raises `Stop.DoesNotExist`, for a retired stop too."""
    tour = _tour(Stop.objects.filter(retired=False).values_list("tour__slug", flat=True).get(pk=stop_id))
    codes = tuple(dict.fromkeys((tour.source_language, language)))
    cells = _cells(tour, list(_stops(tour, codes).filter(pk=stop_id)), codes)
    return cells[stop_id][-1]


def _tour(slug: str) -> Tour:
    return Tour.objects.only(*_COLUMNS).get(slug=slug)


def _languages(tour: Tour) -> tuple[str, ...]:
    return tuple(dict.fromkeys((tour.source_language, *tour.languages)))


def _stops(tour: Tour, codes: Sequence[str]) -> QuerySet[Stop]:
    read = [column(field, code) for field in ("title", "place", "text", "safety") for code in codes]
    return (
        Stop.objects.filter(tour=tour, retired=False)
        .order_by("position", "number")
        .only("tour", "slug", "number", "position", "content_notes", *read)
        .prefetch_related("translations", "spoken_forms", claims_read(codes))
    )


def _stop(tour: Tour, row: Stop, cells: tuple[Cell, ...]) -> StopReadiness:
    title = words(row, "title", tour.source_language) or row.slug
    return StopReadiness(id=row.pk, slug=row.slug, number=row.number, title=title, cells=cells)


def _cells(tour: Tour, rows: Sequence[Stop], codes: Sequence[str]) -> dict[int, tuple[Cell, ...]]:
    """Every stop's cells in the order of `codes`; narration is asked once for all of them."""
    said = narration.lexicons(tour, codes)
    asked = [_asked(tour, row, code, said[code]) for row in rows for code in codes]
    wanted = [one.asked for one in asked]
    read = narration.originals(wanted)
    answers = narration.find(wanted, read)
    made = [_cell(one, answer, read) for one, answer in zip(asked, answers, strict=True)]
    return {row.pk: tuple(made[at * len(codes) : (at + 1) * len(codes)]) for at, row in enumerate(rows)}


def _asked(tour: Tour, row: Stop, language: str, lexicon: narration.Lexicon) -> _Asked:
    state = words_state(row, language, tour.source_language)
    # What is missing is heard in the source's language, and shown in the source's own column.
    paragraphs = () if state == "missing" else narration.script_of(row, language, lexicon)
    preface = narration.preface_of(row, language, lexicon)
    asked = narration.wanted(tour.slug, row.slug, language, paragraphs, preface)
    return _Asked(
        stop=row, language=language, state=state, lacks=lacks(row, language, tour.source_language), asked=asked
    )


def _cell(one: _Asked, answer: narration.Heard | narration.Silence, read: narration.Originals) -> Cell:
    recorded = read.get((one.asked.tour, one.asked.stop, one.language))
    if not one.asked.paragraphs:
        answer, stale = narration.Silence.NO_WORDS, False
    else:
        stale = recorded is not None and not narration.reads(recorded.read, one.asked)
    sound = sound_state(answer, stale_recording=stale)
    return Cell(
        language=one.language,
        words="partial" if one.lacks and one.state in ("reviewed", "draft") else one.state,
        sound=sound,
        why_words=why_words(one.state, one.lacks),
        why_sound=why_sound(sound),
        asked=one.asked,
        answer=answer,
    )


def _in_the_way(tour: Tour, rows: Sequence[Stop]) -> list[str]:
    """What must be mended before visitors may be given this tour; translations never stand in the way."""
    source = tour.source_language
    found = []
    if not words(tour, "title", source):
        found.append(gettext("The tour has no title in its source language."))
    if source not in tour.languages:
        found.append(gettext("The tour's source language is not among its languages."))
    if not rows:
        found.append(gettext("The tour has no stops yet."))
    found += [
        gettext("Stop %(number)d lacks its title or its text in the source language.") % {"number": row.number}
        for row in rows
        if not (words(row, "title", source) and words(row, "text", source))
    ]
    return found

"""The tour's own words, its sources, names, voices and routes -> tables."""

from collections.abc import Mapping, Sequence

from tour.content.made_from import followed
from tour.content.rows import Counts, Table
from tour.content.values import RouteEntry, TourHead
from tour.models import TOUR_WORDS, LexiconEntry, Route, RouteStop, Source, Tour, VoiceChoice

_TOURS = Table(Tour, ("slug",), ("source_language", "languages", "map", "tiles", "made_from"), TOUR_WORDS)
_SOURCES = Table(Source, ("tour_id", "key"), ("title", "date", "url", "kind", "note"))
_TERMS = Table(LexiconEntry, ("tour_id", "slug"), ("unverified",), ("form", "say"))
_VOICES = Table(VoiceChoice, ("tour_id", "language", "voice"), ("position",))
_ROUTES = Table(Route, ("tour_id", "slug"), ("position", "made_from"), ("title", "summary"))
_STEPS = Table(RouteStop, ("route_id", "stop_id"), ("position",))


def load_head(head: TourHead, counts: Counts) -> tuple[Tour, dict[str, int]]:
    """The tour's row, brought in step; and the primary keys of its sources by their keys."""
    plain = (head.source_language, list(head.languages), head.map, head.tiles, head.made_from)
    values = _TOURS.values(plain, *(head.words[field] for field in TOUR_WORDS))
    # Locked, so that two loads of one tour follow one another.
    rows = Tour.objects.select_for_update().filter(slug=head.slug)
    kept = _TOURS.kept(rows)
    wanted = {(head.slug,): followed(_TOURS, kept.get((head.slug,)), values, head.source_language)}
    _TOURS.sync(kept, wanted, counts)
    tour = Tour.objects.only("slug", "source_language").get(slug=head.slug)
    _load_terms(tour, head, counts)
    _load_voices(tour, head, counts)
    return tour, _load_sources(tour, head, counts)


def load_routes(tour: Tour, routes: Sequence[RouteEntry], stops: Mapping[str, int], counts: Counts) -> None:
    """The tour's routes and their stops; `stops` are primary keys by slug."""
    kept = _ROUTES.kept(Route.objects.filter(tour=tour))
    wanted = {
        (tour.pk, route.slug): followed(
            _ROUTES,
            kept.get((tour.pk, route.slug)),
            _ROUTES.values((place, route.made_from), route.title, route.summary),
            tour.source_language,
        )
        for place, route in enumerate(routes)
    }
    _ROUTES.sync(kept, wanted, counts)
    pks = _ROUTES.pks(wanted)
    steps = {
        (pks[tour.pk, route.slug], stops[slug]): (place,) for route in routes for place, slug in enumerate(route.stops)
    }
    _STEPS.sync(_STEPS.kept(RouteStop.objects.filter(route__tour=tour)), steps, counts)


def _load_sources(tour: Tour, head: TourHead, counts: Counts) -> dict[str, int]:
    wanted = {
        (tour.pk, entry.key): (entry.title, entry.date, entry.url, entry.kind, entry.note) for entry in head.sources
    }
    _SOURCES.sync(_SOURCES.kept(Source.objects.filter(tour=tour)), wanted, counts)
    return {key: pk for (_, key), pk in _SOURCES.pks(wanted).items()}


def _load_terms(tour: Tour, head: TourHead, counts: Counts) -> None:
    wanted = {
        (tour.pk, term.slug): _TERMS.values((list(term.unverified),), term.form, term.say) for term in head.terms
    }
    _TERMS.sync(_TERMS.kept(LexiconEntry.objects.filter(tour=tour)), wanted, counts)


def _load_voices(tour: Tour, head: TourHead, counts: Counts) -> None:
    wanted = {
        (tour.pk, code, voice): (place,) for code, voices in head.voices.items() for place, voice in enumerate(voices)
    }
    _VOICES.sync(_VOICES.kept(VoiceChoice.objects.filter(tour=tour)), wanted, counts)

"""The grid of a tour: every stop in every language, the state of its words and its sound, and what is to be done."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from tour import languages, readiness
from tour.curator import marks
from tour.curator.access import Person, may, within
from tour.models import Tour


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """One stop in one language, as the grid shows it; `why` says both states in sentences."""

    url: str
    label: str
    words: marks.Mark
    sound: marks.Mark
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One stop: its number and title, its cells in the order of the languages."""

    number: int
    title: str
    url: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many stops are in a state in one language; `url` leads to their list, "" where there are none."""

    mark: marks.Mark
    number: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is to be done in one language."""

    name: str
    tag: str
    counts: tuple[Count, ...]
    # Whether words that belong to no stop are stale or absent.
    own: bool

    @property
    def idle(self) -> bool:
        """Whether nothing is to be done."""
        return not (self.own or any(count.number for count in self.counts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unready:
    """Words of the tour itself, or of a route (its slug), that are stale or absent, and these languages' pages."""

    mark: marks.Mark
    route: str
    pages: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One tour's grid: (own name, BCP 47 tag, page of its translators' files) of each language, and the rows."""

    ready: readiness.Readiness
    url: str
    publish_url: str
    preview_url: str
    signs_url: str
    folder_url: str
    points_url: str
    tiles_url: str
    order_url: str
    notices_url: str
    voices_url: str
    languages: tuple[tuple[str, str, str], ...]
    states: tuple[marks.Mark, ...]
    summary: tuple[Summary, ...]
    rows: tuple[GridRow, ...]
    own: tuple[Unready, ...]


def grids(user: Person) -> Iterator[Grid]:
    """The grid of every tour that the person sees, in their languages."""
    # A tour's languages are nearly always the site's; the words of another are read when they are asked for.
    own = readiness.own_words(languages.enabled())
    rows = Tour.objects.order_by("slug").only("slug", "source_language", "languages", *own)
    for tour in within(user, rows, "pk"):
        ready = readiness.of_tour(tour)
        seen = frozenset(code for code in ready.languages if may(user, "see", tour=tour, language=code))
        writes = may(user, "write", tour=tour)
        yield Grid(
            ready=ready,
            url=reverse("admin:tour_tour_change", args=[tour.pk]),
            publish_url=reverse("admin:publish", args=[tour.slug]) if may(user, "publish", tour=tour) else "",
            preview_url=reverse("admin:preview", args=[tour.slug]) if tour.languages else "",
            signs_url=reverse("admin:signs", args=[tour.slug]),
            folder_url=reverse("admin:folder_download", args=[tour.slug]) if writes else "",
            points_url=reverse("admin:points", args=[tour.slug]) if writes else "",
            tiles_url=reverse("admin:tiles", args=[tour.slug]) if writes else "",
            order_url=reverse("admin:stop_order", args=[tour.slug]) if writes else "",
            notices_url=reverse("admin:notices", args=[tour.slug]) if may(user, "close", tour=tour) else "",
            voices_url=reverse("admin:voices", args=[tour.slug]),
            languages=tuple(
                (languages.own_name(code), languages.tag(code), _files(tour.slug, code, ready.source))
                for code in ready.languages
                if code in seen
            ),
            states=tuple(marks.TO_DO.values()),
            summary=tuple(_summary(ready, code) for code in ready.languages if code in seen),
            rows=tuple(_row(stop, seen) for stop in ready.stops),
            own=own_words(ready, seen),
        )


def own_words(ready: readiness.Readiness, seen: Collection[str]) -> tuple[Unready, ...]:
    """What of the words that belong to no stop is stale or absent in these languages, each with its page."""
    found: dict[tuple[str, readiness.DeskState], list[tuple[str, str, str]]] = {}
    for one in ready.own:
        if one.language in seen:
            table = "route" if one.route else "tour"
            url = f"{reverse(f'admin:tour_{table}_change', args=[one.id])}?{urlencode({'language': one.language})}"
            found.setdefault((one.route, one.state), []).append(
                (url, languages.own_name(one.language), languages.tag(one.language))
            )
    return tuple(
        Unready(mark=marks.WORDS[state], route=route, pages=tuple(pages)) for (route, state), pages in found.items()
    )


def _files(slug: str, language: str, source: str) -> str:
    """The page of a language's files for translators; "" for the source."""
    return "" if language == source else reverse("admin:exchange", args=[slug, language])


def _summary(ready: readiness.Readiness, code: str) -> Summary:
    cells = [(stop.id, cell) for stop in ready.stops for cell in stop.cells if cell.language == code]
    counts = []
    for state, mark in marks.TO_DO.items():
        those = [str(pk) for pk, cell in cells if state in (cell.words, cell.sound)]
        query = urlencode({"id__in": ",".join(those), "language": code})
        url = f"{reverse('admin:tour_stop_changelist')}?{query}" if those else ""
        counts.append(Count(mark=mark, number=len(those), url=url))
    own = any(one.language == code for one in ready.own)
    return Summary(name=languages.own_name(code), tag=languages.tag(code), counts=tuple(counts), own=own)


def _row(stop: readiness.StopReadiness, seen: frozenset[str]) -> GridRow:
    url = reverse("admin:tour_stop_change", args=[stop.id])
    return GridRow(
        number=stop.number,
        title=stop.title,
        url=url,
        cells=tuple(
            GridCell(
                url=f"{url}?language={cell.language}",
                label=languages.own_name(cell.language),
                words=marks.WORDS[cell.words],
                sound=marks.SOUND[cell.sound],
                why=f"{cell.why_words} {cell.why_sound}",
            )
            for cell in stop.cells
            if cell.language in seen
        ),
    )

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.curator.conftest import FERRY
from tour.models import Stop, Tour

MOST_BYTES = 80_000
pytestmark = pytest.mark.usefixtures("told")


def queries(desk: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        assert desk.get(url).status_code == 200
    return [query["sql"] for query in seen.captured_queries]


def test_the_list_of_stops_reads_one_language_in_eight_queries_at_any_size(desk: Client, ferry: Stop) -> None:
    few = queries(desk, "/admin/tour/stop/")
    for number in range(10, 80):
        Stop.objects.create(tour=ferry.tour, slug=f"s{number}", number=number, **FERRY)
    many = queries(desk, "/admin/tour/stop/?q=ferry")
    assert len(few) <= 8
    assert len(many) <= 8
    assert not any('"title_th"' in sql or '"text_en"' in sql or '"about_en"' in sql for sql in few + many)


def test_an_edit_page_stays_small_at_forty_languages(desk: Client, ferry: Stop) -> None:
    Tour.objects.update(languages=list(settings.SUPERSET))
    url = f"/admin/tour/stop/{ferry.pk}/change/"
    for page in (url, f"{url}?language=km", f"/admin/tour/tour/{ferry.tour_id}/change/"):
        assert len(desk.get(page).content) <= MOST_BYTES
        assert not any("ko" in sql and "text_ko" in sql for sql in queries(desk, page))


def test_the_desk_costs_the_same_number_of_queries_at_any_number_of_stops(desk: Client, ferry: Stop) -> None:
    few = len(queries(desk, "/admin/"))
    # One each for what is closed, the kiosks and the weeks of listening; the others are the grid's.
    # Narration, which is stood in for here, adds four: its order, two of tracks, what failed.
    assert few <= 14
    for number in range(10, 30):
        Stop.objects.create(tour=ferry.tour, slug=f"s{number}", number=number, **FERRY)
    assert len(queries(desk, "/admin/")) == few

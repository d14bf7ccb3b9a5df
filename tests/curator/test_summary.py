import html
import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tour.models import Stop, Tour


def test_each_count_leads_to_its_stops_in_its_language(desk: Client, ferry: Stop, market: Stop, told: object) -> None:
    Stop.objects.filter(pk=ferry.pk).update(text_en="It crossed here until 1998.")
    (grid,) = desk.get("/admin/").context["grids"]
    thai = next(row for row in grid.summary if row.tag == "th")
    assert [count.number for count in thai.counts] == [1, 1, 0, 0, 0]
    listed = desk.get(thai.counts[1].url).content.decode()
    link = re.search(rf'href="(/admin/tour/stop/{market.pk}/change/[^"]*)"', listed)
    assert link
    assert desk.get(html.unescape(link[1])).context["beside"].language == "th"
    assert f"/admin/tour/stop/{ferry.pk}/change/" not in listed


def queries(desk: Client) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert desk.get("/admin/").status_code == 200
    return len(seen)


def test_the_first_page_costs_the_same_whatever_the_number_of_languages(desk: Client, ferry: Stop) -> None:
    found = []
    for codes in (["en"], ["en", "km", "th", "fr", "vi", "ja"]):
        Tour.objects.update(languages=codes)
        found.append(queries(desk))
    assert found[0] == found[1] <= 18

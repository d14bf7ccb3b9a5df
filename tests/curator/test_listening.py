import datetime
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tour.models import Heard, Stop, Tour, give

URL = "/admin/listening/"
pytestmark = pytest.mark.usefixtures("told")


def heard(stop: Stop, *, days_ago: int = 0, language: str = "en", **sums: Any) -> None:
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    Heard.objects.create(stop=stop, language=language, day=day, **sums)


def lines(desk: Client, **asked: str | int) -> dict[str, tuple[int, int]]:
    answer = desk.get(URL, asked)
    assert answer.status_code == 200
    return {line.slug: (line.plays, line.ends) for line in answer.context["lines"]}


def test_plays_and_ends_are_summed_by_stop_language_and_period(desk: Client, ferry: Stop, market: Stop) -> None:
    heard(ferry, plays=4, ends=1)
    heard(ferry, days_ago=10, plays=3)
    heard(ferry, days_ago=100, plays=2)
    heard(ferry, language="km", plays=7, ends=7)
    assert lines(desk, days=7) == {"ferry": (11, 8), "market": (0, 0)}
    assert lines(desk, days=30, language="en")["ferry"] == (7, 1)
    assert lines(desk, days=365, language="en")["ferry"] == (9, 1)


def test_each_sentence_shows_how_many_left_there(desk: Client, ferry: Stop) -> None:
    heard(ferry, plays=5, ends=1, left={"0": 1, "1": 2})
    heard(ferry, days_ago=1, plays=1, left={"1": 1, "7": 1})
    found = desk.get(URL, {"language": "en", "stop": "ferry"}).context["sentences"]
    assert [(one["words"], one["left"]) for one in found[:2]] == [("It crossed here.", 1), ("People waited.", 3)]
    assert (len(found), found[7]["left"], found[7]["words"]) == (8, 1, "")


def test_the_plot_has_its_numbers_beside_it_as_a_table_and_says_what_is_not_counted(desk: Client, ferry: Stop) -> None:
    heard(ferry, plays=1234, ends=12)
    text = desk.get(URL).content.decode()
    assert '<svg class="plot"' in text
    assert "<td>1234</td>" in text or "<td>1,234</td>" in text
    assert "Global Privacy Control" in text


def test_a_translator_reads_and_counts_her_languages_and_the_source_alone(ferry: Stop) -> None:
    user = User.objects.create_user("malee", is_staff=True)
    give(user, "translator", tours=[ferry.tour], languages=["th"])
    client = Client()
    client.force_login(user)
    Stop.objects.update(text_km="សាឡាងឆ្លងនៅទីនេះ។")
    for number, code in enumerate(("en", "th", "km")):
        heard(ferry, language=code, plays=10**number)
    assert lines(client) == {"ferry": (11, 0)}
    assert [code for code, _name in client.get(URL).context["languages"]] == ["en", "th"]
    assert client.get(URL, {"language": "th", "stop": "ferry"}).context["sentences"]
    khmer = client.get(URL, {"language": "km", "stop": "ferry"})
    assert khmer.status_code == 403
    assert "សាឡាង" not in khmer.content.decode()


def test_a_time_without_a_listener_is_said_in_words_and_draws_no_empty_rows(desk: Client, ferry: Stop) -> None:
    text = desk.get(URL).content.decode()
    assert "Nothing has been heard in this time" in text
    assert '<svg class="plot"' not in text
    assert "<td>0</td>" not in text
    assert '<option value="ferry">' in text


@pytest.mark.parametrize("asked", ["days=9999", "days=x", "language=xx", "stop=none", "language=en&stop=none"])
def test_what_is_not_known_is_taken_as_not_asked(desk: Client, ferry: Stop, asked: str) -> None:
    assert desk.get(f"{URL}?{asked}").status_code == 200


def test_a_tour_that_is_not_there_is_404_and_an_empty_site_has_its_page(desk: Client) -> None:
    assert desk.get(URL).status_code == 200
    assert desk.get(f"{URL}?tour=nowhere").status_code == 404


def test_the_page_costs_the_same_at_forty_languages_and_many_stops(desk: Client, ferry: Stop) -> None:
    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(f"{URL}?language=en&stop=ferry").status_code == 200
        return [query["sql"] for query in seen.captured_queries]

    few = len(queries())
    Tour.objects.update(languages=list(settings.SUPERSET))
    for number in range(10, 40):
        heard(Stop.objects.create(tour=ferry.tour, slug=f"s{number}", number=number), plays=number)
    many = queries()
    assert len(many) == few <= 9
    assert not any("title_th" in sql or "text_km" in sql for sql in many)

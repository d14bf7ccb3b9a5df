from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tour.curator.access import in_sight, may
from tour.models import Mistake, Stop, Tour, give

URL = "/admin/tour/mistake/"
pytestmark = pytest.mark.usefixtures("told")


def reported(stop: Stop, **changes: Any) -> Mistake:
    base: dict[str, Any] = {"language": "en", "note": "No ferry.", "sentence": 0, "words": "It crossed here."}
    return Mistake.objects.create(stop=stop, page_key="ab" * 32, **base | changes)


def page(client: Client, url: str = URL) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def reading(stop: Stop | None = None) -> Client:
    """A translator of the stop's tour; without a stop somebody without any role."""
    user = User.objects.create_user("sok", is_staff=True)
    if stop:
        give(user, "translator", tours=[stop.tour], languages=["th"])
    return as_user(user)


def mark(client: Client, row: Mistake, action: str = "put_right") -> str:
    """Ask for it as the list's form does; the state that the report is in then."""
    client.post(URL, {"action": action, "_selected_action": row.pk})
    row.refresh_from_db()
    return row.state


def test_a_report_links_to_the_page_and_says_that_its_sentence_still_stands(desk: Client, ferry: Stop) -> None:
    reported(ferry)
    text = page(desk)
    assert 'href="/en/river/ferry/"' in text
    assert f'href="/admin/tour/stop/{ferry.pk}/change/?language=en"' in text
    assert "word for word" in text
    Stop.objects.update(text_en="It crossed there.")
    assert "the words have changed since" in page(desk)


def test_a_stop_shown_in_the_source_is_compared_with_the_source(desk: Client, ferry: Stop) -> None:
    reported(ferry, language="km")
    assert "word for word" in page(desk)


def test_visitors_words_are_shown_as_text(desk: Client, ferry: Stop) -> None:
    row = reported(ferry, note="<script>alert(1)</script>", words="<b>x</b>")
    for url in (URL, f"{URL}{row.pk}/change/"):
        assert "<script>alert" not in page(desk, url)
        assert "<b>x</b>" not in page(desk, url)


@pytest.mark.parametrize(("action", "state"), [("answered",) * 2, ("put_right", "put-right"), ("declined",) * 2])
def test_a_report_is_marked_with_who_did_it_and_opened_again(
    desk: Client, ferry: Stop, action: str, state: str
) -> None:
    row = reported(ferry)
    desk.post(URL, {"action": action, "_selected_action": row.pk})
    row.refresh_from_db()
    assert (row.state, str(row.handled_by), bool(row.handled_at)) == (state, "dara", True)
    desk.post(URL, {"action": "open_again", "_selected_action": row.pk})
    row.refresh_from_db()
    assert (row.state, row.handled_by, row.handled_at) == ("open", None, None)


def test_who_sees_stops_sees_reports_and_only_who_changes_stops_marks_them(ferry: Stop) -> None:
    row = reported(ferry)
    reader = reading(ferry)
    assert "No ferry." in page(reader)
    reader.post(URL, {"action": "answered", "_selected_action": row.pk})
    row.refresh_from_db()
    assert row.state == "open"


def test_a_translator_sees_counts_and_marks_reports_in_her_own_language(ferry: Stop) -> None:
    thai = reported(ferry, language="th", note="Thai note")
    khmer = reported(ferry, language="km", note="Khmer note")
    source = reported(ferry)
    client = reading(ferry)
    listed = page(client)
    assert ("Thai note" in listed, "No ferry." in listed, "Khmer note" in listed) == (True, True, False)
    assert "language=km" not in listed
    assert client.get(f"{URL}{khmer.pk}/change/").status_code == 302
    assert "2 mistakes reported" in page(client, "/admin/")
    assert [mark(client, row) for row in (thai, khmer, source)] == ["put-right", "open", "open"]


def test_reports_of_others_words_among_those_marked_are_named_as_not_marked(ferry: Stop) -> None:
    rows = [reported(ferry, language="th"), reported(ferry)]
    asked = {"action": "put_right", "_selected_action": [row.pk for row in rows]}
    said = reading(ferry).post(URL, asked, follow=True).content.decode()
    assert "1 report marked." in said
    assert "1 report is in words that others write: not marked." in said


def test_who_writes_one_tour_and_reads_another_marks_the_reports_of_the_first(ferry: Stop) -> None:
    hill = Tour.objects.create(slug="hill", languages=["en", "th"])
    gate = Stop.objects.create(tour=hill, slug="gate", number=1)
    user = User.objects.create_user("vanna", is_staff=True)
    give(user, "curator", tours=[hill])
    give(user, "publisher", tours=[ferry.tour])
    client = as_user(user)
    reported(ferry)
    assert "No ferry." in page(client)
    assert [mark(client, reported(stop)) for stop in (ferry, gate)] == ["open", "put-right"]


@pytest.mark.parametrize("code", ["en", "th", "km"])
@pytest.mark.parametrize("role", ["translator", "curator", "publisher", "administrator"])
def test_what_is_listed_is_what_may_be_seen(ferry: Stop, role: str, code: str) -> None:
    user = User.objects.create_user("sok", is_staff=True)
    give(user, role, tours=[] if role == "administrator" else [ferry.tour], languages=["th"])
    row = reported(ferry, language=code)
    seen = in_sight(user, Mistake.objects.all(), "stop__tour")
    assert seen.contains(row) == may(user, "see", tour=ferry.tour, language=code)


def test_without_the_right_to_see_stops_there_is_nothing(ferry: Stop) -> None:
    client = reading()
    assert client.get(URL).status_code == 403
    assert client.get("/admin/listening/").status_code == 403
    assert "Listening" not in page(client, "/admin/")


def test_the_desk_counts_the_open_ones(desk: Client, ferry: Stop) -> None:
    assert "No mistake reported" in page(desk, "/admin/")
    reported(ferry)
    reported(ferry, note="Other")
    assert "2 mistakes reported" in page(desk, "/admin/")


def test_the_filters_find_by_state_tour_and_language(desk: Client, ferry: Stop) -> None:
    reported(ferry)
    assert "No ferry." in page(desk, f"{URL}?state__exact=open&tour=river&language=en")
    assert "No ferry." not in page(desk, f"{URL}?language=km")


def test_the_list_costs_the_same_at_any_number_of_reports_and_languages(desk: Client, ferry: Stop) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(desk)
        return len(seen)

    reported(ferry)
    few = queries()
    Tour.objects.update(languages=["en", "km", "th", "ar", "fr"])
    for code in ("en", "km", "th", "ar", "fr"):
        for n in range(5):
            reported(ferry, language=code, note=str(n))
    assert queries() == few

"""The first page beside its grids: what is closed now, kiosks' health, the last weeks' listening."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tour import publishing
from tour.curator import start
from tour.models import Heard, Kiosk, KioskReport, Notice, Stop, Tour, give

pytestmark = pytest.mark.usefixtures("told")


def first_page(client: Client) -> Any:
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return answer


def text(client: Client) -> str:
    return " ".join(first_page(client).content.decode().split())


def as_role(role: str, tour: Tour, languages: tuple[str, ...] = ()) -> Client:
    user = User.objects.create_user(role, is_staff=True)
    give(user, role, tours=[tour], languages=languages)
    client = Client()
    client.force_login(user)
    return client


def kiosk(slug: str, silent: datetime.timedelta | None = None, **said: Any) -> Kiosk:
    made = Kiosk.objects.create(slug=slug, name=f"The {slug}", languages=["en"])
    if silent is not None:
        KioskReport.objects.create(kiosk=made, at=timezone.now() - silent, **said)
    return made


def heard(stop: Stop, days_ago: int, plays: int, ends: int = 0, language: str = "en") -> None:
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    Heard.objects.create(stop=stop, language=language, day=day, plays=plays, ends=ends)


def closing(stop: Stop, **more: Any) -> Notice:
    return Notice.objects.create(tour=stop.tour, stop=stop, closes=True, **more)


def test_a_closed_stop_is_named_with_a_link_until_it_is_open_again(desk: Client, ferry: Stop, market: Stop) -> None:
    assert "Closed now" not in text(desk)
    notice = closing(market)
    [shown] = first_page(desk).context["closed"]
    assert (shown.number, shown.title) == (7, "The market")
    assert f'href="/admin/tour/stop/{market.pk}/change/"><span class="plate">7</span> The market</a>' in text(desk)
    notice.ended_at = timezone.now()
    notice.save()
    assert "Closed now" not in text(desk)


def test_a_stop_taken_out_while_it_is_closed_is_still_named(desk: Client, ferry: Stop, market: Stop) -> None:
    closing(market)
    Stop.objects.filter(pk=market.pk).update(retired=True)
    assert '<span class="plate">7</span> market</a>' in text(desk)


def test_what_is_closed_in_anothers_tour_is_not_told(ferry: Stop) -> None:
    hill = Tour.objects.create(slug="hill", languages=["en"])
    closing(ferry)
    assert "Closed now" not in text(as_role("curator", hill))
    assert "Closed now" in text(as_role("translator", ferry.tour, ("th",)))


def test_a_warning_closes_nothing(desk: Client, ferry: Stop) -> None:
    warning: dict[str, Any] = {"text_en": "Mind the step."}
    Notice.objects.create(tour=ferry.tour, stop=ferry, **warning)
    assert "Closed now" not in text(desk)


def test_a_kiosk_that_is_silent_too_long_stands_first_and_is_marked(desk: Client, ferry: Stop) -> None:
    kiosk("gate", datetime.timedelta(minutes=2), release="0123456789")
    kiosk("hall", datetime.timedelta(hours=5))
    kiosk("yard")
    Kiosk.objects.create(slug="old", name="The old one", languages=["en"], retired=True)
    assert [line.name for line in first_page(desk).context["kiosks"]] == ["The hall", "The gate", "The yard"]
    page = text(desk)
    silent = page.partition('<li class="silent">')[2].partition("</li>")[0]
    assert "The hall" in silent
    assert "silent for 5 h" in silent
    assert page.count('class="silent"') == 1
    assert "<code>01234567</code>" in page
    assert "not heard of yet" in page


def test_a_kiosk_with_an_older_release_is_told_from_one_with_the_present(
    desk: Client, ferry: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "pack_releases", lambda packs: dict.fromkeys(packs, "new"))
    for slug in ("old", "new"):
        kiosk(slug, datetime.timedelta(), packs={"river/en": slug})
    assert [(line.name, str(line.present.word)) for line in first_page(desk).context["kiosks"]] == [
        ("The old", "older"),
        ("The new", "present"),
    ]


def test_of_many_kiosks_the_first_are_shown_with_the_way_to_all(desk: Client, ferry: Stop) -> None:
    for number in range(start.KIOSKS_SHOWN + 1):
        kiosk(f"k{number}")
    assert len(first_page(desk).context["kiosks"]) == start.KIOSKS_SHOWN
    assert f"All kiosks ({start.KIOSKS_SHOWN + 1})</a>" in text(desk)


def test_kiosks_are_shown_to_those_who_look_after_them(ferry: Stop) -> None:
    kiosk("gate")
    assert "The gate" not in text(as_role("curator", ferry.tour))
    assert "The gate" in text(as_role("administrator", ferry.tour))


def test_the_last_weeks_plays_and_ends_stand_as_a_plot_and_a_table(desk: Client, ferry: Stop) -> None:
    for days_ago, plays in ((-1, 1), (0, 4), (6, 2), (7, 8), (55, 16), (56, 1000)):
        heard(ferry, days_ago, plays, ends=plays // 2)
    shown = first_page(desk).context["listening"]
    assert [week.plays for week in shown.weeks] == [16, 0, 0, 0, 0, 0, 8, 7]
    assert [week.ends for week in shown.weeks] == [8, 0, 0, 0, 0, 0, 4, 3]
    assert (shown.plays, shown.ends) == (31, 15)
    assert (shown.weeks[0].tall, shown.weeks[0].short) == (start.PLOT_HEIGHT, start.PLOT_HEIGHT // 2)
    page = text(desk)
    assert '<svg class="plot weeks"' in page
    assert "<td>16</td><td>8</td>" in page
    assert '<a href="/admin/listening/">Listening</a>' in page


def test_a_translators_weeks_are_those_of_her_languages(ferry: Stop) -> None:
    for language in ("en", "th", "km"):
        heard(ferry, 0, 1, language=language)
    assert first_page(as_role("translator", ferry.tour, ("th",))).context["listening"].plays == 2


def test_weeks_in_which_nothing_was_heard_are_said_in_words(desk: Client, ferry: Stop) -> None:
    page = text(desk)
    assert "Nothing has been heard in the last 8 weeks" in page
    assert '<svg class="plot' not in page


def test_the_first_page_costs_the_same_at_any_number_of_kiosks_notices_and_days(desk: Client, ferry: Stop) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            first_page(desk)
        return len(seen)

    kiosk("first", datetime.timedelta(), packs={"river/en": "x"})
    few = queries()
    assert few <= 14
    for number in range(10, 20):
        stop = Stop.objects.create(tour=ferry.tour, slug=f"s{number}", number=number)
        closing(stop)
        heard(stop, number, 3)
        kiosk(f"k{number}", datetime.timedelta(), packs={"river/en": "x"})
    assert queries() == few

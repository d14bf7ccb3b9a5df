import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tour import publishing
from tour.models import Notice, Release, Stop, Tour, give

pytestmark = [pytest.mark.usefixtures("told"), pytest.mark.django_db(transaction=True)]


def live() -> list[dict[str, Any]]:
    """The notices of the only tour, as phones get them."""
    tours = json.loads(publishing.notices_path().read_bytes())["tours"]
    return list(tours["river"]["notices"]) if tours else []


def close(desk: Client, stop: Stop, **words: str) -> Any:
    return desk.post(f"/admin/tour/stop/{stop.pk}/close/", words, follow=True)


def opened(desk: Client, notice: Notice) -> dict[str, Any]:
    """The fields of the page on which a notice's words are changed."""
    form = desk.get(f"/admin/notice/{notice.pk}/").context["form"]
    return {name: form[name].value() for name in form.fields}


def words(desk: Client, notice: Notice, fields: dict[str, Any] | None = None, **typed: str) -> Any:
    fields = fields or opened(desk, notice)
    return desk.post(f"/admin/notice/{notice.pk}/", fields | typed, follow=True)


def said() -> tuple[str, str, str]:
    row: Any = Notice.objects.get()
    return row.text_en or "", row.text_km or "", row.text_th or ""


@pytest.fixture
def notice(ferry: Stop) -> Notice:
    """A closing with words in English alone."""
    text: dict[str, Any] = {"text_en": "Flooded."}
    return Notice.objects.create(tour=ferry.tour, stop=ferry, closes=True, **text)


def test_two_who_write_two_languages_of_a_notice_both_have_them(desk: Client, notice: Notice) -> None:
    first, second = opened(desk, notice), opened(desk, notice)
    words(desk, notice, first, words_th="น้ำท่วม")
    words(desk, notice, second, words_km="ទឹកជំនន់")
    assert said() == ("Flooded.", "ទឹកជំនន់", "น้ำท่วม")
    assert live()[0]["words"] == {"en": "Flooded.", "km": "ទឹកជំនន់", "th": "น้ำท่วม"}


def test_two_who_write_one_language_of_a_notice_are_told_and_the_second_decides(desk: Client, notice: Notice) -> None:
    first, second = opened(desk, notice), opened(desk, notice)
    words(desk, notice, first, words_en="Flooded until noon.")
    refused = words(desk, notice, second, words_en="Under water.", words_th="น้ำท่วม")
    assert "Flooded until noon." in refused.content.decode()
    assert said() == ("Flooded until noon.", "", "")
    form = refused.context["form"]
    words(desk, notice, {name: form[name].value() for name in form.fields})
    assert said() == ("Under water.", "", "น้ำท่วม")


def test_a_language_that_was_refused_is_compared_on_the_next_try(desk: Client, notice: Notice) -> None:
    fields = opened(desk, notice)
    words(desk, notice, words_th="น้ำท่วม")
    form = words(desk, notice, fields, words_th="x" * 401).context["form"]
    again = {name: form[name].value() for name in form.fields}
    words(desk, notice, again, words_th="ปิด")
    assert said() == ("Flooded.", "", "น้ำท่วม")


def test_a_notice_that_was_ended_meanwhile_is_not_begun_again_by_its_words(desk: Client, notice: Notice) -> None:
    fields = opened(desk, notice)
    desk.post(f"/admin/notice/{notice.pk}/end/")
    page = words(desk, notice, fields, words_en="Under water.")
    assert "Not saved: “Under water.”" in page.content.decode()
    assert Notice.objects.get().ended_at is not None
    assert (said(), live()) == (("Flooded.", "", ""), [])
    assert desk.get(f"/admin/notice/{notice.pk}/").status_code == 404


def test_closing_a_stop_is_in_the_file_when_the_answer_comes_and_needs_no_release(desk: Client, ferry: Stop) -> None:
    page = close(desk, ferry, words_en="The landing is flooded.", words_th="ท่าเรือน้ำท่วม")
    assert "Stop 3 is closed." in page.content.decode()
    assert [(one["stop"], one["closes"]) for one in live()] == [("ferry", True)]
    assert live()[0]["words"] == {"en": "The landing is flooded.", "th": "ท่าเรือน้ำท่วม"}
    assert not Release.objects.exists()
    assert Notice.objects.get().made_by == User.objects.get(username="dara")


def test_closing_needs_no_words_and_closing_twice_is_closing_once(desk: Client, ferry: Stop) -> None:
    close(desk, ferry)
    close(desk, ferry)
    assert Notice.objects.count() == 1


def test_the_stop_page_offers_one_button_and_the_way_back(desk: Client, ferry: Stop) -> None:
    url = f"/admin/tour/stop/{ferry.pk}/"
    assert f"{url}close/" in desk.get(f"{url}change/").content.decode()
    close(desk, ferry)
    page = desk.get(f"{url}change/").content.decode()
    assert f"{url}open/" in page
    assert f"{url}close/" not in page
    desk.post(f"{url}open/")
    assert live() == []
    ended = Notice.objects.get()
    assert (ended.ended_by, ended.ended_at is not None) == (User.objects.get(username="dara"), True)


def test_looking_closes_and_opens_nothing(desk: Client, ferry: Stop) -> None:
    assert "every phone and kiosk" in desk.get(f"/admin/tour/stop/{ferry.pk}/close/").content.decode()
    assert not Notice.objects.exists()
    close(desk, ferry)
    desk.get(f"/admin/tour/stop/{ferry.pk}/open/")
    assert desk.get(f"/admin/notice/{Notice.objects.get().pk}/end/").status_code == 405
    assert len(live()) == 1


def test_a_warning_for_the_whole_tour_is_shown_changed_and_ended(desk: Client, ferry: Stop) -> None:
    url = "/admin/tour/river/notices/"
    desk.post(url, {"stop": "", "words_en": "Storm tonight."})
    assert live()[0]["words"] == {"en": "Storm tonight."}
    notice = Notice.objects.get()
    words(desk, notice, words_en="Storm until noon.", words_km="ព្យុះ")
    assert live()[0]["words"] == {"en": "Storm until noon.", "km": "ព្យុះ"}
    assert "Storm until noon." in desk.get(url).content.decode()
    desk.post(f"/admin/notice/{notice.pk}/end/")
    assert live() == []
    assert "Storm until noon." in desk.get(url).content.decode()


@pytest.mark.parametrize("words", [{}, {"words_th": "พายุ"}, {"words_en": "x" * 401}])
def test_a_warning_without_proper_words_is_refused(desk: Client, ferry: Stop, words: dict[str, str]) -> None:
    assert desk.post("/admin/tour/river/notices/", words).status_code == 200
    assert not Notice.objects.exists()


def test_a_stop_of_another_tour_cannot_be_warned_of(desk: Client, ferry: Stop) -> None:
    other = Stop.objects.create(tour=Tour.objects.create(slug="valley"), slug="gate", number=1)
    desk.post("/admin/tour/river/notices/", {"stop": other.pk, "words_en": "Storm."})
    assert not Notice.objects.exists()


def test_a_file_that_cannot_be_written_is_said_and_the_closing_is_kept(
    desk: Client, ferry: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("tour.publishing.noticing.write_notices", fail)
    said = close(desk, ferry).content.decode()
    assert "phones do not see it yet" in said
    assert "No space left on device" in said
    assert Notice.objects.exists()


def test_only_who_may_change_stops_closes_them(client: Client, ferry: Stop) -> None:
    sok = User.objects.create_user("sok", is_staff=True)
    client.force_login(sok)
    notice = Notice.objects.create(tour=ferry.tour, stop=ferry, closes=True)
    urls = [f"/admin/tour/stop/{ferry.pk}/close/", f"/admin/tour/stop/{ferry.pk}/open/", "/admin/tour/river/notices/"]
    urls += [f"/admin/notice/{notice.pk}/", f"/admin/notice/{notice.pk}/end/"]
    assert [client.post(url, {"words_en": "x"}).status_code for url in urls] == [403] * 5
    assert Notice.objects.get().ended_at is None
    give(sok, "publisher", tours=[ferry.tour])
    assert [client.post(url, {"words_en": "x"}).status_code for url in urls][:3] == [302] * 3


def test_what_is_not_there_is_404(desk: Client, ferry: Stop) -> None:
    Stop.objects.update(retired=True)
    for url in (f"/admin/tour/stop/{ferry.pk}/close/", "/admin/tour/nowhere/notices/", "/admin/notice/99/"):
        assert desk.get(url).status_code == 404

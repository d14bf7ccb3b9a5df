from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tour import edition, publishing
from tour.models import Release, Stop, Tour
from tour.publishing import PublishRefused, RollbackRefused

URL = "/admin/tour/river/publish/"
pytestmark = pytest.mark.usefixtures("told")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    made: list[tuple[Any, ...]] = []

    def publish(slug: str, *, by: User, notes: str) -> publishing.Published:
        made.append(("publish", slug, by.username, notes))
        return publishing.Published(Release(), changed=True, written=1)

    monkeypatch.setattr(publishing, "publish", publish)
    monkeypatch.setattr(publishing, "rollback", lambda slug, by: made.append(("rollback", slug, by.username)))
    return made


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_publishing_is_asked_for_in_the_curators_name(desk: Client, ferry: Stop, calls: list[Any]) -> None:
    page = desk.post(URL, {"notes": "New words on the ferry"}, follow=True)
    assert calls == [("publish", "river", "dara", "New words on the ferry")]
    assert "Published. Visitors have these words now" in text(page)


def test_going_back_asks_for_one_step(desk: Client, ferry: Stop, calls: list[Any]) -> None:
    assert "the words of before again" in text(desk.post(URL, {"rollback": "1"}, follow=True))
    assert calls == [("rollback", "river", "dara")]


def test_a_tour_without_stops_or_languages_has_its_pages_and_is_not_published(desk: Client, tour: Tour) -> None:
    for codes in (["en", "km"], []):
        Tour.objects.update(languages=codes)
        assert desk.get("/admin/").status_code == 200
        assert "no stops yet" in text(desk.get(URL))
        desk.post(URL, {"notes": ""})
        assert publishing.current().tours == {}


def test_an_empty_site_has_its_desk(desk: Client) -> None:
    assert desk.get("/admin/").status_code == 200


def test_a_damaged_release_can_be_published_anew(desk: Client, ferry: Stop) -> None:
    publishing.pointer_path().write_text('{"tours": {"river": "' + "0" * 64 + '"}}')
    assert desk.get(URL).status_code == 200
    desk.post(URL, {"notes": ""})
    assert publishing.published_editions("river")


def test_the_damaged_release_of_another_tour_is_named(desk: Client, ferry: Stop) -> None:
    publishing.pointer_path().write_text('{"tours": {"valley": "' + "0" * 64 + '"}}')
    assert "The release 000000000000 cannot be read" in text(desk.post(URL, {"notes": ""}))


def test_looking_publishes_nothing(desk: Client, ferry: Stop, calls: list[Any]) -> None:
    assert "Everything: this tour has not been published yet." in text(desk.get(URL))
    assert calls == []


@pytest.mark.parametrize("refusal", [PublishRefused(["Stop 3 has no text."]), RollbackRefused("Nothing before.")])
def test_a_refusal_is_shown_and_the_note_is_kept(
    desk: Client, ferry: Stop, monkeypatch: pytest.MonkeyPatch, refusal: Exception
) -> None:
    def refuse(*args: Any, **rest: Any) -> None:
        raise refusal

    monkeypatch.setattr(publishing, "publish", refuse)
    page = text(desk.post(URL, {"notes": "my note"}))
    assert str(refusal) in page
    assert "my note" in page


def test_the_page_names_the_stops_that_changed_since(
    desk: Client, ferry: Stop, market: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = edition.pin("river")
    monkeypatch.setattr(publishing, "published_editions", lambda slug: before)
    assert "No words: visitors have these very words already." in text(desk.get(URL))
    Stop.objects.filter(pk=ferry.pk).update(title_th="ท่า")
    assert "<strong>ไทย</strong>: stops 3" in text(desk.get(URL))


def test_what_stands_in_the_way_is_said_on_the_desk_and_on_the_page(desk: Client, ferry: Stop) -> None:
    Stop.objects.update(text_en="")
    for url in ("/admin/", URL):
        assert "Stop 3 lacks its title or its text in the source language." in text(desk.get(url))


def test_publishing_is_for_those_who_may_change_the_tour(client: Client, ferry: Stop, calls: list[Any]) -> None:
    client.force_login(User.objects.create_user("sok", is_staff=True))
    assert client.post(URL, {"notes": ""}).status_code == 403
    assert client.get("/admin/").status_code == 200
    assert calls == []


def test_a_tour_that_is_not_there_is_404(desk: Client, db: None) -> None:
    assert desk.get("/admin/tour/nowhere/publish/").status_code == 404

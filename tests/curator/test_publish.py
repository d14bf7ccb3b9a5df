import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import Settings

from tour import edition, publishing
from tour.models import Release, Stop, Tour
from tour.publishing import PublishRefused

URL = "/admin/tour/river/publish/"
pytestmark = pytest.mark.usefixtures("told")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    made: list[tuple[Any, ...]] = []

    def publish(slug: str, *, by: User, notes: str, progress: Callable[[int, int], None]) -> publishing.Published:
        progress(1, 3)
        made.append(("publish", slug, by.username, notes))
        return publishing.Published(Release(), changed=True, written=1)

    monkeypatch.setattr(publishing, "publish", publish)
    monkeypatch.setattr(publishing, "rollback", lambda slug, to, by: made.append(("rollback", slug, to, by.username)))
    return made


def text(answer: Any) -> str:
    return str(answer.content.decode())


def worked() -> None:
    """Let the desk's worker do all that it was asked."""
    call_command("db_worker", "--batch", "--queue-name", "desk", "--interval", "0", "--no-startup-delay", verbosity=0)


def ordered(desk: Client, notes: str = "") -> str:
    """Ask for publishing, as the page's button does; the address of the page that tells how far it is."""
    return str(desk.post(URL, {"notes": notes})["Location"])


def test_publishing_is_asked_of_the_worker_in_the_curators_name(desk: Client, ferry: Stop, calls: list[Any]) -> None:
    here = ordered(desk, "New words on the ferry")
    assert calls == []
    assert "Publishing begins in a moment." in text(desk.get(here))
    worked()
    assert calls == [("publish", "river", "dara", "New words on the ferry")]
    page = text(desk.get(here))
    assert "Published. Visitors have these words now" in page
    assert "data-looking" not in page


def test_the_page_tells_how_far_the_worker_is(
    desk: Client, ferry: Stop, calls: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = ordered(desk)
    seen: list[str] = []

    def publish(slug: str, **rest: Any) -> publishing.Published:
        rest["progress"](1, 3)
        seen.append(text(desk.get(here)))
        return publishing.Published(Release(), changed=False, written=0)

    monkeypatch.setattr(publishing, "publish", publish)
    worked()
    assert "Publishing: 1 of 3 languages are made." in seen[0]
    assert "data-looking" in seen[0]
    assert "Nothing has changed" in text(desk.get(here))


def test_a_worker_that_fails_is_told_and_visitors_keep_what_they_have(
    desk: Client, ferry: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(slug: str, **rest: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(publishing, "publish", fail)
    here = ordered(desk)
    worked()
    page = text(desk.get(here))
    assert "Not published. Visitors keep what they have." in page
    assert "data-looking" not in page


def test_a_worker_that_does_not_run_is_named(desk: Client, ferry: Stop, monkeypatch: pytest.MonkeyPatch) -> None:
    here = ordered(desk)
    monkeypatch.setattr("tour.operations.orders.PATIENCE_S", -1)
    assert "The worker has not taken it up yet. Does it run?" in text(desk.get(here))


@pytest.mark.parametrize("order", ["x", "0" * 32, "%00", "a" * 400])
def test_an_order_there_is_none_of_shows_the_page_alone(desk: Client, ferry: Stop, order: str) -> None:
    page = desk.get(f"{URL}?order={order}")
    assert page.status_code == 200
    assert 'id="order"' not in text(page)


def test_going_back_asks_for_one_step_or_for_the_release_named(desk: Client, ferry: Stop, calls: list[Any]) -> None:
    assert "the words of that release again" in text(desk.post(URL, {"rollback": "before"}, follow=True))
    desk.post(URL, {"rollback": "12"})
    assert calls == [("rollback", "river", None, "dara"), ("rollback", "river", 12, "dara")]


def test_a_release_is_compared_with_the_desk_and_given_again(desk: Client, ferry: Stop, market: Stop) -> None:
    first = publishing.publish("river").release
    Stop.objects.filter(pk=ferry.pk).update(text_en="It crossed here until 1998.\n\nPeople waited.")
    page = text(desk.get(f"/admin/tour/river/releases/{first.pk}/"))
    assert "<del>It crossed here.</del>" in page
    assert "<ins>It crossed here until 1998.</ins>" in page
    assert page.count("<del>") == 1
    publishing.publish("river")
    desk.post(URL, {"rollback": str(first.pk)})
    assert publishing.current().tours["river"] == first.manifest
    [english, *_] = publishing.published_editions("river")
    assert english.stops[0].paragraphs[0][0].written == "It crossed here."


def test_the_release_of_another_tour_or_of_none_is_404(desk: Client, ferry: Stop) -> None:
    made = publishing.publish("river").release
    assert desk.get("/admin/tour/river/releases/999/").status_code == 404
    assert desk.get(f"/admin/tour/valley/releases/{made.pk}/").status_code == 404


def test_a_tour_without_stops_or_languages_has_its_pages_and_is_not_published(desk: Client, tour: Tour) -> None:
    for codes in (["en", "km"], []):
        Tour.objects.update(languages=codes)
        assert desk.get("/admin/").status_code == 200
        assert "no stops yet" in text(desk.get(URL))
        ordered(desk)
        worked()
        assert publishing.current().tours == {}


def test_an_empty_site_has_its_desk(desk: Client) -> None:
    assert desk.get("/admin/").status_code == 200


def test_a_damaged_release_can_be_published_anew(desk: Client, ferry: Stop) -> None:
    publishing.pointer_path().write_text('{"tours": {"river": "' + "0" * 64 + '"}}')
    assert desk.get(URL).status_code == 200
    ordered(desk)
    worked()
    assert publishing.published_editions("river")


def test_the_damaged_release_of_another_tour_is_named(desk: Client, ferry: Stop) -> None:
    publishing.pointer_path().write_text('{"tours": {"valley": "' + "0" * 64 + '"}}')
    here = ordered(desk)
    worked()
    assert "“release 000000000000” cannot be read" in text(desk.get(here))


def test_looking_publishes_nothing(desk: Client, ferry: Stop, calls: list[Any]) -> None:
    assert "Everything: this tour has not been published yet." in text(desk.get(URL))
    assert calls == []


def test_a_refusal_is_shown_and_the_note_is_kept(desk: Client, ferry: Stop, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **rest: Any) -> None:
        raise PublishRefused(["Stop 3 has no text."])

    monkeypatch.setattr(publishing, "publish", refuse)
    here = ordered(desk, "my note")
    worked()
    page = text(desk.get(here))
    assert "Stop 3 has no text." in page
    assert "my note</textarea>" in page


def test_a_way_back_that_there_is_not_is_said(desk: Client, ferry: Stop) -> None:
    assert "There is no release of “river” to go back to." in text(desk.post(URL, {"rollback": "77"}, follow=True))


def test_the_page_names_the_stops_that_changed_since(
    desk: Client, ferry: Stop, market: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = edition.pin("river")
    monkeypatch.setattr(publishing, "published_editions", lambda slug: before)
    assert "No words: visitors have these very words already." in text(desk.get(URL))
    Stop.objects.filter(pk=ferry.pk).update(title_th="ท่า")
    assert "<strong>ไทย</strong>: stops 3" in text(desk.get(URL))


def test_a_stop_that_leaves_is_named_among_what_changes(desk: Client, ferry: Stop, market: Stop) -> None:
    publishing.publish("river")
    Stop.objects.filter(pk=market.pk).update(retired=True)
    page = text(desk.get(URL))
    assert "<strong>English</strong>: taken out: 7 The market" in page
    Stop.objects.filter(pk=ferry.pk).update(title_en="The old ferry")
    assert "<strong>English</strong>: stops 3; taken out: 7 The market" in text(desk.get(URL))


def test_a_stop_with_another_slug_is_compared_with_itself(desk: Client, ferry: Stop) -> None:
    made = publishing.publish("river").release
    Stop.objects.filter(pk=ferry.pk).update(slug="landing")
    page = text(desk.get(f"/admin/tour/river/releases/{made.pk}/"))
    assert "<del>…/ferry/</del>" in page
    assert "<ins>…/landing/</ins>" in page
    assert "It crossed here." not in page
    publish_page = text(desk.get(URL))
    assert "<strong>English</strong>: stops 3</li>" in publish_page


def test_after_going_back_one_row_alone_is_what_visitors_have(desk: Client, ferry: Stop) -> None:
    first = publishing.publish("river").release
    Stop.objects.filter(pk=ferry.pk).update(text_en="It crossed here until 1998.\n\nPeople waited.")
    publishing.publish("river")
    publishing.rollback("river", to=first.pk)
    page = desk.get(URL)
    assert text(page).count("visitors have this") == 1
    newest = page.context["releases"][0]
    assert (page.context["current"], newest.kind, newest.manifest) == (newest.pk, "rollback", first.manifest)


def later_sound(of: Release, manifest: str) -> Release:
    """A release with the same words, to which sound came later."""
    said = {"kind": Release.Kind.SOUND, "editions": of.editions}
    return Release.objects.create(tour=of.tour, manifest=manifest, **said)


def test_sound_that_comes_later_takes_no_row_of_the_list(desk: Client, ferry: Stop) -> None:
    first = publishing.publish("river").release
    sounds = [later_sound(first, f"{at:064x}") for at in range(25)]
    # Visitors have the words with all of their sound.
    publishing.pointer_path().write_text(json.dumps({"tours": {"river": sounds[-1].manifest}}))
    page = desk.get(URL)
    assert [row.pk for row in page.context["releases"]] == [first.pk]
    assert page.context["current"] == first.pk
    assert f'/admin/tour/river/releases/{sounds[-1].pk}/">Compare' in text(page)
    assert "Earlier releases" not in text(page)


def test_releases_of_long_ago_are_reached_by_plain_links(desk: Client, ferry: Stop) -> None:
    first = publishing.publish("river").release
    for at in range(45):
        Release.objects.create(tour=first.tour, manifest=f"{at:064x}", editions=f"{at:064x}")
    shown, url = [], URL
    for _page in range(3):
        page = desk.get(url)
        shown += [row.pk for row in page.context["releases"]]
        found = text(page).partition("Earlier releases")[0].rpartition('href="?')[2].partition("#")[0]
        url = f"{URL}?{found}"
    assert len(shown) == len(set(shown)) == 46
    assert shown[-1] == first.pk
    assert "Earlier releases" not in text(page)
    assert "Later releases" in text(page)
    assert desk.get(f"{URL}?page=none").status_code == 200


def test_a_release_is_headed_with_the_time_of_the_list(desk: Client, ferry: Stop, settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Phnom_Penh"
    made = publishing.publish("river").release
    Release.objects.update(made_at=datetime.datetime(2026, 3, 1, 22, 30, tzinfo=datetime.UTC))
    assert "03/02/2026 5:30 a.m." in text(desk.get(URL))
    assert "<h1>Release of 03/02/2026 5:30 a.m.</h1>" in text(desk.get(f"/admin/tour/river/releases/{made.pk}/"))


def test_why_a_release_was_made_is_said_in_the_readers_language(desk: Client, ferry: Stop) -> None:
    publishing.publish("river")
    assert "<td>publication</td>" in text(desk.get(URL, headers={"accept-language": "fr"}))
    with translation.override("fr"):
        assert [str(kind.label) for kind in Release.Kind] == ["publication", "ajout de son", "retour en arrière"]


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


def test_what_stands_in_the_way_is_said_in_the_language_of_who_asked(desk: Client, tour: Tour) -> None:
    here = str(desk.post(URL, {"notes": ""}, headers={"accept-language": "fr"})["Location"])
    # The worker is another process: what the page was asked for in is not its language.
    with translation.override("en"):
        worked()
    assert "Le parcours «\u00a0river\u00a0» n’a" in text(desk.get(here, headers={"accept-language": "fr"}))


def test_a_language_that_lacks_words_is_named_in_the_readers(desk: Client, tour: Tour, ferry: Stop) -> None:
    Stop.objects.update(text_en="", title_en="")
    with translation.override("fr"), pytest.raises(PublishRefused, match="Anglais"):
        publishing.publish("river")
    with pytest.raises(PublishRefused, match="English"):
        publishing.publish("river")

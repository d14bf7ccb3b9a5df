"""Rows below a page that others took away or made while it was open: the page is saved, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.db.models import Model
from django.test import Client

from tests.curator.forms import loaded, shown, stored
from tour.models import Claim, Kiosk, KioskTour, Picture, Route, RouteStop, SpokenForm, Stop, Tour, VoiceChoice

pytestmark = pytest.mark.usefixtures("told")


def stop_page(stop: Stop, language: str) -> str:
    return f"/admin/tour/stop/{stop.pk}/change/?language={language}"


def claim_of(stop: Stop, key: str, **words: str) -> Claim:
    text: dict[str, Any] = {f"text_{code}": said for code, said in words.items()}
    return Claim.objects.create(stop=stop, key=key, status="context", position=len(key), **text)


def picture_of(stop: Stop) -> Picture:
    alt: dict[str, Any] = {"alt_en": "A boat.", "alt_th": "เรือ"}
    return Picture.objects.create(
        stop=stop, name="a.webp", file="a.webp", width=100, height=100, credit="x", licence="y", **alt
    )


def heard(answer: Any) -> str:
    return " ".join(map(str, get_messages(answer.wsgi_request)))


def shown_again(answer: Any) -> dict[str, Any]:
    """The fields of a page that was refused, as the browser has them."""
    return shown(answer.content.decode())


def test_a_claim_that_was_removed_meanwhile_is_left_out_and_what_it_said_is_quoted(desk: Client, ferry: Stop) -> None:
    gone, left = claim_of(ferry, "a", en="It ran.", th="วิ่ง"), claim_of(ferry, "bb", en="It sank.", th="จม")
    fields = loaded(desk, stop_page(ferry, "th"))
    gone.delete()
    typed = {"title_th": "ท่าเก่า", "claims-0-text_th": "เคยวิ่ง", "claims-1-text_th": "เคยจม"}
    saved = desk.post(stop_page(ferry, "th"), fields | typed | {"_continue": "Save"})
    assert saved.status_code == 302
    now: Any = Stop.objects.get(), Claim.objects.get()
    assert (now[0].title_th, now[1].pk, now[1].text_th) == ("ท่าเก่า", left.pk, "เคยจม")
    assert "“Claims and their sources”" in heard(saved)
    assert "“เคยวิ่ง”" in heard(saved)


@pytest.mark.parametrize("kind", ["claim", "spoken", "picture"])
@pytest.mark.parametrize("language", ["en", "th"])
def test_a_stop_is_saved_without_the_row_that_was_removed(desk: Client, ferry: Stop, kind: str, language: str) -> None:
    makes: dict[str, Callable[[], Model]] = {
        "claim": lambda: claim_of(ferry, "a", en="It ran.", th="วิ่ง"),
        "spoken": lambda: SpokenForm.objects.create(stop=ferry, language=language, written="Pailin", spoken="pie"),
        "picture": lambda: picture_of(ferry),
    }
    row = makes[kind]()
    fields = loaded(desk, stop_page(ferry, language))
    row.delete()
    saved = desk.post(stop_page(ferry, language), fields | {f"title_{language}": "New", "_continue": "Save"})
    assert saved.status_code == 302
    assert stored(Stop, f"title_{language}") == ("New",)
    assert "Somebody has taken this away" in heard(saved)


def test_routes_tours_and_kiosks_are_saved_without_the_row_too(
    desk: Client, tour: Tour, ferry: Stop, market: Stop
) -> None:
    route = Route.objects.create(tour=tour, slug="short")
    step = RouteStop.objects.create(route=route, stop=market, position=1)
    voice = VoiceChoice.objects.create(tour=tour, language="en", position=1, voice="gtts")
    kiosk = Kiosk.objects.create(slug="hall", name="Hall", languages=["en"])
    hung = KioskTour.objects.create(kiosk=kiosk, tour=tour)
    rows: list[tuple[Model, str, str]] = [
        (step, f"route/{route.pk}", "7 market"),
        (voice, f"tour/{tour.pk}", "gtts"),
        (hung, f"kiosk/{kiosk.pk}", "river"),
    ]
    for row, page, quoted in rows:
        url = f"/admin/tour/{page}/change/?language=en"
        fields = loaded(desk, url)
        row.delete()
        saved = desk.post(url, fields | {"_continue": "Save"})
        assert saved.status_code == 302
        assert quoted.split()[-1] in heard(saved)


def test_who_took_the_row_away_too_hears_nothing(desk: Client, ferry: Stop) -> None:
    row = SpokenForm.objects.create(stop=ferry, language="th", written="Pailin", spoken="pie")
    fields = loaded(desk, stop_page(ferry, "th"))
    row.delete()
    saved = desk.post(stop_page(ferry, "th"), fields | {"spoken_forms-0-DELETE": "on", "_continue": "Save"})
    assert saved.status_code == 302
    assert "taken this away" not in heard(saved)


def test_a_page_that_is_refused_for_something_else_is_shown_whole_without_the_row(desk: Client, ferry: Stop) -> None:
    gone, left = claim_of(ferry, "a", en="It ran.", th="วิ่ง"), claim_of(ferry, "bb", en="It sank.", th="จม")
    fields = loaded(desk, stop_page(ferry, "th"))
    gone.delete()
    Claim.objects.update(text_th="จมแล้ว")
    refused = desk.post(stop_page(ferry, "th"), fields | {"claims-1-text_th": "เคยจม", "_continue": "Save"})
    assert refused.status_code == 200
    assert "“วิ่ง”" in refused.content.decode()
    again = shown_again(refused)
    assert (again["claims-TOTAL_FORMS"], again["claims-0-id"]) == ("1", str(left.pk))
    saved = desk.post(stop_page(ferry, "th"), again | {"_continue": "keep claims-0-text_th"})
    assert saved.status_code == 302
    assert stored(Claim, "text_th") == ("เคยจม",)


def test_a_text_in_dispute_stays_in_dispute_when_an_earlier_row_is_removed(desk: Client, ferry: Stop) -> None:
    gone, _left = claim_of(ferry, "a", en="It ran.", th="วิ่ง"), claim_of(ferry, "bb", en="It sank.", th="จม")
    fields = loaded(desk, stop_page(ferry, "th"))
    Claim.objects.filter(key="bb").update(text_th="จมแล้ว")
    Stop.objects.update(title_th="ท่าใหม่")
    typed = {"claims-1-text_th": "เคยจม", "title_th": "ท่าเก่า"}
    again = shown_again(desk.post(stop_page(ferry, "th"), fields | typed))
    gone.delete()
    # The title is decided, the claim is not.
    choice = {"both": ["title_th", "claims-1-text_th"], "_continue": "keep title_th"}
    assert desk.post(stop_page(ferry, "th"), again | choice).status_code == 200
    assert stored(Claim, "text_th") == ("จมแล้ว",)


def twice(desk: Client, url: str, first: dict[str, Any], second: dict[str, Any]) -> Any:
    """A page is sent twice, or by two people who opened it at the same time."""
    fields = loaded(desk, url)
    assert desk.post(url, fields | first | {"_continue": "Save"}).status_code == 302
    return desk.post(url, fields | second | {"_continue": "Save"})


def test_a_new_spoken_form_that_is_sent_twice_is_there_once(desk: Client, ferry: Stop) -> None:
    new = {"spoken_forms-0-written": "Pailin", "spoken_forms-0-spoken": "pie-lin"}
    assert twice(desk, stop_page(ferry, "th"), new, new).status_code == 302
    assert SpokenForm.objects.count() == 1


def test_two_who_say_one_word_differently_are_told(desk: Client, ferry: Stop) -> None:
    new = {"spoken_forms-0-written": "Pailin", "spoken_forms-0-spoken": "pie-lin"}
    refused = twice(desk, stop_page(ferry, "th"), new, new | {"spoken_forms-0-spoken": "pay-lin"})
    assert refused.status_code == 200
    assert "“Pailin” has been added here since you opened the page" in refused.content.decode()
    assert SpokenForm.objects.get().spoken == "pie-lin"


@pytest.mark.parametrize(("position", "status"), [("4", 302), ("9", 200)])
def test_a_new_stop_of_a_route_that_is_sent_twice_is_there_once(
    desk: Client, market: Stop, position: str, status: int
) -> None:
    route = Route.objects.create(tour=market.tour, slug="short")
    new = {"route_stops-0-stop": str(market.pk), "route_stops-0-position": "4"}
    url = f"/admin/tour/route/{route.pk}/change/?language=en"
    assert twice(desk, url, new, new | {"route_stops-0-position": position}).status_code == status
    assert RouteStop.objects.get().position == 4


def test_a_new_claim_that_is_sent_twice_is_there_once(desk: Client, ferry: Stop) -> None:
    new = {"claims-0-text_en": "It ran.\r\nLong.", "claims-0-status": "context"}
    assert twice(desk, stop_page(ferry, "en"), new, new).status_code == 302
    assert Claim.objects.count() == 1
    assert twice(desk, stop_page(ferry, "en"), {}, {"claims-1-text_en": "It ran.", "claims-1-status": "context"})
    assert Claim.objects.count() == 2


def test_a_field_that_was_refused_is_compared_on_the_next_try(desk: Client, ferry: Stop, curator: User) -> None:
    url = stop_page(ferry, "en")
    fields = loaded(desk, url)
    Stop.objects.update(title_en="Theirs", place_en="Their place")
    refused = desk.post(url, fields | {"title_en": "x" * 201, "_continue": "Save"})
    again = shown_again(refused)
    assert again["place_en"] == "Their place"
    assert desk.post(url, again | {"title_en": "Mine", "_continue": "Save"}).status_code == 200
    assert stored(Stop, "title_en", "place_en") == ("Theirs", "Their place")

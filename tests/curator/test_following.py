"""Claims, routes and the tour's own words follow their source: what is stale is named, and put right by a person."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client

from tests.curator.forms import loaded
from tour import readiness
from tour.models import Claim, Route, Source, Stop, Tour, TranslationRecord, give, left_behind, source_hash

pytestmark = pytest.mark.usefixtures("told")

CHANGED = "What has changed in the source since this was translated"


@pytest.fixture
def claim(ferry: Stop) -> Claim:
    """A claim whose Thai follows its English."""
    text: dict[str, Any] = {"text_en": "It ran until 1998.", "text_th": "วิ่งจนถึงปี 1998"}
    made = Claim.objects.create(stop=ferry, key="end", status="context", **text)
    made.made_from = {"th": source_hash(made, "en")}
    made.save()
    made.sources.add(Source.objects.create(tour=ferry.tour, key="ledger", title="The ledger"))
    return made


@pytest.fixture
def route(tour: Tour) -> Route:
    title: dict[str, Any] = {"title_en": "Short", "title_th": "สั้น"}
    return Route.objects.create(tour=tour, slug="short", **title)


def page_of(row: Model, language: str) -> str:
    return f"/admin/tour/{row._meta.model_name}/{row.pk}/change/?language={language}"


def text(desk: Client, address: str) -> str:
    return " ".join(desk.get(address).content.decode().split())


def save(desk: Client, row: Model, language: str, **typed: Any) -> None:
    url = page_of(row, language)
    answer = desk.post(url, loaded(desk, url) | typed | {"_continue": "Save"})
    assert answer.status_code == 302, answer.context["errors"]


def state(language: str = "th") -> str:
    (stop,) = readiness.of("river").stops
    return next(cell.words for cell in stop.cells if cell.language == language)


def behind(row: Any, language: str = "th") -> bool:
    return left_behind(type(row).objects.get(pk=row.pk), language, "en")


def test_a_changed_claim_makes_its_translation_stale_and_is_marked_where_it_is_put_right(
    desk: Client, claim: Claim
) -> None:
    assert state() == "reviewed"
    save(desk, claim.stop, "en", **{"claims-0-text_en": "It ran until 1999."})
    assert (state(), state("km")) == ("stale", "missing")
    shown = text(desk, page_of(claim.stop, "th"))
    assert CHANGED in shown
    assert "<del>1998.</del><ins>1999.</ins>" in shown
    assert "<del>1998.</del><ins>1999.</ins>" in text(desk, page_of(claim, "th"))


def test_words_put_right_beside_the_stops_are_stale_no_more(desk: Client, claim: Claim) -> None:
    save(desk, claim.stop, "en", **{"claims-0-text_en": "It ran until 1999."})
    save(desk, claim.stop, "th", **{"claims-0-text_th": "วิ่งจนถึงปี 1999"})
    assert not behind(claim)
    # Of the stop's own words nothing was said.
    assert state() == "reviewed"


@pytest.mark.parametrize(("said", "stays"), [("as-before", False), ("reviewed", False), ("stale", True), ("", True)])
def test_who_looks_says_of_the_whole_page_how_its_words_stand(
    desk: Client, claim: Claim, said: str, stays: bool
) -> None:
    save(desk, claim.stop, "en", **{"claims-0-text_en": "It ran until 1999."})
    save(desk, claim.stop, "th", state=said)
    assert behind(claim) is stays
    assert state() == ("stale" if stays else "reviewed")


def test_a_word_mended_in_a_stale_claim_may_leave_it_stale(desk: Client, claim: Claim) -> None:
    save(desk, claim.stop, "en", **{"claims-0-text_en": "It ran until 1999."})
    save(desk, claim.stop, "th", state="stale", **{"claims-0-text_th": "มันวิ่งจนถึงปี 1998"})
    assert behind(claim)
    save(desk, claim, "th", state="stale", text_th="วิ่งจนถึงปี 1998")
    assert behind(claim)


def test_a_stop_without_words_yet_confirms_no_stale_claim_by_itself(desk: Client, claim: Claim) -> None:
    TranslationRecord.objects.all().delete()
    Stop.objects.update(title_th="", text_th="")
    save(desk, claim.stop, "en", **{"claims-0-text_en": "It ran until 1999."})
    save(desk, claim.stop, "th", title_th="ท่าเรือ", text_th="เรือข้ามที่นี่\n\nผู้คนรอ")
    assert behind(claim)


def test_a_source_that_changed_under_the_translator_shows_as_stale(desk: Client, claim: Claim) -> None:
    url = page_of(claim.stop, "th")
    opened = loaded(desk, url)
    save(desk, claim.stop, "en", **{"claims-0-text_en": "It ran until 1999."})
    typed = {"state": "reviewed", "claims-0-text_th": "วิ่งถึงปี 1998", "_continue": "Save"}
    assert desk.post(url, opened | typed).status_code == 302
    assert behind(claim)


def test_a_minor_edit_leaves_the_translations_of_claims_as_they_were(desk: Client, claim: Claim) -> None:
    save(desk, claim.stop, "en", minor="on", **{"claims-0-text_en": "It ran till 1998."})
    assert state() == "reviewed"
    save(desk, claim, "en", minor="on", text_en="It ran until 1998.")
    assert state() == "reviewed"
    save(desk, claim, "en", text_en="It ran until 1999.")
    # What is stale already is not put right by a typing error that is mended later.
    save(desk, claim, "en", minor="on", text_en="It ran till 1999.")
    assert state() == "stale"


def test_a_first_translation_of_a_claim_is_held_against_its_source_from_then_on(desk: Client, claim: Claim) -> None:
    save(desk, claim, "km", text_km="ដំណើរការដល់ឆ្នាំ ១៩៩៨")
    assert Claim.objects.get().made_from == {code: source_hash(claim, "en") for code in ("th", "km")}


def test_the_tours_own_words_are_stale_and_confirmed_on_their_page(desk: Client, tour: Tour, ferry: Stop) -> None:
    save(desk, tour, "th", title_th="แม่น้ำ")
    assert CHANGED not in text(desk, page_of(tour, "th"))
    save(desk, tour, "en", title_en="The long river")
    shown = text(desk, page_of(tour, "th"))
    assert "The source has changed since this was translated." in shown
    assert "<ins>long </ins>" in shown
    named = f'The tour’s own words: <a href="{page_of(tour, "th")}" lang="th">ไทย</a></li>'
    assert named in text(desk, "/admin/")
    assert named in text(desk, "/admin/tour/river/publish/")
    save(desk, tour, "th", state="as-before")
    assert not behind(tour)
    assert named not in text(desk, "/admin/")


def test_a_routes_words_are_stale_and_put_right(desk: Client, route: Route, ferry: Stop) -> None:
    save(desk, route, "th", title_th="เส้นสั้น")
    save(desk, route, "en", title_en="Shorter")
    named = f'Words of the route “short”: <a href="{page_of(route, "th")}"'
    assert named in text(desk, "/admin/")
    assert "Short<ins>er</ins>" in text(desk, page_of(route, "th"))
    save(desk, route, "th", title_th="สั้นกว่า")
    assert named not in text(desk, "/admin/")


def test_stale_words_of_another_language_are_not_told_to_a_translator(tour: Tour, route: Route, ferry: Stop) -> None:
    title: dict[str, Any] = {"title_km": "ខ្លី"}
    Route.objects.update(made_from={"th": "0" * 16}, **title)
    Tour.objects.update(title_th="แม่น้ำ", **title)
    client = Client()
    for code in ("th", "km"):
        user = User.objects.create(username=code, is_staff=True)
        give(user, "translator", tours=[tour], languages=[code])
        client.force_login(user)
        assert ("own-words" in text(client, "/admin/")) is (code == "th")


def test_what_was_never_compared_is_not_stale(desk: Client, route: Route, ferry: Stop) -> None:
    save(desk, route, "en", title_en="Shorter")
    assert not behind(route)

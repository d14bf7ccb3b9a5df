"""A claim, a route or a name that was deleted is put back whole: languages, sources, order, history."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client

from tour.models import Claim, LexiconEntry, Route, RouteStop, Source, Stop, TextVersion, Tour, give

pytestmark = pytest.mark.usefixtures("told")


@pytest.fixture
def claim(ferry: Stop) -> Claim:
    said: dict[str, Any] = {"text_en": "It ran until 1998.", "text_th": "ถึงปี 1998", "text_ind": "Sampai 1998."}
    kept: dict[str, Any] = {"attribution": "says", "position": 4, "made_from": {"th": "a" * 16}}
    made = Claim.objects.create(stop=ferry, key="end", status="context", **kept, **said)
    for key in ("ledger", "report"):
        made.sources.add(Source.objects.create(tour=ferry.tour, key=key, title=key))
    Claim.objects.create(stop=ferry, key="other", status="context", position=5)
    return made


@pytest.fixture
def route(ferry: Stop, market: Stop) -> Route:
    said: dict[str, Any] = {"title_en": "Short", "title_th": "สั้น"}
    made = Route.objects.create(tour=ferry.tour, slug="short", position=2, **said)
    for position, stop in enumerate((market, ferry)):
        RouteStop.objects.create(route=made, stop=stop, position=position)
    return made


@pytest.fixture
def name(tour: Tour) -> LexiconEntry:
    said: dict[str, Any] = {"form_en": "Pailin", "form_th": "ไพลิน", "say_en": "Pie-lin"}
    return LexiconEntry.objects.create(tour=tour, slug="pailin", unverified=["th"], **said)


def columns(row: Any) -> dict[str, Any]:
    """What the row says, "" and nothing alike; the base column of a translated field says nothing."""
    fields = row._meta.concrete_fields
    bases = {field.translated_field.name for field in fields if hasattr(field, "translated_field")}
    found = type(row)._default_manager.get(pk=row.pk)
    return {one.name: getattr(found, one.attname) or "" for one in fields if one.name not in bases}


def table(row: Model) -> str:
    return f"/admin/tour/{row._meta.model_name}/"


def delete(desk: Client, row: Model) -> str:
    """The list that is shown once the row is deleted."""
    gone = desk.post(f"{table(row)}{row.pk}/delete/", {"post": "yes"}, follow=True)
    assert not type(row)._default_manager.filter(pk=row.pk).exists()
    return str(gone.content.decode())


def put_back(desk: Client, row: Model, page: str) -> Any:
    entry = page.partition('name="entry" value="')[2].partition('"')[0]
    return desk.post(f"{table(row)}back/", {"entry": entry}, follow=True)


def test_a_claim_is_put_back_with_its_languages_sources_place_and_history(desk: Client, claim: Claim) -> None:
    TextVersion.objects.create(table="claim", row=claim.pk, field="text", language="en", text="Before.")
    before = columns(claim)
    page = delete(desk, claim)
    assert "was deleted by dara on" in page
    answer = put_back(desk, claim, page)
    assert answer.redirect_chain[-1][0] == f"/admin/tour/claim/{claim.pk}/change/"
    assert columns(claim) == before
    assert [one.key for one in Claim.objects.get(pk=claim.pk).sources.order_by("key")] == ["ledger", "report"]
    assert [one.key for one in Claim.objects.order_by("position")] == ["end", "other"]
    assert "Before." in desk.get(f"/admin/tour/claim/{claim.pk}/history/").content.decode()
    # It is offered once.
    assert "Put it back" not in desk.get("/admin/tour/claim/").content.decode()


def test_a_route_is_put_back_with_its_stops_in_their_order(
    desk: Client, route: Route, market: Stop, ferry: Stop
) -> None:
    before = columns(route)
    page = delete(desk, route)
    put_back(desk, route, page)
    assert columns(route) == before
    assert [step.stop_id for step in route.route_stops.all()] == [market.pk, ferry.pk]


def test_a_route_that_is_put_back_leaves_out_a_stop_that_became_a_deeper_piece(
    desk: Client, route: Route, market: Stop, ferry: Stop
) -> None:
    page = delete(desk, route)
    Stop.objects.filter(pk=market.pk).update(deeper_of=ferry)
    put_back(desk, route, page)
    assert [step.stop_id for step in route.route_stops.all()] == [ferry.pk]


def test_a_name_is_put_back_with_its_forms(desk: Client, name: LexiconEntry) -> None:
    before = columns(name)
    put_back(desk, name, delete(desk, name))
    assert columns(name) == before


def test_several_that_were_ticked_and_deleted_are_each_put_back(desk: Client, claim: Claim) -> None:
    rows = {one.pk: columns(one) for one in Claim.objects.all()}
    ticked = {"action": "delete_selected", "_selected_action": list(rows), "post": "yes"}
    page = desk.post("/admin/tour/claim/", ticked, follow=True).content.decode()
    assert page.count("Put it back") == 2
    for _ in rows:
        put_back(desk, claim, desk.get("/admin/tour/claim/").content.decode())
    assert {one.pk: columns(one) for one in Claim.objects.all()} == rows


def test_what_has_taken_its_name_meanwhile_stays(desk: Client, claim: Claim) -> None:
    page = delete(desk, claim)
    Claim.objects.create(stop=claim.stop, key="end", status="disputed")
    assert "This cannot be put back" in put_back(desk, claim, page).content.decode()
    assert Claim.objects.get(key="end").status == "disputed"


@pytest.mark.parametrize("entry", ["", "x", "0", "9" * 30])
def test_what_was_never_deleted_cannot_be_put_back(desk: Client, claim: Claim, entry: str) -> None:
    delete(desk, claim)
    answer = desk.post("/admin/tour/claim/back/", {"entry": entry}, follow=True)
    assert "This cannot be put back" in answer.content.decode()
    assert Claim.objects.count() == 1


def test_a_source_is_put_back_with_all_that_it_says(desk: Client, tour: Tour) -> None:
    source = Source.objects.create(
        tour=tour,
        key="ledger",
        title="The ledger",
        date="1911",
        url="https://ledger.example",
        kind="book",
        note="p. 4",
    )
    before = columns(source)
    page = delete(desk, source)
    assert "“The ledger” was deleted by dara on" in page
    back = put_back(desk, source, page)
    assert "“The ledger” is here again, as it was." in back.content.decode()
    assert back.redirect_chain[-1][0] == f"/admin/tour/source/{source.pk}/change/"
    assert columns(source) == before


def test_a_source_whose_key_another_has_by_now_is_not_put_back(desk: Client, tour: Tour) -> None:
    page = delete(desk, source := Source.objects.create(tour=tour, key="ledger", title="The ledger"))
    Source.objects.create(tour=tour, key="ledger", title="Another")
    assert "This cannot be put back" in put_back(desk, source, page).content.decode()
    assert Source.objects.get().title == "Another"


def test_only_who_writes_the_tour_is_offered_it_and_may_put_it_back(desk: Client, claim: Claim, tour: Tour) -> None:
    page = delete(desk, claim)
    hill = Tour.objects.create(slug="hill", languages=["en"])
    for role, of, languages in (("translator", tour, ["th"]), ("curator", hill, [])):
        user = User.objects.create(username=role, is_staff=True)
        give(user, role, tours=[of], languages=languages)
        client = Client()
        client.force_login(user)
        assert "Put it back" not in client.get("/admin/tour/claim/").content.decode()
        assert put_back(client, claim, page).status_code == 403
    assert Claim.objects.count() == 1

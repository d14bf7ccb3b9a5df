"""The order of stops: by buttons without a script, all at once, never over somebody else's."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.test import Client

from tour.models import Route, RouteStop, Stop, Tour, give

pytestmark = pytest.mark.usefixtures("told")
URL = "/admin/tour/river/order/"


@pytest.fixture
def stops(tour: Tour) -> list[int]:
    """Four stops, two of them at one place: nothing keeps those apart but the number."""
    places = {"a": 0, "b": 1, "c": 1, "d": 5}
    made = [Stop.objects.create(tour=tour, slug=slug, number=number, position=place)
            for number, (slug, place) in enumerate(places.items(), 1)]  # fmt: skip
    return [stop.pk for stop in made]


def order() -> str:
    return "".join(Stop.objects.filter(retired=False).order_by("position", "number").values_list("slug", flat=True))


def text(keys: list[int]) -> str:
    return ",".join(map(str, keys))


def press(desk: Client, shown: list[int], row: int, way: str) -> Any:
    return desk.post(URL, {"shown": text(shown), "order": text(shown), "move": f"{row}:{way}"})


@pytest.mark.parametrize(
    ("row", "way", "wanted"),
    [(3, "first", "dabc"), (3, "earlier", "abdc"), (0, "later", "bacd"), (0, "last", "bcda"), (0, "earlier", "abcd")],
)
def test_a_button_saves_its_move(desk: Client, stops: list[int], row: int, way: str, wanted: str) -> None:
    assert press(desk, stops, stops[row], way).status_code == 302
    assert order() == wanted
    assert sorted(Stop.objects.values_list("position", flat=True)) in ([0, 1, 2, 3], [0, 1, 1, 5])


def test_the_button_that_was_pressed_is_in_focus_again(desk: Client, stops: list[int]) -> None:
    answer = press(desk, stops, stops[3], "earlier")
    page = desk.get(answer.headers["Location"]).content.decode()
    assert f'value="{stops[3]}:earlier" autofocus' in page
    assert page.count("autofocus") == 1


def test_a_button_that_leads_no_further_hands_the_focus_to_its_opposite(desk: Client, stops: list[int]) -> None:
    answer = press(desk, stops, stops[3], "first")
    assert f'value="{stops[3]}:later" autofocus' in desk.get(answer.headers["Location"]).content.decode()


def test_a_whole_order_is_saved_at_once(desk: Client, stops: list[int]) -> None:
    wanted = stops[::-1]
    assert desk.post(URL, {"shown": text(stops), "order": text(wanted)}).status_code == 302
    assert order() == "dcba"


def test_who_was_slower_sees_both_orders_and_nothing_is_lost(desk: Client, stops: list[int]) -> None:
    press(desk, stops, stops[0], "last")
    answer = press(desk, stops, stops[3], "first")
    assert answer.status_code == 409
    assert order() == "bcda"
    assert [line.key for line in answer.context["lines"]] == [*stops[1:], stops[0]]
    assert [line.key for line in answer.context["mine"]] == [stops[3], *stops[:3]]
    after_all = {"shown": answer.context["shown"], "order": answer.context["mine_order"]}
    assert desk.post(URL, after_all).status_code == 302
    assert order() == "dabc"


def test_control_without_the_order_that_was_shown_the_first_would_be_overwritten(
    desk: Client, stops: list[int]
) -> None:
    press(desk, stops, stops[0], "last")
    now = [*stops[1:], stops[0]]
    assert desk.post(URL, {"shown": text(now), "order": text([stops[3], *stops[:3]])}).status_code == 302
    assert order() == "dabc"


def test_a_stop_that_came_meanwhile_is_not_lost(desk: Client, tour: Tour, stops: list[int]) -> None:
    new = Stop.objects.create(tour=tour, slug="e", number=9, position=0)
    answer = press(desk, stops, stops[3], "first")
    assert answer.status_code == 409
    assert new.pk in [line.key for line in answer.context["mine"]]
    desk.post(URL, {"shown": answer.context["shown"], "order": answer.context["mine_order"]})
    assert sorted(order()) == list("abcde")


def test_the_same_change_made_twice_is_no_conflict(desk: Client, stops: list[int]) -> None:
    press(desk, stops, stops[0], "last")
    assert press(desk, stops, stops[0], "last").status_code == 302
    assert order() == "bcda"


def test_the_order_of_before_is_put_back_and_again(desk: Client, stops: list[int]) -> None:
    press(desk, stops, stops[0], "last")
    for wanted in ("abcd", "bcda"):
        page = desk.get(URL)
        assert "Put back" in page.content.decode()
        desk.post(URL, {"shown": page.context["shown"], "order": page.context["before"]})
        assert order() == wanted


def test_an_order_that_somebody_has_changed_since_is_not_offered_to_be_put_back(
    desk: Client, stops: list[int]
) -> None:
    press(desk, stops, stops[0], "last")
    Stop.objects.filter(slug="d").update(position=0)
    Stop.objects.filter(slug="b").update(position=7)
    assert "Put back" not in desk.get(URL).content.decode()


def test_half_an_order_is_never_stored(desk: Client, stops: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Stop.objects.bulk_update

    def half(rows: Any, fields: Any, **how: Any) -> None:
        whole(rows[:2], fields, **how)
        raise DatabaseError("the disk is gone")

    monkeypatch.setattr(Stop._default_manager.__class__, "bulk_update", lambda _self, *a, **k: half(*a, **k))
    with pytest.raises(DatabaseError):
        desk.post(URL, {"shown": text(stops), "order": text(stops[::-1])})
    monkeypatch.undo()
    assert order() == "abcd"


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"shown": "x"}, {"shown": "1,1"}, {"shown": "1", "move": "1:up"}, {"shown": "1", "order": "2"},
        {"shown": "9" * 30, "order": "1"}, {"shown": "1" + ",1" * 5000}, {"order": "1,2,3,4"}, {"shown": "\0"},
    ],
)  # fmt: skip
def test_a_form_that_says_no_order_changes_nothing(sent: dict[str, str], desk: Client, stops: list[int]) -> None:
    assert desk.post(URL, sent).status_code in (200, 409)
    assert order() == "abcd"


def test_a_stop_of_another_tour_cannot_be_moved(desk: Client, stops: list[int]) -> None:
    other = Stop.objects.create(tour=Tour.objects.create(slug="hill"), slug="x", number=1, position=4)
    desk.post(URL, {"shown": text([other.pk, *stops]), "order": text([*stops, other.pk])})
    other.refresh_from_db()
    assert other.position == 4


def test_a_retired_stop_is_not_in_the_order(desk: Client, stops: list[int]) -> None:
    Stop.objects.filter(slug="b").update(retired=True)
    assert [line.number for line in desk.get(URL).context["lines"]] == [1, 3, 4]


def test_the_page_costs_the_same_at_any_number_of_stops_and_languages(desk: Client, stops: list[int]) -> None:
    from tests.curator.test_cost import queries

    few = queries(desk, URL)
    Stop.objects.bulk_create(
        Stop(tour_id=Stop.objects.all()[0].tour_id, slug=f"s{number}", number=number) for number in range(50, 90)
    )
    many = queries(desk, URL)
    assert len(many) == len(few) <= 10
    assert not any("text_en" in sql or "title_th" in sql for sql in many)


class TestOnARoute:
    @pytest.fixture
    def route(self, tour: Tour, stops: list[int]) -> Route:
        made = Route.objects.create(tour=tour, slug="short")
        for place, stop in enumerate((stops[2], stops[0], stops[3])):
            RouteStop.objects.create(route=made, stop_id=stop, position=place)
        return made

    def steps(self) -> str:
        return "".join(RouteStop.objects.order_by("position").values_list("stop__slug", flat=True))

    def test_a_step_is_moved_and_the_story_is_not(self, desk: Client, route: Route) -> None:
        url = f"/admin/tour/route/{route.pk}/order/"
        page = desk.get(url)
        last = page.context["lines"][2].key
        assert desk.post(url, {"shown": page.context["shown"], "move": f"{last}:first"}).status_code == 302
        assert self.steps() == "dca"
        assert order() == "abcd"

    def test_its_page_leads_there_for_who_may_write(self, desk: Client, route: Route) -> None:
        url = f"/admin/tour/route/{route.pk}/"
        assert f"{url}order/" in desk.get(f"{url}change/").content.decode()
        thai = User.objects.create(username="sok")
        give(thai, "translator", tours=[route.tour], languages=["th"])
        client = Client()
        client.force_login(thai)
        assert f"{url}order/" not in client.get(f"{url}change/").content.decode()

    def test_who_was_slower_is_told(self, desk: Client, route: Route) -> None:
        url = f"/admin/tour/route/{route.pk}/order/"
        shown = desk.get(url).context["shown"]
        first, _second, third = shown.split(",")
        desk.post(url, {"shown": shown, "move": f"{first}:last"})
        assert desk.post(url, {"shown": shown, "move": f"{third}:first"}).status_code == 409
        assert self.steps() == "adc"


def test_the_desk_leads_to_the_order(desk: Client, ferry: Stop) -> None:
    assert f'href="{URL}"' in desk.get("/admin/").content.decode()

"""A stop's place at the desk: typed, surveyed, and what that does to its trigger."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tests.curator.forms import loaded, stored
from tour import edition
from tour.curator.middleware import POLICY
from tour.models import Stop, Tour

pytestmark = pytest.mark.usefixtures("told")

SURVEYED: dict[str, Any] = {
    "lat": 12.85,
    "lng": 102.61,
    "precision_m": 5,
    "radius_m": 30,
    "surveyed_on": "2026-01-05",
    "access_checked_on": "2026-01-05",
    "surveyed_by": "sok",
    "trigger": True,
    "access": "open",
}


@pytest.fixture
def surveyed(ferry: Stop) -> Stop:
    Stop.objects.update(**SURVEYED)
    return ferry


def address(stop: Stop) -> str:
    return f"/admin/tour/stop/{stop.pk}/place/"


def save(desk: Client, stop: Stop, **typed: str) -> Any:
    return desk.post(address(stop), loaded(desk, address(stop)) | typed)


def trigger_errors(answer: Any) -> list[str]:
    return list(answer.context["form"].errors.get("trigger", []))


def test_typed_coordinates_are_saved_and_are_no_survey(desk: Client, ferry: Stop) -> None:
    assert save(desk, ferry, lat="12.85", lng="102.61", precision_m="40", radius_m="60").status_code == 302
    row = stored(Stop, "lat", "lng", "precision_m", "radius_m", "surveyed_on", "surveyed_by", "trigger")
    assert row == (12.85, 102.61, 40, 60, None, "", False)


def test_what_the_phone_measured_is_kept_with_the_day_and_the_person(desk: Client, ferry: Stop, curator: User) -> None:
    save(desk, ferry, lat="12.85", lng="102.61", precision_m="6", radius_m="30", fix="12.85 102.61 6")
    stop = Stop.objects.get()
    assert (stop.precision_m, stop.surveyed_on, stop.surveyed_by) == (6, timezone.localdate(), "dara")


def test_a_survey_that_is_better_than_the_radius_lets_the_trigger_on(desk: Client, ferry: Stop) -> None:
    fix = {"lat": "12.85", "lng": "102.61", "precision_m": "6", "fix": "12.85 102.61 6"}
    refused = save(desk, ferry, **fix, radius_m="6", trigger="on")
    assert trigger_errors(refused) == ["The radius must be greater than the precision."]
    assert save(desk, ferry, **fix, radius_m="7", trigger="on").status_code == 302
    released = edition.pin_language("river", "en").stops[0]
    assert (released.trigger, released.precision_m, released.radius_m) == (True, 6, 7)


@pytest.mark.parametrize("fix", ["", "12.85 102.61 5", "12.85 102.61", "x", "12.85 102.61 nan", "9" * 90])
def test_no_other_figures_count_as_measured(desk: Client, ferry: Stop, fix: str) -> None:
    typed = {"lat": "12.85", "lng": "102.61", "precision_m": "6", "radius_m": "30"}
    refused = save(desk, ferry, **typed, trigger="on", fix=fix)
    assert refused.status_code == 200
    assert Stop.objects.get().surveyed_on is None


@pytest.mark.parametrize("typed", [{"lat": "12.8501"}, {"lng": "102.6101"}, {"precision_m": "4"}])
def test_a_place_changed_by_hand_is_no_longer_surveyed(desk: Client, surveyed: Stop, typed: dict[str, str]) -> None:
    assert "Survey this place" in trigger_errors(save(desk, surveyed, **typed))[0]
    assert Stop.objects.get().trigger
    fields = loaded(desk, address(surveyed)) | typed
    del fields["trigger"]
    said = desk.post(address(surveyed), fields, follow=True).content.decode()
    assert "its survey no longer holds" in said
    assert stored(Stop, "surveyed_on", "surveyed_by", "trigger") == (None, "", False)
    assert not edition.pin_language("river", "en").stops[0].trigger


def test_a_radius_or_a_note_leaves_the_survey_as_it_is(desk: Client, surveyed: Stop) -> None:
    assert save(desk, surveyed, radius_m="50", coordinate_note="At the gate.").status_code == 302
    assert stored(Stop, "surveyed_by", "radius_m", "trigger") == ("sok", 50, True)


def test_a_closed_place_has_no_trigger_however_well_surveyed(desk: Client, surveyed: Stop) -> None:
    Stop.objects.update(access="closed", trigger=False)
    assert "may not enter" in trigger_errors(save(desk, surveyed, trigger="on"))[0]


def test_half_a_point_and_a_place_beyond_the_earth_are_refused(desk: Client, ferry: Stop) -> None:
    assert "lat" in save(desk, ferry, lat="12.8").context["form"].errors
    assert "lng" in save(desk, ferry, lat="12.8", lng="181").context["form"].errors
    assert "radius_m" in save(desk, ferry, radius_m="100001").context["form"].errors


def test_two_who_place_one_stop_do_not_overwrite_each_other(desk: Client, surveyed: Stop) -> None:
    fields = loaded(desk, address(surveyed))
    other = {"lat": 12.9, "surveyed_on": "2026-02-02", "surveyed_by": "vanna"}
    Stop.objects.update(**other)
    assert "12.9" in desk.post(address(surveyed), fields | {"lat": "12.7"}).content.decode()
    # Who only changed the radius keeps the other's point, and its survey.
    assert desk.post(address(surveyed), fields | {"radius_m": "44"}).status_code == 302
    assert stored(Stop, "lat", "radius_m", "surveyed_by") == (12.9, 44, "vanna")


def test_on_the_stops_own_page_too_a_moved_place_needs_a_new_survey(desk: Client, surveyed: Stop) -> None:
    url = f"/admin/tour/stop/{surveyed.pk}/change/"
    fields = loaded(desk, url) | {"lat": "12.9", "_continue": "Save"}
    assert "surveyed_on" in desk.post(url, fields).context["adminform"].form.errors
    assert desk.post(url, fields | {"surveyed_on": "2026-03-03"}).status_code == 302
    assert stored(Stop, "lat", "surveyed_by", "trigger") == (12.9, "dara", True)


def test_a_survey_taken_back_on_the_stops_page_takes_its_surveyor_along(desk: Client, surveyed: Stop) -> None:
    url = f"/admin/tour/stop/{surveyed.pk}/change/"
    fields = loaded(desk, url) | {"surveyed_on": "", "_continue": "Save"}
    assert set(desk.post(url, fields).context["adminform"].form.errors) == {"trigger", "surveyed_on"}
    del fields["trigger"]
    assert desk.post(url, fields).status_code == 302
    assert stored(Stop, "surveyed_on", "surveyed_by") == (None, "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"surveyed_on": None, "surveyed_by": ""},
        {"surveyed_on": None, "trigger": False},
        {"lat": None, "lng": None, "trigger": False},
        {"precision_m": 30},
        {"precision_m": None},
        {"access": "remote"},
    ],
)
def test_the_table_itself_holds_no_trigger_or_survey_that_the_rule_forbids(
    surveyed: Stop, wrong: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Stop.objects.update(**wrong)


def test_this_page_alone_may_ask_where_the_curator_is(desk: Client, ferry: Stop) -> None:
    assert desk.get(address(ferry)).headers["Permissions-Policy"] == "geolocation=(self)"
    assert desk.get("/admin/").headers["Permissions-Policy"] == "geolocation=()"


def test_only_the_host_of_the_tours_tiles_is_let_in(desk: Client, ferry: Stop) -> None:
    assert desk.get(address(ferry)).headers["Content-Security-Policy"] == POLICY
    Tour.objects.update(map={"features": [], "tiles": {"url": "https://tiles.example.org/{z}/{x}/{y}.png"}})
    policy = desk.get(address(ferry)).headers["Content-Security-Policy"]
    assert policy == POLICY.replace("img-src 'self'", "img-src 'self' https://tiles.example.org")


def test_a_retired_stop_has_no_place_to_set(desk: Client, ferry: Stop) -> None:
    Stop.objects.update(retired=True)
    assert desk.get(address(ferry)).status_code == 404

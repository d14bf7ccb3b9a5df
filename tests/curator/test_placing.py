"""A file of points at the desk: what it will do is shown first, and then done."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tour.models import Stop

URL = "/admin/tour/river/points/"
pytestmark = pytest.mark.usefixtures("told")
CSV = b"number,title,lat,lng\n3,,12.85,102.6\n,The hill,12.9,102.7\n"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def sent(desk: Client, body: bytes = CSV) -> Any:
    return desk.post(URL, {"file": SimpleUploadedFile("points.csv", body)})


def test_the_plan_is_read_before_it_is_carried_out(desk: Client, ferry: Stop) -> None:
    page = sent(desk)
    assert "gets its first point" in text(page)
    assert "new stop" in text(page)
    assert Stop.objects.count() == 1
    answer = desk.post(URL, {"confirm": page.context["token"]}, follow=True)
    assert "1 stop made. 1 stop placed. Write the new ones’ words. Survey every point on the spot." in text(answer)
    assert Stop.objects.get(slug="the-hill").number == 4


def test_points_that_move_nothing_are_said_to_change_nothing(desk: Client, ferry: Stop) -> None:
    Stop.objects.update(lat=12.85, lng=102.6, surveyed_on="2026-01-01", surveyed_by="dara", precision_m=5)
    page = sent(desk, CSV.partition(b"\n,")[0])
    assert "stays where it is" in text(page)
    assert "no longer holds" not in text(page)
    answer = desk.post(URL, {"confirm": page.context["token"]}, follow=True)
    assert "Nothing was changed: every stop stays where it is." in text(answer)
    assert Stop.objects.get().precision_m == 5


def test_what_is_wrong_is_listed_and_nothing_can_be_confirmed(desk: Client, ferry: Stop) -> None:
    page = text(sent(desk, CSV + b"5,Beyond,95,1\n"))
    assert "row 4: 95.0 is not between -90 and 90 degrees." in page
    assert 'name="confirm"' not in page


def test_what_somebody_made_meanwhile_stops_it(desk: Client, ferry: Stop) -> None:
    page = sent(desk)
    Stop.objects.create(tour=ferry.tour, slug="the-hill", number=9)
    answer = text(desk.post(URL, {"confirm": page.context["token"]}))
    assert "have changed meanwhile" in answer
    assert "is stop 9 already" in answer
    assert 'name="confirm"' not in answer
    assert Stop.objects.count() == 2


def test_a_stop_surveyed_meanwhile_keeps_its_survey_until_its_loss_has_been_seen(desk: Client, ferry: Stop) -> None:
    page = sent(desk)
    assert "no longer holds" not in text(page)
    surveyed = {"lat": 12.9, "lng": 102.6, "surveyed_on": "2026-01-01", "surveyed_by": "sok", "precision_m": 5}
    Stop.objects.update(**surveyed, radius_m=40, trigger=True)
    before = list(Stop.objects.values())
    answer = desk.post(URL, {"confirm": page.context["token"]})
    assert "have changed meanwhile. Nothing was done; look at it again." in text(answer)
    assert "its survey no longer holds" in text(answer)
    assert list(Stop.objects.values()) == before
    # What has been seen now can be done.
    desk.post(URL, {"confirm": answer.context["token"]})
    assert Stop.objects.get(number=3).lat == 12.85
    assert Stop.objects.count() == 2


def test_two_points_of_one_number_are_a_fault_of_the_file(desk: Client, ferry: Stop) -> None:
    page = text(sent(desk, b"number,title,lat,lng\n7,One,12.85,102.6\n7,Two,12.9,102.7\n"))
    assert "row 3: number 7 stands in the file twice." in page
    assert 'name="confirm"' not in page


def test_a_token_that_was_made_up_or_is_of_nothing_seen_does_nothing(desk: Client, ferry: Stop) -> None:
    sent(desk)
    for token in ("made up", ""):
        assert "no longer kept" in text(desk.post(URL, {"confirm": token}, follow=True))
    assert Stop.objects.count() == 1


def test_whoever_may_not_change_stops_may_not_place_them(client: Client, ferry: Stop) -> None:
    client.force_login(User.objects.create_user("vanna", password="x", is_staff=True))
    assert client.get(URL).status_code == 403

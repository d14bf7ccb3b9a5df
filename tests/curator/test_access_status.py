"""Whether a place may be entered: said with the day on which somebody saw it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.curator.forms import loaded
from tour.models import Stop

pytestmark = pytest.mark.usefixtures("told")


def save(desk: Client, stop: Stop, access: str, day: str) -> int:
    url = f"/admin/tour/stop/{stop.pk}/change/"
    typed = {"access": access, "access_checked_on": day, "_continue": "1"}
    return desk.post(url, loaded(desk, url) | typed).status_code


def test_open_needs_the_day_on_which_it_was_seen(desk: Client, ferry: Stop) -> None:
    assert save(desk, ferry, "open", "") == 200
    assert Stop.objects.get().access == "open-unverified"
    assert save(desk, ferry, "open", "2026-01-31") == 302
    assert Stop.objects.get().access == "open"


@pytest.mark.parametrize("access", ["open-unverified", "closed", "restricted", "remote"])
def test_the_other_states_may_be_said_without_a_day(access: str, desk: Client, ferry: Stop) -> None:
    assert save(desk, ferry, access, "") == 302
    assert Stop.objects.get().access == access


def test_a_day_to_come_is_refused_and_today_is_not(desk: Client, ferry: Stop) -> None:
    today = timezone.localdate()
    assert save(desk, ferry, "closed", (today + timedelta(days=1)).isoformat()) == 200
    assert save(desk, ferry, "closed", today.isoformat()) == 302

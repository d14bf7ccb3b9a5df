"""An order to publish stands for who gave it, for a while, and for the words that they saw."""

import os
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from tests.curator.forms import loaded
from tests.curator.test_publish import URL, ordered, text, worked
from tour import operations, publishing
from tour.curator.access import may
from tour.models import Membership, Role, Stop, Tour, give, may_publish
from tour.operations import orders
from tour.publishing import PublishRefused

pytestmark = pytest.mark.usefixtures("told")


def number(here: str) -> str:
    return parse_qs(urlsplit(here).query)["order"][0]


def outcome(here: str) -> orders.Order:
    found = operations.order(number(here))
    assert found
    return found


def deactivate(ferry: Stop) -> None:
    User.objects.update(is_active=False)


def take_the_role(ferry: Stop) -> None:
    User.objects.update(is_superuser=False)
    Membership.objects.all().delete()


def let_it_lie(ferry: Stop) -> None:
    DBTaskResult.objects.update(enqueued_at=timezone.now() - orders.STANDS_FOR - timedelta(minutes=1))


def change_words(ferry: Stop) -> None:
    said: dict[str, Any] = {"text_en": "Half an edit, not meant for"}
    Stop.objects.filter(pk=ferry.pk).update(**said)


FALLEN = [
    (deactivate, "may not publish this tour any more"),
    (take_the_role, "may not publish this tour any more"),
    (let_it_lie, "too late"),
    (change_words, "words were changed"),
]


@pytest.mark.parametrize(("happens", "why"), FALLEN)
def test_an_order_that_no_longer_stands_is_refused_with_the_reason(
    desk: Client, ferry: Stop, happens: Any, why: str
) -> None:
    here = ordered(desk, "evening")
    happens(ferry)
    worked()
    assert publishing.current().tours == {}
    ended = outcome(here)
    assert (ended.state, ended.notes) == ("refused", "evening")
    assert why in ended.said[0]


def test_the_reason_is_in_the_language_of_who_asked(desk: Client, ferry: Stop) -> None:
    here = str(desk.post(URL, {"notes": ""}, headers={"Accept-Language": "fr"})["Location"])
    translation.deactivate()
    let_it_lie(ferry)
    worked()
    assert "trop tard" in text(desk.get(here, headers={"Accept-Language": "fr"}))


def test_an_order_that_stands_is_carried_out(desk: Client, ferry: Stop) -> None:
    here = ordered(desk)
    worked()
    assert outcome(here).state == "done"


@pytest.mark.parametrize("role", [*Role.values, "superuser", ""])
@pytest.mark.parametrize("own", [True, False])
def test_the_worker_knows_who_publishes_as_the_desk_does(ferry: Stop, role: str, own: bool) -> None:
    other = Tour.objects.create(slug="valley")
    user = User.objects.create_user("somebody", is_superuser=role == "superuser")
    if role in Role.values:
        give(user, role, tours=[ferry.tour if own else other])
    assert may_publish(user, "river") == may(user, "publish", tour=ferry.tour)


def test_publishing_that_was_cut_off_is_told_after_a_while(desk: Client, ferry: Stop) -> None:
    here = ordered(desk)
    long_ago = timezone.now() - orders.LONGEST - timedelta(minutes=1)
    DBTaskResult.objects.update(status="RUNNING", started_at=long_ago)
    orders.teller(number(here))(1, 3)
    # It began long ago and goes on: a language was made just now.
    assert outcome(here).state == "working"
    os.utime(orders._place(number(here)), (long_ago.timestamp(),) * 2)
    assert "The worker was ended while it was at it." in text(desk.get(here))
    orders.forget(number(here))
    assert outcome(here).state == "failed"


def test_a_tour_that_is_not_offered_in_its_source_is_not_published(ferry: Stop) -> None:
    Tour.objects.update(languages=["km", "th"])
    with pytest.raises(PublishRefused, match="source language is not among its languages"):
        publishing.publish("river")


def test_nor_does_its_form_let_it_come_to_that(desk: Client, ferry: Stop) -> None:
    here = f"/admin/tour/tour/{ferry.tour_id}/change/"
    page = text(desk.post(here, loaded(desk, here) | {"languages": ["km", "th"]}))
    assert "must be among the languages. Add it there." in page
    ferry.tour.refresh_from_db()
    assert "en" in ferry.tour.languages

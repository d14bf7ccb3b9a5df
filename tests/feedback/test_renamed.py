"""Phones name stops as their release has them; the desk may have named them anew since."""

from typing import Any

import pytest

from tests.feedback.conftest import Send, listened, report
from tests.publishing.fakes import make_tour
from tour import publishing
from tour.feedback.stops import Name, known
from tour.models import Heard, Mistake, Stop, Tour

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk() -> Tour:
    """Published in English and Khmer; then its first stop gets another slug at the desk."""
    tour = make_tour()
    publishing.publish("river-walk")
    return tour


def first(walk: Tour) -> Stop:
    return walk.stops.get(number=1)


def rename(stop: Stop, slug: str) -> str:
    """Give the stop another slug at the desk; the one before."""
    before, stop.slug = stop.slug, slug
    stop.save()
    return before


def of(walk: Tour, slug: str, **more: Any) -> dict[str, Any]:
    return {"tour": walk.slug, "stop": slug, **more}


@pytest.mark.parametrize("again", [False, True], ids=["renamed", "and published"])
def test_a_stop_renamed_at_the_desk_is_still_known_by_what_visitors_were_given(
    walk: Tour, send: Send, again: bool
) -> None:
    before = rename(first(walk), "landing")
    if again:
        publishing.publish("river-walk")
    assert send("mistake", report(**of(walk, before))).status_code == 204
    assert send("heard", {"heard": [listened(**of(walk, before)), listened(**of(walk, "landing"))]}).status_code == 204
    assert Mistake.objects.get().stop == first(walk)
    assert (Heard.objects.get().stop, Heard.objects.get().plays) == (first(walk), 2)


def test_a_slug_given_to_another_stop_since_means_what_it_meant_to_visitors(walk: Tour, send: Send) -> None:
    before = rename(first(walk), "landing")
    other = walk.stops.get(number=2)
    rename(other, before)
    assert send("mistake", report(**of(walk, before))).status_code == 204
    assert Mistake.objects.get().stop == first(walk)


def test_a_language_that_visitors_still_have_is_taken_though_the_desk_has_it_no_more(walk: Tour, send: Send) -> None:
    slug = first(walk).slug
    Tour.objects.update(languages=["en"])
    assert send("mistake", report(**of(walk, slug, language="km"))).status_code == 204
    send("heard", {"heard": [listened(**of(walk, slug, language="km"))]})
    assert (Mistake.objects.get().language, Heard.objects.get().language) == ("km", "km")
    assert send("mistake", report(**of(walk, slug, language="th"))).status_code == 400


def test_a_release_that_cannot_be_read_leaves_what_the_tables_say(walk: Tour, send: Send) -> None:
    pointed = publishing.current()
    publishing.store().path(pointed.tours["river-walk"]).write_bytes(b"{")
    assert send("mistake", report(**of(walk, first(walk).slug))).status_code == 204


def test_many_names_are_one_query(walk: Tour, django_assert_num_queries: Any) -> None:
    names = {
        Name(walk.slug, slug, code) for slug in walk.stops.values_list("slug", flat=True) for code in ("en", "km")
    }
    with django_assert_num_queries(1):
        assert len(known(names)) == len(names) == 6

"""A person's page that two administrators have open: what one has taken from the person does not come back."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client

from tests.curator.forms import loaded
from tour.models import Membership, Tour, give


@pytest.fixture
def hill(tour: Tour) -> Tour:
    # After the river by its key, before it by its name.
    return Tour.objects.create(slug="hill", languages=["en", "th"])


@pytest.fixture
def vanna(tour: Tour, hill: Tour) -> User:
    """A translator of two tours, who publishes too."""
    user = User.objects.create_user("vanna", password="look-at-the-river", first_name="Vana", is_staff=True)
    give(user, "translator", tours=[tour, hill], languages=["th", "km"])
    give(user, "publisher", tours=[tour])
    return user


def page_of(person: User) -> str:
    return f"/admin/auth/user/{person.pk}/change/"


def save(desk: Client, person: User, fields: dict[str, Any], **typed: Any) -> Any:
    return desk.post(page_of(person), fields | typed)


def roles(person: User) -> dict[str, tuple[set[str], set[str]]]:
    """Role -> its tours, its languages."""
    rows = Membership.objects.filter(user=person)
    return {row.role: (set(row.tours.values_list("slug", flat=True)), set(row.languages)) for row in rows}


def at(fields: dict[str, Any], role: str) -> str:
    """The beginning of the names of a role's fields."""
    return next(name.removesuffix("role") for name, value in fields.items() if value == role)


def test_a_spelling_does_not_activate_who_was_deactivated_meanwhile(desk: Client, vanna: User) -> None:
    fields = loaded(desk, page_of(vanna))
    User.objects.update(is_active=False)
    User.objects.filter(username="dara").update(is_active=True)
    assert save(desk, vanna, fields, first_name="Vanna").status_code == 302
    vanna.refresh_from_db()
    assert (vanna.first_name, vanna.is_active) == ("Vanna", False)


def test_a_password_that_was_handed_out_meanwhile_stays(desk: Client, vanna: User) -> None:
    fields = loaded(desk, page_of(vanna))
    vanna.set_password("another-river")
    vanna.save()
    save(desk, vanna, fields, first_name="Vanna")
    vanna.refresh_from_db()
    assert vanna.check_password("another-river")


def test_two_spellings_are_both_shown_and_none_is_overwritten(desk: Client, vanna: User) -> None:
    fields = loaded(desk, page_of(vanna))
    User.objects.filter(pk=vanna.pk).update(first_name="Vannak")
    refused = save(desk, vanna, fields, first_name="Vanna")
    assert refused.status_code == 200
    assert "Stored now:\nVannak" in refused.content.decode()
    vanna.refresh_from_db()
    assert vanna.first_name == "Vannak"


def test_a_tour_that_was_taken_from_a_role_does_not_come_back(desk: Client, vanna: User, tour: Tour) -> None:
    fields = loaded(desk, page_of(vanna))
    give(vanna, "translator", tours=[tour], languages=["th"])
    assert save(desk, vanna, fields, first_name="Vanna").status_code == 302
    assert roles(vanna)["translator"] == ({"river"}, {"th"})
    assert Membership.objects.count() == 2


def test_of_a_role_that_both_have_changed_nothing_is_overwritten(desk: Client, vanna: User, tour: Tour) -> None:
    fields = loaded(desk, page_of(vanna))
    give(vanna, "translator", tours=[tour], languages=["th", "km"])
    refused = save(desk, vanna, fields, **{f"{at(fields, 'translator')}tours": []})
    page = refused.content.decode()
    assert "Somebody has saved this field since you opened the page." in page
    assert "Choose the tours this role is for." not in page
    assert roles(vanna)["translator"][0] == {"river"}


def test_the_order_of_the_boxes_is_no_change(desk: Client, vanna: User, tour: Tour) -> None:
    fields = loaded(desk, page_of(vanna))
    Membership.objects.filter(role="translator").get().tours.set([tour])
    assert save(desk, vanna, fields).status_code == 302
    assert roles(vanna)["translator"][0] == {"river"}


def test_a_role_that_was_taken_away_does_not_come_back_and_that_is_said(desk: Client, vanna: User) -> None:
    fields = loaded(desk, page_of(vanna))
    Membership.objects.filter(role="publisher").delete()
    saved = save(desk, vanna, fields, first_name="Vanna")
    assert saved.status_code == 302
    assert set(roles(vanna)) == {"translator"}
    said, *_done = map(str, get_messages(saved.wsgi_request))
    assert "Somebody has taken this away from “Roles”" in said
    assert "publisher" in said


def test_a_role_that_is_given_twice_is_there_once(desk: Client, vanna: User, tour: Tour) -> None:
    fields = loaded(desk, page_of(vanna))
    new = {"memberships-TOTAL_FORMS": "3", "memberships-2-role": "curator", "memberships-2-tours": [str(tour.pk)]}
    assert save(desk, vanna, fields, **new).status_code == 302
    assert save(desk, vanna, fields, **new).status_code == 302
    assert roles(vanna)["curator"] == ({"river"}, set())


def test_one_s_own_roles_are_shown_without_what_only_saving_needs(desk: Client, curator: User, tour: Tour) -> None:
    give(curator, "administrator")
    page = desk.get(page_of(curator)).content.decode()
    assert "administrator" in page
    assert "Loaded" not in page

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from tests.curator.forms import loaded
from tour.curator.people.memberships import others_administer
from tour.models import HandedPassword, Membership, Tour, give

ADD = "/admin/auth/user/add/"


@pytest.fixture
def boss(tour: Tour) -> User:
    """An administrator who is no superuser."""
    user = User.objects.create(username="boss")
    give(user, "administrator")
    return user


@pytest.fixture
def office(boss: User) -> Client:
    client = Client()
    client.force_login(boss)
    return client


def make(office: Client, tour: Tour, **fields: Any) -> Any:
    role = {"memberships-0-role": "translator", "memberships-0-tours": [str(tour.pk)],
            "memberships-0-languages": ["th"]}  # fmt: skip
    return office.post(ADD, loaded(office, ADD) | {"username": "sok", "first_name": "Sok"} | role | fields)


def test_a_person_is_made_with_a_role_and_a_password_shown_once(office: Client, tour: Tour) -> None:
    answer = make(office, tour, is_superuser="on", is_staff="on", groups=["1"])
    handed = re.search(r"<code>([^<]+)</code>", answer.content.decode())
    assert handed
    sok = User.objects.get(username="sok")
    row = sok.memberships.get()
    assert (row.role, list(row.tours.all()), row.languages) == ("translator", [tour], ["th"])
    assert not sok.is_superuser
    assert [group.name for group in sok.groups.all()] == ["translator"]
    client = Client()
    client.post("/admin/login/", {"username": "sok", "password": handed[1]})
    assert client.get("/admin/").headers["Location"] == "/admin/password_change/"


def test_each_language_is_named_in_itself_and_marked_as_itself(office: Client) -> None:
    page = office.get(ADD).content.decode()
    assert '<span lang="ko">한국어</span></label>' in re.sub(r"\s+<", "<", page)


def test_a_role_that_could_do_nothing_is_refused_in_words(office: Client, tour: Tour) -> None:
    body = make(office, tour, **{"memberships-0-languages": []}).content.decode()
    assert "Choose the languages this person translates into." in body
    body = make(office, tour, **{"memberships-0-tours": []}).content.decode()
    assert "Choose the tours this role is for." in body
    assert not User.objects.filter(username="sok").exists()


def test_a_new_password_ends_the_old_and_all_sessions(office: Client, tour: Tour) -> None:
    sok = User.objects.create_user("sok", password="look-at-the-river", is_staff=True)
    theirs = Client()
    theirs.force_login(sok)
    url = f"/admin/auth/user/{sok.pk}/password/"
    assert "<code>" not in office.get(url).content.decode()
    answer = office.post(url)
    assert "no-store" in answer.headers["Cache-Control"]
    assert theirs.get("/admin/").status_code == 302
    assert HandedPassword.objects.get().user == sok
    sok.refresh_from_db()
    assert not sok.check_password("look-at-the-river")


def test_nobody_raises_their_own_rights(office: Client, boss: User, tour: Tour) -> None:
    url = f"/admin/auth/user/{boss.pk}/change/"
    forged = {"is_superuser": "on", "is_active": "", "memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0",
              "memberships-0-role": "curator", "memberships-0-tours": [str(tour.pk)]}  # fmt: skip
    office.post(url, loaded(office, url) | forged)
    boss.refresh_from_db()
    assert (boss.is_superuser, boss.is_active) == (False, True)
    assert [row.role for row in Membership.objects.filter(user=boss)] == ["administrator"]
    assert office.post(f"/admin/auth/user/{boss.pk}/password/").status_code == 403


def test_an_administrator_does_not_reach_a_superuser(office: Client, curator: User) -> None:
    assert office.post(f"/admin/auth/user/{curator.pk}/change/", {"username": "x"}).status_code == 403
    assert office.post(f"/admin/auth/user/{curator.pk}/password/").status_code == 403


def test_a_person_is_deactivated_and_logged_out(office: Client, tour: Tour) -> None:
    sok = User.objects.create(username="sok", is_staff=True)
    theirs = Client()
    theirs.force_login(sok)
    url = f"/admin/auth/user/{sok.pk}/change/"
    fields = loaded(office, url)
    del fields["is_active"]
    assert office.post(url, fields).status_code == 302
    assert theirs.get("/admin/").status_code == 302


def test_the_last_administrator_stays(desk: Client, curator: User, boss: User) -> None:
    assert others_administer(boss)
    User.objects.filter(pk=curator.pk).update(is_superuser=False)
    assert not others_administer(boss)
    assert others_administer(curator)


def test_two_who_remove_each_other_at_one_moment_leave_one(
    office: Client, boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other's change came in between: the one asking is no administrator any more when it is looked at."""
    other = User.objects.create(username="other")
    give(other, "administrator")
    url = f"/admin/auth/user/{other.pk}/change/"
    fields = loaded(office, url) | {"memberships-0-DELETE": "on"}
    monkeypatch.setattr("tour.curator.people.memberships.others_administer", lambda person: False)
    assert "Nobody else is an administrator." in office.post(url, fields).content.decode()
    assert Membership.objects.filter(user=other).exists()


def test_the_groups_hold_their_permissions(db: None) -> None:
    held = {group.name: {p.codename for p in group.permissions.all()} for group in Group.objects.all()}
    assert "change_stop" in held["translator"]
    assert "add_stop" not in held["translator"]
    assert held["publisher"] & {"view_stop", "change_stop"} == {"view_stop"}
    assert {"add_user", "add_tour"} <= held["administrator"]
    assert "delete_user" not in held["administrator"]

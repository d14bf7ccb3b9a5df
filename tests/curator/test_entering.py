import time
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.test import Client

from tour.curator.people import entering
from tour.models import HandedPassword, WrongLogins

LOGIN = "/admin/login/"


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of all tries whose password was looked at."""
    seen: list[str] = []

    def told(request: Any = None, **given: Any) -> Any:
        seen.append(given["username"])
        return authenticate(request, **given)

    monkeypatch.setattr("django.contrib.auth.forms.authenticate", told)
    return seen


def try_in(name: str, password: str = "wrong", address: str = "192.0.2.1", client: Client | None = None) -> Any:
    return (client or Client()).post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address)


def test_of_a_thousand_wrong_tries_from_one_address_twenty_are_looked_at(curator: User, looked_at: list[str]) -> None:
    for number in range(60):
        last = try_in(f"guess{number}")
    assert len(looked_at) == entering.MOST_AN_ADDRESS
    assert last.status_code == 429
    assert 0 < int(last.headers["Retry-After"]) <= 3600
    assert "Too many wrong tries. Wait 60 minutes" in last.content.decode()


def test_of_an_account_ten_are_looked_at_from_wherever_they_come(curator: User, looked_at: list[str]) -> None:
    for number in range(30):
        try_in("Dara" if number % 2 else "dara", address=f"198.51.100.{number}")
    assert len(looked_at) == entering.MOST_AN_ACCOUNT


def test_one_ipv6_network_is_one_address(db: None, looked_at: list[str]) -> None:
    for number in range(30):
        try_in(f"guess{number}", address=f"2001:db8:1:2::{number:x}")
    assert len(looked_at) == entering.MOST_AN_ADDRESS


def test_behind_a_proxy_a_stranger_locks_out_nobody_but_themselves(curator: User) -> None:
    def through(proxy: str, address: str, name: str, password: str = "wrong") -> int:
        given = {"username": name, "password": password}
        return Client().post(LOGIN, given, REMOTE_ADDR=proxy, headers={"X-Forwarded-For": address}).status_code

    for number in range(entering.MOST_AN_ADDRESS + 1):
        last = through("127.0.0.1", "198.51.100.1", f"guess{number}")
    assert last == 429
    assert through("127.0.0.1", "198.51.100.2", "dara", "look-at-the-river") == 302
    # Control: where the proxy is not known, all of its visitors are one address.
    for number in range(entering.MOST_AN_ADDRESS):
        through("192.0.2.7", "198.51.100.3", f"other{number}")
    assert through("192.0.2.7", "198.51.100.4", "dara", "look-at-the-river") == 429


def test_a_known_device_is_not_locked_out_by_strangers(curator: User) -> None:
    known = Client()
    assert try_in("dara", "look-at-the-river", client=known).status_code == 302
    known.post("/admin/logout/")
    for number in range(12):
        try_in("dara", address=f"198.51.100.{number}")
    assert try_in("dara", "look-at-the-river").status_code == 429
    assert try_in("dara", "look-at-the-river", client=known).status_code == 302


def test_a_known_device_has_limits_of_its_own(curator: User, looked_at: list[str]) -> None:
    known = Client()
    try_in("dara", "look-at-the-river", client=known)
    known.post("/admin/logout/")
    for _number in range(15):
        try_in("dara", client=known)
    assert len(looked_at) == 1 + entering.MOST_AN_ACCOUNT


def test_an_hour_later_one_may_try_again(curator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(11):
        try_in("dara")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + entering.WINDOW_S + 1)
    assert try_in("dara", "look-at-the-river").status_code == 302


def test_who_logs_in_rightly_is_never_counted(curator: User) -> None:
    for _number in range(25):
        assert try_in("dara", "look-at-the-river").status_code == 302


def test_an_account_that_is_not_there_answers_like_one_that_is(curator: User, looked_at: list[str]) -> None:
    User.objects.create_user("gone", password="look-at-the-river", is_staff=True, is_active=False)
    said = [try_in(name).context["form"].non_field_errors() for name in ("dara", "nobody", "gone")]
    assert said[0] == said[1] == said[2]
    for _number in range(10):
        last = [try_in(name, address=f"203.0.113.{len(name)}") for name in ("dara", "nobody")]
    assert {answer.status_code for answer in last} == {429}


def test_no_name_and_no_address_is_kept(curator: User) -> None:
    try_in("dara")
    kept = str(list(WrongLogins.objects.values()))
    assert "dara" not in kept
    assert "192.0.2.1" not in kept


def test_control_without_the_limits_every_try_is_looked_at(
    curator: User, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entering, "_book", lambda limits: 0)
    for _number in range(25):
        try_in("dara")
    assert len(looked_at) == 25


def test_a_handed_password_leads_to_choosing_ones_own(curator: User) -> None:
    HandedPassword.objects.create(user=curator)
    client = Client()
    try_in("dara", "look-at-the-river", client=client)
    assert client.get("/admin/").headers["Location"] == "/admin/password_change/"
    old = {"old_password": "look-at-the-river"}
    twice = ("new_password1", "new_password2")
    same = client.post("/admin/password_change/", old | dict.fromkeys(twice, "look-at-the-river"))
    assert "This is the password you have now" in same.content.decode()
    client.post("/admin/password_change/", old | dict.fromkeys(twice, "another-river-7"))
    assert client.get("/admin/").status_code == 200
    assert not HandedPassword.objects.exists()

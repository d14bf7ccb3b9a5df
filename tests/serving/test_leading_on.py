import json

import pytest

from tests.serving.conftest import Visitor
from tests.serving.made import publish


@pytest.mark.parametrize(
    ("path", "wanted", "leads"),
    [
        ("/", "km,en;q=0.5", "km/"),
        ("/", "de", "en/"),
        ("/", "fr-CA", "fr/"),
        ("/walk", "km", "km/walk/"),
        ("/walk/", "km", "../km/walk/"),
        ("/walk/", "fr", "../en/walk/"),
        ("/walk/27", "km", "../km/walk/pailin-gate/"),
        ("/walk/27/", "km", "../../km/walk/pailin-gate/"),
        ("/walk/1", "", "../en/walk/pailin-gate/"),
    ],
)
def test_a_language_is_chosen_and_not_stored(ask: Visitor, path: str, wanted: str, leads: str) -> None:
    reply = ask(path, accept_language=wanted)
    assert (reply.status, reply.headers["Location"]) == (302, leads)
    assert reply.headers["Vary"] == "Accept-Language"
    assert reply.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in reply.headers


@pytest.mark.parametrize(
    ("path", "leads"), [("/en", "en/"), ("/en/walk", "walk/"), ("/km/walk/pailin-gate", "pailin-gate/")]
)
def test_a_forgotten_slash_is_added(ask: Visitor, path: str, leads: str) -> None:
    reply = ask(path)
    assert (reply.status, reply.headers["Location"]) == (301, leads)


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "//evil.example/%2e%2e", "/walk//evil.example"])
def test_no_redirect_leads_to_another_host(ask: Visitor, path: str) -> None:
    assert ask(path).status == 404


@pytest.mark.parametrize(
    "path", ["/walk/99", "/walk/01", "/walk/x", "/walk/1/2", "/nowhere", "/nowhere/1", "/favicon.ico"]
)
def test_an_unknown_address_is_answered_in_the_reader_s_language(ask: Visitor, path: str) -> None:
    reply = ask(path, accept_language="km")
    assert reply.status == 404
    assert b"Nothing here (km)" in reply.body
    assert ask.to_django == []


def test_below_a_language_the_404_page_is_in_that_language(ask: Visitor) -> None:
    reply = ask("/fr/nowhere/", accept_language="km")
    assert reply.status == 404
    assert b"Nothing here (fr)" in reply.body


def test_a_language_the_tour_lacks_is_a_404_that_says_so(ask: Visitor) -> None:
    reply = ask("/fr/walk/")
    assert reply.status == 404
    assert b"not in French" in reply.body
    assert ask("/fr/walk/", if_none_match=reply.headers["ETag"]).status == 404


def test_a_page_that_was_is_answered_410(ask: Visitor) -> None:
    publish("without the bridge", gone=("en/walk/bridge/",))
    reply = ask("/en/walk/bridge/")
    assert reply.status == 410
    assert b"No longer part (en)" in reply.body
    assert ask("/en/walk/bridge").status == 410


def test_a_page_in_a_language_the_tour_has_left_is_answered_410_by_the_site(ask: Visitor) -> None:
    publish("without French", gone=("fr/walk/bridge/",))
    reply = ask("/fr/walk/bridge/")
    assert reply.status == 410
    assert b"Nothing here (fr)" in reply.body


def test_a_retired_stop_s_sign_is_answered_410_in_a_language_of_the_tour(ask: Visitor) -> None:
    publish("without the bridge", former={"bridge": "9"})
    for path in ("/walk/9", "/walk/9/"):
        reply = ask(path, accept_language="fr,km;q=0.5")
        assert reply.status == 410
        assert b"No longer part (km)" in reply.body
    assert ask("/walk/8").status == 404


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/en/walk/the-gate/", "../pailin-gate/"),
        ("/km/walk/the-gate/", "../pailin-gate/"),
        ("/en/walk/the-gate", "pailin-gate/"),
    ],
)
def test_a_renamed_stop_s_old_address_leads_to_the_new_and_is_asked_again(ask: Visitor, path: str, leads: str) -> None:
    publish("renamed", gone=("en/walk/the-gate/", "km/walk/the-gate/"), former={"the-gate": "27"})
    reply = ask(path)
    assert (reply.status, reply.headers["Location"]) == (301, leads)
    assert reply.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/fr/walk/the-gate/", "/en/other/the-gate/", "/en/walk/the-gate/cues.vtt"])
def test_only_a_page_in_a_language_of_the_tour_leads_on(ask: Visitor, path: str) -> None:
    publish("renamed", former={"the-gate": "27"})
    assert ask(path).status == 404


@pytest.mark.parametrize("path", ["/admin/", "/admin", "/static/a.css", "/feedback/heard", "/kiosk/hall/"])
def test_django_s_own_addresses_are_handed_on(ask: Visitor, path: str) -> None:
    assert ask(path).body == b"Django"


@pytest.mark.parametrize("path", ["/administration", "/staticky/a.css", "/feedbackward"])
def test_an_address_that_only_looks_like_django_s_is_not(ask: Visitor, path: str) -> None:
    assert ask(path).status == 404
    assert ask.to_django == []


def test_what_is_posted_elsewhere_goes_to_django(ask: Visitor) -> None:
    assert ask("/nowhere", "POST").body == b"Django"


def test_health_names_what_is_served(ask: Visitor, released: str) -> None:
    reply = ask("/healthz")
    said = json.loads(reply.body)
    assert (reply.status, said["status"], said["tours"]) == (200, "ok", {"walk": released[:12]})
    assert reply.headers["Cache-Control"] == "no-store"


def test_before_the_first_release_a_page_says_so_and_looks_again() -> None:
    ask = Visitor()
    reply = ask("/", accept_language="en")
    assert reply.status == 200
    assert b"The first release is being made" in reply.body
    assert reply.headers["Refresh"] == "5"
    assert json.loads(ask("/healthz").body)["status"] == "no tours yet"
    assert ask("/en/").status == 404
    publish()
    assert ask("/", accept_language="en").status == 302

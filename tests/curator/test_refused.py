"""What the desk answers when it may not, cannot or does not know: in its look and language, with a way back."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.curator.forms import _Fields, loaded, stored
from tour.models import Stop, Tour, give

pytestmark = pytest.mark.usefixtures("told")
ORIGIN = {"origin": "http://testserver"}


def page_of(stop: Stop) -> str:
    return f"/admin/tour/stop/{stop.pk}/change/?language=th"


def strict(user: User | None = None) -> Client:
    client = Client(enforce_csrf_checks=True)
    if user:
        client.force_login(user)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def in_the_desk(answer: Any) -> bool:
    page = text(answer)
    return "curator/desk.css" in page and 'class="quiet-link" href="/admin/"' in page


def test_an_address_where_nothing_is_says_what_to_do_in_the_reader_s_language(desk: Client) -> None:
    answer = desk.get("/admin/tour/river/points/", headers={"accept-language": "fr"})
    assert answer.status_code == 404
    assert in_the_desk(answer)
    assert '<html lang="fr"' in text(answer)
    assert "Cherchez depuis la page d’accueil" in text(answer)


def test_a_page_that_is_not_one_s_own_says_whom_to_ask(ferry: Stop) -> None:
    user = User.objects.create(username="somchai", is_staff=True)
    give(user, "translator", tours=[ferry.tour], languages=["th"])
    client = Client()
    client.force_login(user)
    answer = client.get("/admin/tour/river/publish/")
    assert answer.status_code == 403
    assert in_the_desk(answer)
    assert "ask an administrator" in text(answer)


def test_outside_the_desk_django_s_own_words_stand(tour: Tour) -> None:
    answer = Client().get("/feedback/nothing")
    assert answer.status_code == 404
    assert "curator/" not in text(answer)


def test_a_form_from_before_the_last_log_in_comes_back_and_is_saved(curator: User, ferry: Stop) -> None:
    client = strict(curator)
    typed = loaded(client, page_of(ferry)) | {"title_th": 'ท่าเรือ "ใหม่" & 1 < 2', "_continue": "Save"}
    typed["text_th"] = "หนึ่ง\n\nสอง"
    old = typed | {"csrfmiddlewaretoken": "x" * 64}
    refused = client.post(page_of(ferry), old, headers=ORIGIN)
    assert refused.status_code == 403
    assert in_the_desk(refused)
    assert "no-store" in refused.headers["Cache-Control"]
    again = fields(text(refused))
    assert again.keys() == typed.keys()
    assert client.post(page_of(ferry), again, headers=ORIGIN).status_code == 302
    assert stored(Stop, "title_th", "text_th") == ('ท่าเรือ "ใหม่" & 1 < 2', "หนึ่ง\n\nสอง")


def test_what_is_sent_without_a_log_in_comes_back_and_is_saved_after_one(curator: User, ferry: Stop) -> None:
    client = strict(curator)
    typed = loaded(client, page_of(ferry)) | {"title_th": "ท่าเรือใหม่", "_continue": "Save"}
    del client.cookies["sessionid"]
    refused = client.post(page_of(ferry), typed, headers=ORIGIN)
    assert refused.status_code == 403
    assert 'href="/admin/login/?next=/admin/" target="_blank"' in text(refused)
    client.force_login(curator)
    assert client.post(page_of(ferry), fields(text(refused)), headers=ORIGIN).status_code == 302
    assert stored(Stop, "title_th") == ("ท่าเรือใหม่",)


@pytest.mark.parametrize("origin", [{}, {"origin": "https://elsewhere.example"}, {"origin": "null"}])
def test_what_another_site_made_the_browser_send_is_not_offered_again(
    curator: User, ferry: Stop, origin: dict[str, str]
) -> None:
    refused = strict(curator).post(page_of(ferry), {"title_th": "planted", "loaded": "{}"}, headers=origin)
    assert refused.status_code == 403
    assert in_the_desk(refused)
    assert "planted" not in text(refused)


def test_a_password_is_never_sent_back(curator: User) -> None:
    given = {"username": "dara", "password": "look-at-the-river"}
    refused = strict().post("/admin/login/", given, headers=ORIGIN)
    assert refused.status_code == 403
    assert in_the_desk(refused)
    assert "look-at-the-river" not in text(refused)
    asked = {"old_password": "look-at-the-river", "new_password1": "x", "new_password2": "x"}
    assert Client().post("/admin/password_change/", asked).status_code == 302


def fields(page: str) -> dict[str, Any]:
    """What the page's own form would send."""
    reader = _Fields()
    reader.feed(page.replace("<form method", '<form id="again_form" method'))
    return reader.fields

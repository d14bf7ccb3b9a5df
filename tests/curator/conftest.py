from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.desk import log_in
from tour import narration
from tour.models import Stop, Tour, TranslationRecord, source_hash

# The type checker does not know the columns that modeltranslation adds.
FERRY: dict[str, Any] = {
    "title_en": "The ferry",
    "place_en": "River bank",
    "text_en": "It crossed here.\n\nPeople waited.",
    "title_th": "ท่าเรือ",
    "place_th": "ฝั่งน้ำ",
    "text_th": "เรือข้ามที่นี่\n\nผู้คนรอ",
}
MARKET: dict[str, Any] = {"title_en": "The market", "text_en": "Rubies were sold here."}


@pytest.fixture
def tour(db: None) -> Tour:
    title: dict[str, Any] = {"title_en": "The river"}
    return Tour.objects.create(slug="river", languages=["en", "km", "th"], **title)


@pytest.fixture
def ferry(tour: Tour) -> Stop:
    """A stop whose Thai is reviewed and then left behind by its source."""
    stop = Stop.objects.create(tour=tour, slug="ferry", number=3, position=1, **FERRY)
    TranslationRecord.objects.create(stop=stop, language="th", state="reviewed", source_hash=source_hash(stop, "en"))
    return stop


@pytest.fixture
def market(tour: Tour) -> Stop:
    return Stop.objects.create(tour=tour, slug="market", number=7, position=2, **MARKET)


@pytest.fixture
def curator(db: None) -> User:
    return User.objects.create_superuser("dara", password="look-at-the-river")


@pytest.fixture
def desk(curator: User) -> Client:
    client = Client()
    client.force_login(curator)
    return client


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, narration.Heard | narration.Silence]:
    """What narration answers, by language; waiting where nothing is said."""
    answers: dict[str, narration.Heard | narration.Silence] = {}
    monkeypatch.setattr(
        narration, "find", lambda asked, *_: [answers.get(one.language, narration.Silence.WAITING) for one in asked]
    )
    return answers


@pytest.fixture
def faults() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, curator: User, faults: list[str]) -> Iterator[Page]:
    """The desk, open and logged in, at the width of a phone; what the console says is an error is a fault."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en-GB", base_url=live_server.url)
    page = context.new_page()
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto("/admin/")
    log_in(page)
    yield page
    context.close()

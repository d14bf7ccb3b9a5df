import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tour.feedback import heard, mistake
from tour.feedback.limits import Limit, Rate
from tour.models import Stop, Tour

KEY = "ab" * 32
Sent = Any
Send = Callable[..., Sent]


@pytest.fixture
def ferry(db: None) -> Stop:
    title: dict[str, Any] = {"title_en": "The river"}
    tour = Tour.objects.create(slug="river", languages=["en", "km", "zh-hans"], **title)
    words: dict[str, Any] = {"title_en": "The ferry", "text_en": "It crossed here. People waited.\n\nThen it left."}
    return Stop.objects.create(tour=tour, slug="ferry", number=3, position=1, **words)


@pytest.fixture(autouse=True)
def _fresh_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins with empty buckets."""
    for module in (heard, mistake):
        for limit in (value for value in vars(module).values() if isinstance(value, Limit)):
            monkeypatch.setattr(limit, "_full_at", {})
            monkeypatch.setattr(limit, "_site_full_at", 0)


@pytest.fixture
def send() -> Send:
    """`send("heard", {...})`: posts JSON as a phone would; bytes go as they are."""
    client = Client(enforce_csrf_checks=True)

    def sent(to: str, body: object, **rest: Any) -> Sent:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return client.post(f"/feedback/{to}", data, **{"content_type": "application/json", **rest})

    return sent


def listened(**changes: object) -> dict[str, object]:
    base = {"tour": "river", "stop": "ferry", "language": "en", "day": str(timezone.localdate()), "plays": 1}
    return base | changes


def report(**changes: object) -> dict[str, object]:
    base: dict[str, object] = {"tour": "river", "stop": "ferry", "language": "en", "key": KEY, "note": "It sank."}
    return base | changes


def narrow(monkeypatch: pytest.MonkeyPatch, limit: Limit, burst: int) -> None:
    """Give a limit room for so many from one address, and many for the site."""
    monkeypatch.setattr(limit, "address", Rate(burst=burst, every_s=60))

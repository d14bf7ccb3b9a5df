from typing import Any

import pytest

from tour import narration
from tour.models import Stop, Tour, TranslationRecord, source_hash

# The stop's words (the type checker does not know the columns that modeltranslation adds).
WORDS: dict[str, Any] = {
    "title_en": "The ferry",
    "text_en": "It crossed here.",
    "title_th": "ท่าเรือ",
    "text_th": "เรือข้ามที่นี่",
}


@pytest.fixture
def tour(db: None) -> Tour:
    title: dict[str, Any] = {"title_en": "The river"}
    return Tour.objects.create(slug="river", source_language="en", languages=["en", "km", "th"], **title)


@pytest.fixture
def stop(tour: Tour) -> Stop:
    return Stop.objects.create(tour=tour, slug="ferry", number=3, position=1, **WORDS)


@pytest.fixture
def thai(stop: Stop) -> TranslationRecord:
    return TranslationRecord.objects.create(
        stop=stop, language="th", state="reviewed", source_hash=source_hash(stop, "en")
    )


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, narration.Heard | narration.Silence]:
    """What narration answers, by language; waiting where nothing is said."""
    told: dict[str, narration.Heard | narration.Silence] = {}
    monkeypatch.setattr(
        narration, "find", lambda asked, *_: [told.get(one.language, narration.Silence.WAITING) for one in asked]
    )
    return told

from typing import Any

import pytest

from tour.models import Claim, Source, Stop, TextVersion, Tour, TranslationRecord, source_hash

WORDS: dict[str, Any] = {
    "title_en": "The ferry",
    "text_en": "It crossed here.\n\nPeople waited.",
    "title_th": "ท่าเรือ",
    "text_th": "เรือข้ามที่นี่\n\nผู้คนรอ",
}


@pytest.fixture
def tour(db: None) -> Tour:
    words: dict[str, Any] = {"title_en": "The river", "about_en": "One.\n\nTwo."}
    return Tour.objects.create(slug="river", languages=["en", "km", "th"], **words)


@pytest.fixture
def ferry(tour: Tour) -> Stop:
    """A stop in English and Thai, with a claim; its Thai is reviewed."""
    stop = Stop.objects.create(tour=tour, slug="ferry", number=3, position=1, **WORDS)
    said: dict[str, Any] = {"text_en": "It ran until 1998."}
    claim = Claim.objects.create(stop=stop, key="end", status="context", **said)
    claim.sources.add(Source.objects.create(tour=tour, key="report", title="A report"))
    TranslationRecord.objects.create(stop=stop, language="th", state="reviewed", source_hash=source_hash(stop, "en"))
    return stop


@pytest.fixture
def stale(ferry: Stop) -> Stop:
    """The ferry, whose second paragraph was changed at the desk after it was translated."""
    kept: dict[str, Any] = {"table": "stop", "row": ferry.pk, "field": "text", "language": "en"}
    ferry.text_en = "It crossed here.\n\nPeople waited for hours."  # type: ignore[attr-defined]
    TextVersion.objects.create(text=WORDS["text_en"], **kept)
    TextVersion.objects.create(text=ferry.text_en, **kept)  # type: ignore[attr-defined]
    ferry.save()
    return ferry

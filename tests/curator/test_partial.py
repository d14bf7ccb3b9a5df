"""Words that a translation leaves out are named where one sees what is to be done, and stand in a review's way."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.curator.forms import loaded
from tests.curator.test_summary import counted
from tour.curator.grid import Grid
from tour.models import Claim, Route, Stop, Tour, TranslationRecord, source_hash

pytestmark = pytest.mark.usefixtures("told")
WARNS = "The source warns here. Translate the warning before these words count as reviewed."


def grid(desk: Client) -> Grid:
    (found,) = desk.get("/admin/").context["grids"]
    assert isinstance(found, Grid)
    return found


def text(desk: Client, address: str) -> str:
    return " ".join(desk.get(address).content.decode().split())


@pytest.fixture
def warning(ferry: Stop) -> Stop:
    """A stop that warns in English alone; its Thai is reviewed, and not stale."""
    Stop.objects.update(safety_en="Keep to the path.")
    TranslationRecord.objects.update(source_hash=source_hash(Stop.objects.get(), "en"))
    return ferry


def save(desk: Client, stop: Stop, **typed: Any) -> Any:
    url = f"/admin/tour/stop/{stop.pk}/change/?language=th"
    return desk.post(url, loaded(desk, url) | typed | {"_continue": "Save"})


def record() -> tuple[str, str]:
    found = TranslationRecord.objects.get()
    return found.state, found.source_hash


def test_a_cell_in_part_is_counted_leads_to_its_stop_and_says_what_is_absent(desk: Client, warning: Stop) -> None:
    thai = next(row for row in grid(desk).summary if row.tag == "th")
    assert counted(thai) == {"in part": 1, "waiting for sound": 1}
    assert not thai.idle
    shown = text(desk, "/admin/")
    assert re.search(r'title="[^"]*because it is not translated: safety\. [^"]*">.{0,200}?in part', shown)
    assert "because it is not translated: safety." in text(desk, f"/admin/tour/stop/{warning.pk}/change/?language=th")
    listed = next(count.url for count in thai.counts if str(count.mark.word) == "in part")
    assert f"/admin/tour/stop/{warning.pk}/change/" in text(desk, listed)
    assert desk.get("/admin/tour/river/publish/").context["counts"]["partial"] == 1
    assert "in part" in text(desk, f"/admin/tour/river/preview/?language=th&stop={warning.slug}")


def test_the_preview_of_the_tour_counts_such_stops_too(desk: Client, ferry: Stop) -> None:
    assert "in part" not in text(desk, "/admin/tour/river/preview/?language=th")
    Claim.objects.create(stop=ferry, key="end", status="context", text_en="It ran.")  # type: ignore[misc]
    assert "in part" in text(desk, "/admin/tour/river/preview/?language=th")


def test_the_tours_own_absent_words_lead_to_their_pages_from_the_desk_and_from_publishing(
    desk: Client, ferry: Stop
) -> None:
    Tour.objects.update(title_th="แม่น้ำ", advisory_en="Mind the mines.")
    route = Route.objects.create(tour=ferry.tour, slug="short", title_en="Short")  # type: ignore[misc]
    for page in ("/admin/", "/admin/tour/river/publish/"):
        lines = re.findall(
            r"<li>(.*?)</li>", text(desk, page).partition('<ul class="own-words">')[2].partition("</ul>")[0]
        )
        assert [re.sub(r"<[^>]+>", "", line).strip() for line in lines] == [
            "missing The tour’s own words: ខ្មែរ",
            "in part The tour’s own words: ไทย",
            "missing Words of the route “short”: ខ្មែរ, ไทย",
        ]
        assert f'href="/admin/tour/tour/{ferry.tour_id}/change/?language=th"' in lines[1]
        assert f'href="/admin/tour/route/{route.pk}/change/?language=km"' in lines[2]
    assert all(row.own for row in grid(desk).summary if row.tag != "en")


def test_nobody_reviews_a_translation_that_leaves_out_the_warning(desk: Client, warning: Stop) -> None:
    TranslationRecord.objects.update(state="draft")
    answer = save(desk, warning, state="reviewed")
    assert answer.context["adminform"].form.errors == {"safety_th": [WARNS]}
    assert record()[0] == "draft"
    assert save(desk, warning, state="reviewed", safety_th="อยู่บนทางเดิน").status_code == 302
    assert record()[0] == "reviewed"
    assert next(row for row in grid(desk).summary if row.tag == "th").counts[0].number == 0


def test_a_draft_may_leave_it_out(desk: Client, warning: Stop) -> None:
    assert save(desk, warning, state="draft", title_th="ท่า").status_code == 302
    assert record()[0] == "draft"


def test_a_warning_that_is_new_in_the_source_is_not_as_before_to_a_reviewed_translation(
    desk: Client, ferry: Stop
) -> None:
    before = record()
    Stop.objects.update(safety_en="Keep to the path.")
    answer = save(desk, ferry, state="as-before")
    assert answer.context["adminform"].form.errors == {"safety_th": [WARNS]}
    assert record() == before
    TranslationRecord.objects.update(state="draft")
    assert save(desk, ferry, state="as-before").status_code == 302
    assert record() == ("draft", source_hash(Stop.objects.get(), "en"))

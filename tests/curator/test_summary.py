import html
import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tour import narration
from tour.curator.grid import Summary
from tour.models import Recording, Stop, Tour


def counted(row: Summary) -> dict[str, int]:
    """What a language has to do, by the words of the page."""
    return {str(count.mark.word): count.number for count in row.counts if count.number}


def test_each_count_leads_to_its_stops_in_its_language(desk: Client, ferry: Stop, market: Stop, told: object) -> None:
    Stop.objects.filter(pk=ferry.pk).update(text_en="It crossed here until 1998.")
    (grid,) = desk.get("/admin/").context["grids"]
    thai = next(row for row in grid.summary if row.tag == "th")
    assert counted(thai) == {"stale": 1, "missing": 1, "waiting for sound": 1}
    listed = desk.get(thai.counts[1].url).content.decode()
    link = re.search(rf'href="(/admin/tour/stop/{market.pk}/change/[^"]*)"', listed)
    assert link
    assert desk.get(html.unescape(link[1])).context["beside"].language == "th"
    assert f"/admin/tour/stop/{ferry.pk}/change/" not in listed


def test_every_state_that_leads_to_work_is_counted(
    desk: Client, ferry: Stop, told: dict[str, narration.Heard | narration.Silence]
) -> None:
    told["en"] = narration.Silence.NO_VOICE
    told["th"] = narration.Silence.FAILED
    (grid,) = desk.get("/admin/").context["grids"]
    assert {row.tag: counted(row) for row in grid.summary} == {
        "en": {"no voice": 1},
        "km": {"missing": 1},
        "th": {"failed": 1},
    }


def test_the_first_page_counts_what_the_publish_page_says_is_not_spoken(
    desk: Client, ferry: Stop, market: Stop, told: object
) -> None:
    (grid,) = desk.get("/admin/").context["grids"]
    waiting = sum(counted(row).get("waiting for sound", 0) for row in grid.summary)
    assert waiting == desk.get("/admin/tour/river/publish/").context["counts"]["silent"] == 3


def test_a_recording_of_former_words_is_counted_as_to_be_made_again(desk: Client, ferry: Stop, told: object) -> None:
    Recording.objects.create(stop=ferry, language="th", file="x", sha256="0", script_hash="older", licence="CC0")
    (grid,) = desk.get("/admin/").context["grids"]
    thai = next(row for row in grid.summary if row.tag == "th")
    assert counted(thai)["recording to be made again"] == 1


def test_a_language_with_nothing_to_do_says_so(
    desk: Client, ferry: Stop, told: dict[str, narration.Heard | narration.Silence]
) -> None:
    Tour.objects.update(languages=["en"])
    told["en"] = narration.Silence.NO_WORDS
    (grid,) = desk.get("/admin/").context["grids"]
    assert [row.idle for row in grid.summary] == [True]
    assert "nothing to do" in desk.get("/admin/").content.decode()
    told["en"] = narration.Silence.WAITING
    assert "nothing to do" not in desk.get("/admin/").content.decode()


def queries(desk: Client) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert desk.get("/admin/").status_code == 200
    return len(seen)


def test_the_first_page_costs_the_same_whatever_the_number_of_languages(desk: Client, ferry: Stop) -> None:
    found = []
    for codes in (["en"], ["en", "km", "th", "fr", "vi", "ja"]):
        Tour.objects.update(languages=codes)
        found.append(queries(desk))
    assert found[0] == found[1] <= 19

"""The sentences of a recording set in a real browser: typed, dragged, moved by keys, heard from there."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from playwright.sync_api import Browser, Dialog, Locator, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.curator.test_recordings import READ, WORDS
from tests.desk import log_in
from tests.narration.fake_voice import FAKE
from tests.narration.formats import saved
from tests.visitor import axe
from tour import narration, readiness
from tour.curator import work
from tour.models import Recording, Stop

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def faults() -> list[str]:
    return []


@pytest.fixture
def page(
    browser: Browser, live_server: LiveServer, curator: User, ferry: Stop, settings: Settings, faults: list[str]
) -> Iterator[Page]:
    """The page of a stop that waits for its recording, at the width of a phone."""
    settings.NARRATION = {}
    Stop.objects.update(text_en=WORDS)
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en-GB", base_url=live_server.url)
    page = context.new_page()
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto("/admin/")
    log_in(page)
    page.goto(f"/admin/tour/stop/{ferry.pk}/recording/?language=en")
    yield page
    context.close()


def worked() -> None:
    call_command("db_worker", "--batch", "--queue-name", "desk", "--interval", "0", "--no-startup-delay", verbosity=0)


def upload(page: Page) -> None:
    page.get_by_label("Sound file").set_input_files({"name": "a.flac", "mimeType": "", "buffer": saved(READ, "FLAC")})
    page.get_by_label("Who speaks").fill("Sokha")
    page.get_by_label("Licence").fill("CC BY 4.0")
    page.get_by_role("button", name="Upload the recording").click()
    page.get_by_text("in a moment").wait_for()
    worked()
    # The page looks again by itself.
    page.get_by_text("Ready.").wait_for()


def begun() -> list[int]:
    """When each sentence begins, as it is kept (ms)."""
    return [start for start, _end in Recording.objects.get().cues or []]


def field(page: Page, name: str) -> Locator:
    return page.locator(f'input[name="{name}"]')


def test_a_recording_is_uploaded_and_its_sentences_are_moved_by_pointer_and_keys(
    page: Page, faults: list[str]
) -> None:
    upload(page)
    machine = begun()
    field(page, "start-2").focus()
    start = page.get_by_role("slider", name="Start of the sentence")
    before = float(field(page, "start-2").input_value())
    assert start.get_attribute("aria-valuenow") == f"{before:.2f}"
    start.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert field(page, "start-2").input_value() == f"{before - 0.1:.2f}"
    # It cannot be moved over the sentence before.
    for _ in range(3):
        page.keyboard.press("PageDown")
    assert field(page, "start-2").input_value() == field(page, "end-1").input_value()

    field(page, "end-2").focus()
    end = page.get_by_role("slider", name="End of the sentence")
    ended = float(field(page, "end-2").input_value())
    box = end.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 44, y, steps=4)
    page.mouse.up()
    assert abs(float(field(page, "end-2").input_value()) - (ended - 1.0)) <= 0.03

    page.get_by_role("button", name="Save the times").click()
    page.get_by_text("in a moment").wait_for()
    assert Recording.objects.get().aligned == "hand"
    assert begun()[1] < machine[1]
    worked()
    page.get_by_text("Ready.").wait_for()
    page.get_by_text("· Set by hand.").wait_for()
    page.get_by_role("button", name="Align again by machine").click()
    page.get_by_text("in a moment").wait_for()
    worked()
    page.get_by_text("Ready.").wait_for()
    assert begun() == machine
    assert faults == []


def test_a_page_on_which_somebody_moves_a_time_is_not_loaded_anew_under_them(page: Page, faults: list[str]) -> None:
    upload(page)
    page.get_by_role("button", name="Align again by machine").click()
    page.get_by_text("in a moment").wait_for()
    field(page, "start-2").fill("0.77")
    worked()
    page.get_by_text("Ready.").wait_for()
    expect(page.get_by_text("The rest of this page is as it was")).to_be_visible()
    assert field(page, "start-2").input_value() == "0.77"
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("link", name="Load the page anew").click()
    expect(page.get_by_text("The rest of this page is as it was")).to_be_hidden()
    expect(field(page, "start-2")).not_to_have_value("0.77")
    assert faults == []


def test_leaving_with_a_time_that_was_moved_is_asked_about(page: Page, faults: list[str]) -> None:
    upload(page)
    here, asked = page.url, []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    back = page.locator(".breadcrumbs a").first
    with page.expect_event("dialog"):
        field(page, "start-2").fill("0.77")
        back.click(no_wait_after=True)
    assert asked == ["beforeunload"]
    assert page.url == here
    assert field(page, "start-2").input_value() == "0.77"
    # Typed back as it was, there is nothing to lose.
    field(page, "start-2").fill(field(page, "start-2").evaluate("field => field.defaultValue"))
    back.click()
    page.wait_for_url("**/admin/")
    assert asked == ["beforeunload"]
    assert faults == []


def test_a_time_that_was_moved_is_saved_with_voice_and_licence(page: Page, faults: list[str]) -> None:
    upload(page)
    field(page, "start-2").fill(f"{begun()[1] / 1000 - 0.05:.2f}")
    moved = field(page, "start-2").input_value()
    page.locator("#id_speaker").fill("Mony")
    page.get_by_role("button", name="Save voice and licence").click()
    page.get_by_text("in a moment").wait_for()
    assert field(page, "start-2").input_value() == moved
    assert (Recording.objects.get().speaker, begun()[1]) == ("Mony", round(float(moved) * 1000))
    assert faults == []


def test_a_recording_is_taken_away_after_one_question_and_put_back(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "speak_soon", lambda: None)
    upload(page)
    kept = begun()
    page.get_by_text("Take this recording away").click()
    assert axe.violations(page) == []
    page.get_by_role("button", name="Yes, take it away").click()
    page.get_by_text("was taken away by dara").wait_for()
    assert not Recording.objects.exists()
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Put this recording back").click()
    page.get_by_text("The recording stands again.").wait_for()
    assert begun() == kept


HEARD_AT = "audio => new Promise(done => audio.addEventListener('timeupdate', () => done(audio.currentTime)))"


def test_a_sentence_is_heard_from_its_start_after_a_note_that_a_voice_says(
    page: Page, ferry: Stop, settings: Settings
) -> None:
    Stop.objects.update(content_notes=["war"])
    settings.NARRATION, settings.DEFAULT_VOICES = {"home": {"BACKEND": FAKE, "SPEAKS": "en"}}, ("home",)
    upload(page)
    narration.make(readiness.of_stop(ferry.pk, "en").asked)
    page.reload()
    answer = readiness.of_stop(ferry.pk, "en").answer
    assert isinstance(answer, narration.Heard)
    assert answer.prefaced
    page.locator("cue-editor audio").evaluate("audio => { audio.muted = true }")
    page.get_by_role("button", name="Play from here").nth(1).click()
    heard_at = page.locator("cue-editor audio").evaluate(HEARD_AT)
    # On the track, not on the reading alone: the second sentence is the third cue.
    assert heard_at >= answer.track.cues[2][0] / 1000 - 0.05
    assert page.locator(".cues li[aria-current]").get_attribute("value") == "2"


def test_a_sentence_is_heard_from_its_start_and_shown_in_the_picture(page: Page, faults: list[str]) -> None:
    upload(page)
    page.locator("cue-editor audio").evaluate("audio => { audio.muted = true }")
    page.get_by_role("button", name="Play from here").nth(1).click()
    heard_at = page.locator("cue-editor audio").evaluate(HEARD_AT)
    assert heard_at >= float(field(page, "start-2").input_value()) - 0.05
    assert page.locator(".cues li[aria-current]").get_attribute("value") == "2"
    # Something is drawn where somebody speaks.
    assert page.locator("canvas.wave").evaluate(
        "canvas => new Set(canvas.getContext('2d').getImageData(0, 0, 300, 100).data).size"
    ) > 3  # fmt: skip
    assert faults == []


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page: Page, width: int) -> None:
    assert axe.violations(page) == []
    upload(page)
    page.set_viewport_size({"width": width, "height": 740})
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_the_times_can_be_typed(page: Page, browser: Browser) -> None:
    upload(page)
    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    typed = plain.new_page()
    typed.goto(page.url)
    field(typed, "start-1").fill("0.2")
    typed.get_by_role("button", name="Save the times").click()
    typed.get_by_text("in a moment").wait_for()
    assert begun()[0] == 200
    plain.close()

"""A first visit: the sign's language is the phone's, the sound begins on a tap, the sentence spoken is lit."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Listener
from tests.site import Site

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(400)]

SPOKEN_NOW = """() => {
  const time = document.querySelector('audio').currentTime;
  const lit = document.querySelector('[data-start][aria-current]');
  return lit && Number(lit.dataset.start) <= time + 0.3 && time - 0.3 <= Number(lit.dataset.end);
}"""


def test_a_khmer_phone_is_led_from_the_front_door_to_the_first_spoken_sentence(
    pailin: Site, visit: Callable[..., Listener]
) -> None:
    phone = visit(pailin, locale="km-KH")
    page = phone.open("/")
    assert page.url.endswith("/km/")
    page.get_by_role("link", name="ប៉ៃលិន").first.tap()
    page.wait_for_url("**/km/battle-of-pailin/")
    page.locator("ol a").first.tap()
    page.wait_for_url("**/km/battle-of-pailin/a-town-of-stones/")
    assert page.locator("html").get_attribute("lang") == "km"
    phone.play()
    phone.hear(1.0)
    page.wait_for_function(SPOKEN_NOW)
    first = page.locator("[data-start][aria-current]").text_content()
    page.wait_for_function(
        "said => document.querySelector('[data-start][aria-current]')?.textContent !== said", arg=first
    )
    page.wait_for_function(SPOKEN_NOW)


def test_the_page_that_sounds_first_asked_for_nothing_but_itself_before_the_tap(
    pailin: Site, visit: Callable[..., Listener]
) -> None:
    phone = visit(pailin, locale="fr-FR")
    phone.open("/fr/battle-of-pailin/a-town-of-stones/")
    tracks = [url for url in phone.asked if url.endswith((".webm", ".mp3"))]
    assert tracks == []
    phone.play()
    phone.hear(1.0)


def test_a_tap_on_a_sentence_plays_it(pailin: Site, visit: Callable[..., Listener]) -> None:
    phone = visit(pailin)
    page = phone.open("/en/battle-of-pailin/the-crossing/")
    phone.play()
    sentence = page.locator("[data-start]").nth(6)
    start = float(sentence.get_attribute("data-start") or "nan")
    sentence.tap()
    page.wait_for_function("s => Math.abs(document.querySelector('audio').currentTime - s) < 1.5", arg=start)
    phone.hear(start + 0.3)
    page.wait_for_function(SPOKEN_NOW)


def test_a_switch_of_language_goes_on_at_the_same_thought(pailin: Site, visit: Callable[..., Listener]) -> None:
    phone = visit(pailin)
    page = phone.open("/en/battle-of-pailin/a-town-of-stones/")
    phone.play()
    page.locator("main p:has([data-start])").nth(3).locator("[data-start]").first.tap()
    page.wait_for_function(SPOKEN_NOW)
    page.locator("[data-action=language][hreflang=fr], [data-action=language] [hreflang=fr]").first.evaluate(
        "a => a.click()"
    )
    page.wait_for_url("**/fr/battle-of-pailin/a-town-of-stones/**")
    page.wait_for_function("document.documentElement.lang === 'fr' && !document.querySelector('audio').paused")
    page.wait_for_function(SPOKEN_NOW)
    paragraph = page.evaluate(
        "[...document.querySelectorAll('main p:has([data-start])')].findIndex(p => p.querySelector('[aria-current]'))"
    )
    assert paragraph == 3


def test_next_goes_on_in_the_same_audio_element(pailin: Site, visit: Callable[..., Listener]) -> None:
    phone = visit(pailin)
    page = phone.open("/en/battle-of-pailin/a-town-of-stones/")
    page.evaluate("document.querySelector('audio').mark = 'same'")
    phone.play()
    page.locator("[data-action=next]").last.evaluate("a => a.click()")
    page.wait_for_url("**/camps-on-the-border/")
    assert page.evaluate("document.querySelector('audio').mark") == "same"
    page.go_back()
    page.wait_for_url("**/a-town-of-stones/")
    assert page.locator("h1").text_content()


def test_without_script_every_word_is_there_and_the_browser_plays_the_track(
    pailin: Site, visit: Callable[..., Listener]
) -> None:
    phone = visit(pailin, script=False)
    page = phone.open("/en/battle-of-pailin/road-of-the-retreat/")
    assert page.locator("audio[controls]").is_visible()
    assert page.locator("audio source").count() == 2
    assert "thatched roof" in (page.locator("main").text_content() or "")


def test_every_page_and_track_is_served_with_the_database_gone(pailin: Site, visit: Callable[..., Listener]) -> None:
    aside = pailin.database.with_suffix(".aside")
    pailin.database.rename(aside)
    try:
        phone = visit(pailin)
        phone.open("/")
        phone.open("/en/battle-of-pailin/the-crossing/")
        phone.play()
        phone.hear(3.0)
    finally:
        aside.rename(pailin.database)

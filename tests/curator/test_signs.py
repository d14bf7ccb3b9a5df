"""Signs are printed with a code that really scans, in letters somebody can type, in every script."""

import io

import pytest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tour.curator.releases.signs import signs
from tour.models import Stop, Tour

URL = "/admin/tour/river/signs/"
CHOSEN = {"address": "https://walk.example/", "languages": ["en", "th"], "size": "a5"}


def test_a_sign_names_its_stop_in_the_languages_chosen_and_its_address_in_letters(
    desk: Client, ferry: Stop, market: Stop
) -> None:
    page = desk.get(URL, CHOSEN).content.decode()
    assert '<div lang="th" dir="ltr"><h2>ท่าเรือ</h2>' in page
    assert "walk.example/river/3</p>" in page
    assert page.count('class="sign a5"') == 2
    assert page.index("walk.example/river/3") < page.index("walk.example/river/7")


def test_a_title_that_is_not_written_is_left_out_and_never_an_empty_line(tour: Tour, market: Stop) -> None:
    made = signs(tour, "https://walk.example", ["th", "km"])
    assert [[title.text for title in sign.titles] for sign in made] == [["The market"]]


def test_a_point_says_how_precise_it_is_where_that_is_known(tour: Tour, ferry: Stop) -> None:
    Stop.objects.update(lat=12.85, lng=102.6)
    assert signs(tour, "https://walk.example", ["en"])[0].where == "12.85000, 102.60000"
    Stop.objects.update(precision_m=5)
    assert signs(tour, "https://walk.example", ["en"])[0].where == "12.85000, 102.60000 (± 5 m)"


def test_a_retired_stop_has_no_sign(tour: Tour, ferry: Stop) -> None:
    Stop.objects.update(retired=True)
    assert signs(tour, "https://walk.example", ["en"]) == ()


def test_the_address_at_hand_is_the_one_by_which_visitors_reach_the_site(
    desk: Client, ferry: Stop, settings: Settings
) -> None:
    settings.ADDRESS = ""
    assert 'value="http://testserver/"' in desk.get(URL).content.decode()
    settings.ADDRESS = "https://walk.example"
    page = desk.get(URL).content.decode()
    assert 'value="https://walk.example"' in page
    assert "walk.example/river/3</p>" in page
    assert "testserver" not in page


def test_an_address_that_is_none_is_refused_in_words(desk: Client, ferry: Stop) -> None:
    page = desk.get(URL, CHOSEN | {"address": "not an address"}).content.decode()
    assert "Enter a valid URL" in page
    assert 'class="sign a5"' not in page


def test_the_number_of_queries_does_not_grow_with_stops_or_languages(
    desk: Client, ferry: Stop, market: Stop, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        desk.get(URL, CHOSEN)


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_on_paper_each_sign_has_its_sheet_and_the_list_comes_last(
    browser: Browser, live_server: LiveServer, ferry: Stop, market: Stop, desk: Client
) -> None:
    context = browser.new_context(base_url=live_server.url)
    cookie = desk.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url + "/admin/"}])
    page = context.new_page()
    page.goto(f"{URL}?address=https://walk.example/&languages=en&languages=th&size=a5")
    pdf = page.pdf(prefer_css_page_size=True)
    context.close()
    # A page's size in points stands uncompressed in what Chromium writes.
    sizes = [line.split(b"[")[1].split(b"]")[0].split() for line in io.BytesIO(pdf) if b"/MediaBox" in line]
    rounded = [tuple(round(float(value)) for value in size[2:]) for size in sizes]
    assert [width for width, _ in rounded] == [420, 420, 420]

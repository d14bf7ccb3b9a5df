import pytest

from tour.publishing.links import links


@pytest.mark.parametrize(
    ("tag", "leads"),
    [
        ('<a href="stop/">', "en/tour/stop/"),
        ('<a href="../">', "en/"),
        ('<a class="x" href="../../files/a.css?x=1#y">', "files/a.css"),
        ("<a href='./'>", "en/tour/"),
        ('<img src="a%20b.png">', "en/tour/a b.png"),
        ('<form action="../../feedback/mistake">', "feedback/mistake"),
        ('<a href="/en/">', "/en/"),
        ('<a href="../../../outside/">', "/../../../outside/"),
        ('<a href="?q=1&amp;r=2">', "en/tour/"),
    ],
)
def test_a_link_is_resolved_against_its_page(tag: str, leads: str) -> None:
    assert links(tag, "en/tour/") == (leads,)


@pytest.mark.parametrize(
    "tag",
    [
        '<a href="#cues">',
        '<a href="https://example.org/">',
        '<a href="//example.org/">',
        '<a href="mailto:a@b">',
        '<audio src="data:audio/webm;base64,AAAA">',
        "href=&quot;text/&quot;",
    ],
)
def test_what_leads_out_of_the_site_or_into_the_page_is_no_link(tag: str) -> None:
    assert links(tag, "en/tour/") == ()


def test_every_candidate_of_a_srcset_counts() -> None:
    assert links('<img srcset="a.jpg 1x, b.jpg 2x">', "en/") == ("en/a.jpg", "en/b.jpg")

import ipaddress
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tour.http import RangeNotSatisfiable, byte_range, client_address, content_coding, etag_matches, range_holds

BEST = ("br", "gzip")


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("", ""),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0", ""),
        ("*", "br"),
        ("br;q=0, *;q=0.1", "gzip"),
        ("identity", ""),
        ("identity;q=1, br;q=0.5", ""),
        ("br;q=high", ""),
        ("br ; q=1.000 , gzip", "br"),
        ("deflate", ""),
        ("br" * 2000, ""),
    ],
)
def test_the_coding_a_client_likes_best_is_chosen(accept: str, coding: str) -> None:
    assert content_coding(accept, BEST) == coding


def test_a_coding_that_is_not_there_is_not_chosen() -> None:
    assert content_coding("br, gzip", ("gzip",)) == "gzip"
    assert content_coding("br, gzip", ()) == ""


@given(st.text(max_size=60))
def test_any_accept_encoding_is_answered(header: str) -> None:
    assert content_coding(header, BEST) in {"", "br", "gzip"}


@pytest.mark.parametrize(
    ("header", "matches"),
    [
        ('"abc"', True),
        ('W/"abc"', True),
        ('"x", "abc"', True),
        ('"x",W/"abc"', True),
        ("*", True),
        ('"abd"', False),
        ("abc", False),
        ("", False),
        ('"ab', False),
        ('"x" ' * 2000, False),
    ],
)
def test_if_none_match_compares_weakly(header: str, matches: bool) -> None:
    assert etag_matches(header, '"abc"') is matches


@pytest.mark.parametrize(
    ("header", "holds"),
    [("", True), ('"abc"', True), ('W/"abc"', False), ('"x"', False), ("Tue, 24 Nov 2026 02:00:00 GMT", False)],
)
def test_if_range_compares_strongly(header: str, holds: bool) -> None:
    assert range_holds(header, '"abc"') is holds


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=100-199", (100, 200)),
        ("bytes=900-", (900, 1000)),
        ("bytes=-1", (999, 1000)),
        ("bytes=-5000", (0, 1000)),
        ("bytes=990-5000", (990, 1000)),
        ("Bytes=0-", (0, 1000)),
        ("bytes= 1 - 2 ", (1, 3)),
        ("bytes=0-" + "9" * 1000, (0, 1000)),
    ],
)
def test_one_range_is_answered(header: str, part: tuple[int, int]) -> None:
    assert byte_range(header, 1000) == part


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "bytes=a-b",
        "bytes=0-1,5-6",
        "lines=0-1",
        "bytes=٠-١",
        "bytes=--1",
    ],
)
def test_what_is_no_single_range_gives_the_whole(header: str) -> None:
    assert byte_range(header, 1000) is None


@pytest.mark.parametrize(
    ("header", "size"),
    [("bytes=1000-", 1000), ("bytes=1000-1001", 1000), ("bytes=-0", 1000), ("bytes=0-", 0), ("bytes=-5", 0)],
)
def test_a_range_outside_the_file_is_not_satisfiable(header: str, size: int) -> None:
    with pytest.raises(RangeNotSatisfiable):
        byte_range(header, size)


@given(st.text(max_size=40) | st.from_regex(r"bytes=\d{0,6}-\d{0,6}", fullmatch=True), st.integers(0, 10**6))
def test_a_range_given_lies_inside_the_file(header: str, size: int) -> None:
    try:
        part = byte_range(header, size)
    except RangeNotSatisfiable:
        assert re.search("[0-9]", header)
        return
    if part is not None:
        assert 0 <= part[0] < part[1] <= size


@given(st.binary(min_size=1, max_size=50), st.integers(0, 60), st.integers(0, 60))
def test_a_range_means_what_a_slice_means(body: bytes, first: int, last: int) -> None:
    try:
        part = byte_range(f"bytes={first}-{last}", len(body))
    except RangeNotSatisfiable:
        assert first >= len(body)
    else:
        assert (part is None) == (last < first)
        if part:
            assert body[part[0] : part[1]] == body[first : last + 1]


PROXIES = [ipaddress.ip_network(one) for one in ("127.0.0.0/8", "::1", "10.0.0.0/24")]


@pytest.mark.parametrize(
    ("remote", "forwarded", "counts"),
    [
        ("8.8.4.4", "", "8.8.4.4"),
        ("8.8.4.4", "198.51.100.1", "8.8.4.4"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.1.2", "198.51.100.1", "10.0.1.2"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("", "198.51.100.1", "198.51.100.1"),
        ("", "", ""),
        ("2001:db8::6", "198.51.100.1", "2001:db8::/64"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("::1", "2001:4860:1:2:ffff::9", "2001:4860:1:2::/64"),
        ("::ffff:8.8.4.4", "", "8.8.4.4"),
    ],
)
def test_the_last_word_of_a_known_proxy_counts_and_nobody_elses(remote: str, forwarded: str, counts: str) -> None:
    assert client_address(remote, forwarded, PROXIES) == counts

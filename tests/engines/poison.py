"""Twelve answers that are not the file, though a careless phone would keep most of them."""

from collections.abc import Callable

from tests.engines.front import Answer

PORTAL = b"<!doctype html><title>Hotel Wi-Fi</title><p>Please log in."
_HTML = {"Content-Type": "text/html; charset=utf-8"}


def _flipped(body: bytes) -> bytes:
    return body[:-1] + bytes([body[-1] ^ 1])


def _random(length: int) -> bytes:
    return bytes((index * 167 + 13) % 251 for index in range(length))


# The twelfth, the version before of the same size, only a test that has one can give.
OLD = "an old version"

# `/portal` is an answer the tests put there.
POISONS: dict[str, Callable[[Answer], Answer]] = {
    "a portal's page": lambda right: Answer(200, _HTML, PORTAL),
    "a redirect to a portal": lambda right: Answer(302, {"Location": "/portal"}),
    "truncated": lambda right: right.but(body=right.body[:-100]),
    "too long": lambda right: right.but(body=right.body + b"more"),
    "called a page": lambda right: right.but(headers=_HTML),
    "empty": lambda right: right.but(body=b""),
    "a part": lambda right: right.but(
        status=206, headers={"Content-Range": f"bytes 0-{len(right.body) - 1}/{len(right.body)}"}
    ),
    "not found, with the body": lambda right: right.but(status=404),
    "a server's fault": lambda right: right.but(status=500),
    "garbage": lambda right: right.but(body=_random(len(right.body) // 2)),
    "one bit wrong": lambda right: right.but(body=_flipped(right.body)),
}

"""What the gTTS library's requests go through: verified TLS, no redirects, a limit on size and on time.

The library sends with `verify=False`, waits for ever and takes whatever comes; it makes its own
session for each call, so the class it makes it from is where this can be put right.
"""

import os
import socket
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

import requests
from requests.adapters import HTTPAdapter

MOST_BYTES = 4_000_000
_call = threading.local()
_Result = TypeVar("_Result")


class DeadlineError(Exception):
    """The call as a whole took too long: `seconds`."""

    def __init__(self, seconds: int) -> None:
        """Given up after so many seconds."""
        super().__init__(seconds)
        self.seconds = seconds


class CarefulSession(requests.Session):
    """Sends as gTTS asks, but verifies certificates, stays with the service and reads within limits."""

    def __init__(self) -> None:
        """Ready to send; one is made for each call."""
        super().__init__()
        self.mount("https://", _WatchedAdapter())

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """The answer, its body read; raises `requests.RequestException`."""
        options |= {
            "verify": os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True,
            "allow_redirects": False,
            "stream": True,
        }
        response = super().send(request, **options)
        body = bytearray()
        for part in response.iter_content(65_536):
            body += part
            if len(body) > MOST_BYTES:
                response.close()
                raise requests.exceptions.ContentDecodingError("The answer is too large.")
        # What `response.content` would have set; the library reads it from there.
        response._content, response._content_consumed = bytes(body), True  # type: ignore[attr-defined]
        _call.response = response
        return response


class _WatchedAdapter(HTTPAdapter):
    """Notes each connection of this thread's call, so that the deadline can close it."""

    def get_connection_with_tls_context(self, *args: Any, **options: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **options)
        opened = _call.opened
        plain = pool.ConnectionCls

        class Watched(plain):  # type: ignore[misc, valid-type]
            def connect(self) -> None:
                opened.append(self)
                super().connect()

        pool.ConnectionCls = Watched
        return pool


def within(seconds: float, work: Callable[[], _Result]) -> tuple[_Result, requests.Response | None]:
    """What `work` gives, and the last answer its session got. Raises what `work` raises, or `DeadlineError`.

    `work` runs in a thread that is left behind when time is up; its connections are shut then,
    so that it ends too.
    """
    opened: list[Any] = []
    outcome: dict[str, Any] = {}

    def run() -> None:
        _call.opened, _call.response = opened, None
        try:
            outcome["result"] = work()
        except BaseException as error:
            outcome["error"] = error
        outcome["response"] = _call.response

    thread = threading.Thread(target=run, daemon=True, name="gtts call")
    began = time.monotonic()
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        for connection in opened:
            _shut(connection)
        raise DeadlineError(round(time.monotonic() - began))
    if "error" in outcome:
        raise outcome["error"]
    return outcome["result"], outcome["response"]


def _shut(connection: Any) -> None:
    try:
        connection.sock.shutdown(socket.SHUT_RDWR)
    except (AttributeError, OSError):
        return  # not yet open, or closed already

"""Commands and answers as JSON over a WebSocket: the form that Chromium's DevTools and WebDriver BiDi share."""

import json
from itertools import count
from typing import Any

from websockets.sync.client import connect

from tests.engines.engine import START_S, ScriptError

ANSWER_S = 60
_LARGE = 64 * 1024 * 1024


class Wire:
    """One connection; events that come between are passed over, but for the one waited for."""

    def __init__(self, url: str) -> None:
        """Connect to a browser's socket."""
        self._numbers = count(1)
        self._socket = connect(url, open_timeout=START_S, max_size=_LARGE, proxy=None, ping_interval=None)

    def call(self, method: str, params: dict[str, object], **more: object) -> Any:
        """The result of a command; `ScriptError` where the browser refuses it."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params, **more}))
        while True:
            said = json.loads(self._socket.recv(ANSWER_S))
            if said.get("id") != number:
                continue
            if "error" in said:
                raise ScriptError(f"{method}: {said.get('message') or said['error']}")
            return said["result"]

    def close(self) -> None:
        """Let go of the connection; the other end may be dead."""
        self._socket.close_socket()

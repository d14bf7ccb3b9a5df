"""One caller at a time, not too often, and not at all for a while when the service fails: across processes.

What is known lies in a small file below the media folder, so that worker and web agree, and
survives a restart.
"""

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

# Failures in a row before the service is left alone, for how long (seconds), and at most how long.
FAILURES_BEFORE_REST = 3
_FIRST_REST_S, _LONGEST_REST_S = 60.0, 1800.0
# A service that asks for more patience than this is asked again after it all the same.
_LONGEST_ASKED_S = 86_400.0


@dataclass
class State:
    """When the service was last called, failures in a row, until when it rests and why (times: UNIX seconds)."""

    last_call: float = 0.0
    failures: int = 0
    rest_until: float = 0.0
    why: str = ""


class Pacing:
    """The state of one service, kept in `folder`/`name`.json and guarded by `name`.lock beside it."""

    def __init__(self, folder: Path, name: str, pause_s: float) -> None:
        """Nothing is read or written yet."""
        self._state, self._lock = folder / f"{name}.json", folder / f"{name}.lock"
        self._pause_s = pause_s

    def state(self) -> State:
        """What is known now; a missing or damaged file is a fresh start."""
        try:
            return State(**json.loads(self._state.read_text()))
        except (OSError, ValueError, TypeError):
            return State()

    def rest_s(self) -> float:
        """Seconds the service still rests; 0 when it may be called."""
        return max(0.0, min(self.state().rest_until - time.time(), _LONGEST_ASKED_S))

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the one place in front of the service, waiting until the pause since the last call is over."""
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        with self._lock.open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            since = time.time() - self.state().last_call
            # A clock set back must not make anyone wait for hours.
            if 0 <= since < self._pause_s:
                time.sleep(self._pause_s - since)  # the pause that the service is owed
            try:
                yield
            finally:
                state = self.state()
                state.last_call = time.time()
                self._keep(state)

    def went_well(self) -> None:
        """The service answered: the count of failures begins anew."""
        state = self.state()
        state.failures, state.rest_until, state.why = 0, 0.0, ""
        self._keep(state)

    def failed(self, why: str, *, rest_s: float | None = None) -> None:
        """The service failed: it rests when it asks for it (`rest_s`), or after several failures in a row."""
        state = self.state()
        state.failures += 1
        beyond = state.failures - FAILURES_BEFORE_REST
        if rest_s is None and beyond >= 0:
            rest_s = min(_LONGEST_REST_S, _FIRST_REST_S * 2 ** min(beyond, 10))
        if rest_s:
            state.rest_until, state.why = time.time() + min(rest_s, _LONGEST_ASKED_S), why
        self._keep(state)

    def _keep(self, state: State) -> None:
        partial = self._state.with_suffix(".partial")
        partial.write_text(json.dumps(asdict(state)))
        partial.replace(self._state)

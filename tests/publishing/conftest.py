from collections.abc import Callable

import pytest

from tests.publishing.fakes import FakeVisitor, sounding
from tour import edition
from tour.edition import Edition


@pytest.fixture
def visitor() -> FakeVisitor:
    return FakeVisitor()


@pytest.fixture(autouse=True)
def silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition, "with_sound", lambda one: one)


@pytest.fixture
def voices_speak(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on there is sound for every stop."""

    def speak(one: Edition) -> Edition:
        return sounding(one)

    return lambda: monkeypatch.setattr(edition, "with_sound", speak)

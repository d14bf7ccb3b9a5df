"""What tests of the sound desk share: the desk's worker let loose, and the pages' own buttons."""

from typing import Any

from django.core.management import call_command
from django.test import Client

from tour.models import Stop, sentence_hash


def worked() -> None:
    """Let the desk's worker do all that it was asked."""
    call_command("db_worker", "--batch", "--queue-name", "desk", "--interval", "0", "--no-startup-delay", verbosity=0)


def page(stop: Stop, language: str = "en") -> str:
    return f"/admin/tour/stop/{stop.pk}/sound/?language={language}"


def press(desk: Client, stop: Stop, do: str, text: str = "", language: str = "en", **more: Any) -> str:
    """Press a button of the page, of a sentence where one is named; the address it leads to."""
    sentence = {"sentence": sentence_hash(text)} if text else {}
    answer = desk.post(page(stop, language), {"do": do, **sentence, **more})
    assert answer.status_code == 302
    return str(answer["Location"])


def text(answer: Any) -> str:
    return str(answer.content.decode())

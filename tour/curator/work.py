"""What the desk asks of the worker: one place, so that tests can stand in for it.

The room of operations is imported when asked: it brings the task engine with it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tour.narration import Manner, Replacing
    from tour.operations import Order, Saying, Speaking


def speak_soon() -> None:
    """Ask the worker to speak whatever lacks sound. No voice is called here."""
    from tour.operations import reconcile_soon

    reconcile_soon()


def publish_soon(slug: str, by: int, notes: str) -> str:
    """Ask the worker to publish the tour in a person's name; the id of the order."""
    from tour.operations import publish_soon as ask

    return ask(slug, by, notes)


def order(order_id: str) -> "Order | None":
    """How far an order is; None for an id there is no order of."""
    from tour.operations import order as look

    return look(order_id)


def take_recording_soon(
    stop_id: int, language: str, upload: str, script_hash: str, rights: dict[str, str], replacing: "Replacing"
) -> str:
    """Ask the worker to take in an uploaded reading; the id of the order. Nothing is decoded here."""
    from tour.operations import take_recording_soon as ask

    return ask(stop_id, language, upload, script_hash, rights, replacing)


def set_recording_soon(stop_id: int, language: str, *, again: "Replacing | None" = None) -> str:
    """Ask the worker for a recording's track as it is set now, or set anew by machine; the id of the order."""
    from tour.operations import set_recording_soon as ask

    return ask(stop_id, language, again=again)


def recording_order(order_id: str) -> "Order | None":
    """How far an order about a recording is; None for an id there is no such order of."""
    from tour.operations import recording_order as look

    return look(order_id)


def say_soon(voice: str, language: str, text: str, manner: "Manner", *, then_join: bool) -> str:
    """Ask the worker to say one sentence before its other work; the id of the order."""
    from tour.operations import say_soon as ask

    return ask(voice, language, text, manner, then_join=then_join)


def saying(order_id: str) -> "Saying | None":
    """How far a sentence is; None for an id there is no order of."""
    from tour.operations import saying as look

    return look(order_id)


def speaking(slug: str) -> "Speaking | None":
    """What of the tour the worker is speaking now."""
    from tour.operations import speaking as look

    return look(slug)


def renew_site_soon() -> None:
    """Ask the worker for a new release of what belongs to no tour. Nothing is made here."""
    from tour.operations import publish_site_soon

    publish_site_soon()

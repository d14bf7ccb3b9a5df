"""What the desk asks of the worker: one place, so that tests can stand in for it.

The room of operations is imported when asked: it brings the task engine with it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tour.operations import Order


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


def renew_site_soon() -> None:
    """Ask the worker for a new release of what belongs to no tour. Nothing is made here."""
    from tour.operations import publish_site_soon

    publish_site_soon()

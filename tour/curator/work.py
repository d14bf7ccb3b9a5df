"""What the desk asks of the worker: one place, so that tests can stand in for it."""


def speak_soon() -> None:
    """Ask the worker to speak whatever lacks sound. No voice is called here."""
    # Imported when asked for: the room of operations brings the task engine with it.
    from tour.operations import reconcile_soon

    reconcile_soon()


def renew_site_soon() -> None:
    """Ask the worker for a new release of what belongs to no tour. Nothing is made here."""
    from tour.operations import publish_site_soon

    publish_site_soon()

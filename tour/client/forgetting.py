"""Modules that leave no trace, in place of those that do: for pages that are shown before they are published."""

from tour.client.assets import SHARED, Assets

_SHARED = Assets((SHARED,))
# What stands for each.
_INSTEAD = {"phone.js": "forgets.js", "offline.js": "no-worker.js"}


def forgetful() -> dict[str, bytes]:
    """By content address: what is to be answered in place of the phone's memory, and of what brings the worker.

    The pages stay as they are, byte for byte; only what they ask for under these addresses differs.
    """
    return {_SHARED.where(name): _SHARED.body(other) for name, other in _INSTEAD.items()}

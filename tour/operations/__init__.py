"""Keeping a site running: reconcile, the processes of `make run`, backup and restore."""

from tour.operations.backup import BackupRefused, backup, restore
from tour.operations.orders import Order, order, publish_soon
from tour.operations.progress import Progress
from tour.operations.reconcile import Reconciled, narrate, reconcile
from tour.operations.recording_orders import recording_order, set_recording_soon, take_recording_soon
from tour.operations.saying import Saying, say_soon, saying
from tour.operations.speaking import Speaking, speaking
from tour.operations.tasks import publish_site_soon, reconcile_soon

__all__ = [
    "BackupRefused",
    "Order",
    "Progress",
    "Reconciled",
    "Saying",
    "Speaking",
    "backup",
    "narrate",
    "order",
    "publish_site_soon",
    "publish_soon",
    "reconcile",
    "reconcile_soon",
    "recording_order",
    "restore",
    "say_soon",
    "saying",
    "set_recording_soon",
    "speaking",
    "take_recording_soon",
]

"""The kiosk: `/kiosk/<slug>/`, one page that plays tours to whoever touches it, from its own pack."""

from tour.kiosk.door import jobs, stand_ins

__all__ = ["jobs", "stand_ins"]

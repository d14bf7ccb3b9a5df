"""The pages visitors get on their phones: functions from an edition to finished files."""

from tour.visitor.door import jobs, site_jobs
from tour.visitor.places import tile_origin

__all__ = ["jobs", "site_jobs", "tile_origin"]

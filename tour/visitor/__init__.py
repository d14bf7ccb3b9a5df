"""The pages visitors get on their phones: functions from an edition to finished files."""

from tour.visitor.door import jobs, site_jobs
from tour.visitor.places import tile_origin
from tour.visitor.single import page_jobs, stand_ins

__all__ = ["jobs", "page_jobs", "site_jobs", "stand_ins", "tile_origin"]

"""The pages visitors get on their phones: functions from an edition to finished files."""

from tour.visitor.door import jobs, site_jobs

__all__ = ["jobs", "site_jobs"]

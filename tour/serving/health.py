"""Whether this process serves, and what: for load balancers and for people."""

import json

from tour.serving.gateway import StartResponse, plain
from tour.serving.table import Table

# Digits of a release's hash that tell it from others at a glance.
_SHORT = 12


def health(table: Table, start: StartResponse) -> list[bytes]:
    """Answer 200 with the releases served; a site without a tour yet is healthy too."""
    pointed = table.pointed
    said = {
        "status": "ok" if table.tours else "no tours yet",
        "site": pointed.site[:_SHORT],
        "tours": {slug: pointed.tours[slug][:_SHORT] for slug in table.tours},
    }
    return plain(
        start, 200, json.dumps(said) + "\n", ("Content-Type", "application/json"), ("Cache-Control", "no-store")
    )

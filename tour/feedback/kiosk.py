"""`POST /feedback/kiosk/<slug>`: the heartbeat of a kiosk; the last one counts."""

from typing import Annotated

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from msgspec import Meta

from tour.feedback.answers import taking
from tour.feedback.bodies import BodyRefused
from tour.feedback.limits import Limit, Rate
from tour.models import Kiosk, KioskReport

# One beats every five minutes, and once at each start; a house may have many behind one router.
KIOSK = Limit(address=Rate(burst=60, every_s=5), site=Rate(burst=600, every_s=0.5))
# A site's tours in all its languages, twenty-five in forty, and the kiosk's own page among them.
MOST_PACKS, MOST_FAULTS = 1000, 20
# So many packs, the tours' slugs as long as may be; it is also the most that the site reads of whoever is not staff.
LARGEST_BYTES = 100_000

Bytes = Annotated[int, Meta(ge=0, lt=2**53)]
Short = Annotated[str, Meta(max_length=64, pattern=r"\A[0-9a-zA-Z._-]*\Z")]
PackId = Annotated[str, Meta(max_length=80, pattern=r"\A[a-z0-9-]+/[a-z0-9-]+\Z")]
Fault = Annotated[str, Meta(max_length=120, pattern=r"\A[ -~]+\Z")]


class Beat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a kiosk says of itself: packs' releases, bytes of storage, faults as codes, seconds since its start."""

    release: Short = ""
    version: Short = ""
    packs: Annotated[dict[PackId, Short], Meta(max_length=MOST_PACKS)] = {}
    used: Bytes = 0
    quota: Bytes = 0
    faults: Annotated[tuple[Fault, ...], Meta(max_length=MOST_FAULTS)] = ()
    uptime: Bytes = 0


@csrf_exempt
def kiosk(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the last word of this kiosk: 204; 400, 405, 413 or 429 with a reason in plain text."""

    def keep(beat: Beat) -> None:
        _keep(slug, beat)

    return taking(Beat, KIOSK, keep, LARGEST_BYTES)(request)


def _keep(slug: str, beat: Beat) -> None:
    known = Kiosk.objects.filter(slug=slug, retired=False).values_list("pk", flat=True).first()
    if known is None:
        raise BodyRefused(400, "No such kiosk.")
    said = {
        "at": timezone.now(),
        "release": beat.release,
        "version": beat.version,
        "packs": beat.packs,
        "used_bytes": beat.used,
        "quota_bytes": beat.quota,
        "faults": list(beat.faults),
        "uptime_s": beat.uptime,
    }
    KioskReport.objects.update_or_create(kiosk_id=known, defaults=said)

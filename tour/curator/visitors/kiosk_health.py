"""What a kiosk's last word says of its health."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tour import publishing
from tour.curator.marks import Mark
from tour.models import Kiosk, KioskReport

# It speaks every five minutes: three are one bad line, not a dead screen.
FRESH = timedelta(minutes=15)
_MB = 1_000_000


def report(kiosk: Kiosk) -> KioskReport | None:
    """Its last word; None before the first."""
    found: KioskReport | None = getattr(kiosk, "report", None)
    return found


def alive(kiosk: Kiosk, now: datetime | None = None) -> Mark:
    """Whether it speaks, or for how long it has been silent."""
    said = report(kiosk)
    if kiosk.retired:
        return Mark("gap", _("retired"), "open")
    if said is None:
        return Mark("wait", _("not heard of yet"), "open")
    silent = (now or timezone.now()) - said.at
    if silent < FRESH:
        return Mark("check", _("speaks"), "done")
    return Mark("warning", _silent(silent), "todo")  # type: ignore[arg-type]


def _silent(silent: timedelta) -> str:
    hours = int(silent.total_seconds() // 3600)
    if hours < 1:
        minutes = int(silent.total_seconds() // 60)
        return gettext("silent for %(minutes)s min") % {"minutes": minutes}
    if hours < 48:
        return gettext("silent for %(hours)s h") % {"hours": hours}
    return ngettext("silent for %(days)s day", "silent for %(days)s days", hours // 24) % {"days": hours // 24}


def release(kiosk: Kiosk) -> str:
    """The release of its own pack; "" where it keeps none."""
    said = report(kiosk)
    return said.release if said else ""


def present(kiosk: Kiosk, offered: Mapping[str, str] | None = None) -> Mark:
    """Whether it keeps all it needs as the site offers it now (`offered`, where that was read for many at once)."""
    said = report(kiosk)
    if said is None or not any(said.packs.values()):
        return Mark("gap", _("keeps nothing yet"), "open")
    now = publishing.pack_releases(said.packs) if offered is None else offered
    # What the site does not offer any more the kiosk cannot have either.
    kept = [(release, now[pack]) for pack, release in said.packs.items() if pack in now]
    if not all(release for release, _now in kept):
        return Mark("warning", _("lacks tours"), "todo")
    if all(release == offered_now for release, offered_now in kept):
        return Mark("check", _("present"), "done")
    return Mark("turn", _("older"), "todo")


def storage(kiosk: Kiosk) -> str:
    """Used and allowed, in whole megabytes."""
    said = report(kiosk)
    if said is None:
        return "—"
    return gettext("%(used)s of %(quota)s MB") % {
        "used": round(said.used_bytes / _MB),
        "quota": round(said.quota_bytes / _MB),
    }


def complaint(text: str) -> str:
    """A fault as kiosks tell it (a code and what it concerns), as a sentence; one that is not known is quoted."""
    code, _space, what = text.partition(" ")
    known = {
        "sound": gettext("A sound could not be played: %(what)s."),
        "tour": gettext("A tour could not be opened: %(what)s."),
        "NotOurs": gettext("The network answered with something else than the files of %(what)s."),
        "NoRoom": gettext("No room is left to keep %(what)s."),
        "BadPack": gettext("The list of the files of %(what)s cannot be read."),
        "NoWorker": gettext("The browser does not play %(what)s without a network."),
        "damaged": gettext("Files of %(what)s are damaged and could not be fetched anew."),
    }
    if not what or code not in known:
        return gettext("The kiosk says: “%(text)s”.") % {"text": text}
    return known[code] % {"what": what}

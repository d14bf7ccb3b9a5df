"""Logging in: how many wrong tries are looked at, and whose device is known.

A try is booked before the password is looked at and taken back when it was right, so that tries at
the same moment cannot slip past together. Nothing here asks whether an account exists, so neither
words nor time tell. A device that has logged in before has a count of its own: strangers who lock
an account by guessing do not lock its owner out.
"""

import secrets
import time
from typing import Any

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from tour.http import client_address
from tour.models import WrongLogins

WINDOW_S = 3600
MOST_AN_ADDRESS = 20
MOST_AN_ACCOUNT = 10
_COOKIE = "wayside_device"
_SALT = "wayside.device"
_DEVICE_KNOWN_S = 180 * 24 * 3600


class LoginForm(AdminAuthenticationForm):
    """Django's form, which looks at no more tries than the limits allow."""

    # Seconds until the next try is looked at; 0 where this one was.
    wait_s = 0

    def clean(self) -> dict[str, Any]:
        """The right name and password; or what is wrong, or how long to wait."""
        assert self.request is not None  # noqa: S101  the desk's log-in page gives it
        if not (self.cleaned_data.get("username") and self.cleaned_data.get("password")):
            return super().clean()
        limits = _limits(self.request, self.cleaned_data["username"])
        self.wait_s = _book(limits)
        if self.wait_s:
            minutes = -(-self.wait_s // 60)
            raise ValidationError(
                ngettext(
                    "Too many wrong tries. Wait %(minutes)d minute, then try again.",
                    "Too many wrong tries. Wait %(minutes)d minutes, then try again.",
                    minutes,
                )
                % {"minutes": minutes},
                code="wait",
            )
        cleaned = super().clean()
        _take_back(limits)
        return cleaned


def remember_device(request: HttpRequest, response: HttpResponse) -> None:
    """Let the device that has just logged in be known as this person's."""
    name = request.user.get_username()
    if _known(request, name) is None:
        response.set_cookie(
            _COOKIE,
            signing.dumps([name.casefold(), secrets.token_hex(8)], salt=_SALT),
            max_age=_DEVICE_KNOWN_S,
            path="/admin/",
            httponly=True,
            secure=request.is_secure(),
            samesite="Lax",
        )


def forget_wrong_logins(name: str) -> None:
    """Let the account be tried again at once: its password is a new one."""
    WrongLogins.objects.filter(key=_key("account", name.casefold())).delete()


def _limits(request: HttpRequest, name: str) -> dict[str, int]:
    """Key -> most tries an hour: those of the known device, or of the address and the account."""
    device = _known(request, name)
    if device is not None:
        return {_key("device", device): MOST_AN_ACCOUNT}
    remote, forwarded = request.META.get("REMOTE_ADDR") or "", request.headers.get("X-Forwarded-For", "")
    address = client_address(remote, forwarded, settings.PROXIES)
    return {_key("address", address): MOST_AN_ADDRESS, _key("account", name.casefold()): MOST_AN_ACCOUNT}


def _known(request: HttpRequest, name: str) -> str | None:
    """The device's own mark, where it has logged in to this very account before."""
    try:
        whose, mark = signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_SALT, max_age=_DEVICE_KNOWN_S)
    except signing.BadSignature:
        return None
    return f"{whose} {mark}" if whose == name.casefold() else None


def _key(kind: str, value: str) -> str:
    return salted_hmac(f"wayside.login.{kind}", value, algorithm="sha256").hexdigest()


@transaction.atomic
def _book(limits: dict[str, int]) -> int:
    """Book a try under every key; or nothing, and the seconds to wait where one of them is full."""
    now = time.time()
    WrongLogins.objects.filter(last__lt=now - WINDOW_S).delete()
    for key in limits:
        WrongLogins.objects.get_or_create(key=key, defaults={"last": now})
    # In one order, so that two tries never wait for each other.
    rows = list(WrongLogins.objects.select_for_update().filter(key__in=limits).order_by("key"))
    for row in rows:
        row.at = [at for at in row.at if at > now - WINDOW_S]
    waits: list[float] = [row.at[0] + WINDOW_S - now for row in rows if len(row.at) >= limits[row.key]]
    if waits:
        return max(1, round(max(waits)))
    for row in rows:
        row.at, row.last = [*row.at, now], now
        row.save()
    return 0


@transaction.atomic
def _take_back(limits: dict[str, int]) -> None:
    """The try was right: it counts nowhere."""
    for row in WrongLogins.objects.select_for_update().filter(key__in=limits).order_by("key"):
        row.at = row.at[:-1]
        row.save()

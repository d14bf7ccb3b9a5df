"""What the desk answers when it cannot do what was asked: what to do now, the way back, and the words that were sent.

Whoever logs out and in again in another tab, or whose session ends, has typed for nothing unless what
they send comes back to them: it stands in the page that refuses it, and is sent again from there.
Passwords are never sent back, nor is what another site made the browser send.
"""

from http import HTTPStatus
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_BAD_ORIGIN
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views import defaults
from django.views.csrf import csrf_failure

_DESK = "/admin/"
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a field


def not_found(site: AdminSite, request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, for whoever is at the desk."""
    if not request.path.startswith(_DESK):
        return defaults.page_not_found(request, exception)
    said = gettext("It may have been renamed or taken away. Look for it from the start page.")
    return _page(site, request, HTTPStatus.NOT_FOUND, gettext("Nothing is here"), said)


def denied(site: AdminSite, request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, for whoever may not do this at the desk."""
    if not request.path.startswith(_DESK):
        return defaults.permission_denied(request, exception)
    said = gettext("Your account has no right to this page. If you need it, ask an administrator of this site.")
    return _page(site, request, HTTPStatus.FORBIDDEN, gettext("You may not do this"), said)


def unknown_form(site: AdminSite, request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form from before the last log-in; what this very site's page sent is offered to be sent again."""
    if not request.path.startswith(_DESK):
        return csrf_failure(request, reason)
    # Django looks at the origin before the token: past it, a page of this site has sent the form.
    own = "Origin" in request.headers and not reason.startswith(REASON_BAD_ORIGIN.partition("%")[0])
    fields = sent(request) if own else []
    if not fields:
        said = gettext("You have logged in or out since it was opened. Go to the start page and try again from there.")
        return _page(site, request, HTTPStatus.FORBIDDEN, gettext("This page is out of date"), said)
    if not request.user.is_authenticated:
        return logged_out(site, request, fields)
    said = gettext("You have logged in again since you opened the page. Nothing you wrote is lost: send it again.")
    return _page(site, request, HTTPStatus.FORBIDDEN, gettext("Not saved yet"), said, sent=fields)


def logged_out(site: AdminSite, request: HttpRequest, fields: list[tuple[str, str]]) -> HttpResponse:
    """403 for what somebody sent whose session has ended; it waits in the page until they have logged in again."""
    said = gettext(
        "You are logged out. Nothing you wrote is lost while this page stays open: log in again in a new tab,"
        " then send it again here."
    )
    return _page(site, request, HTTPStatus.FORBIDDEN, gettext("Not saved yet"), said, sent=fields, logged_out=True)


def sent(request: HttpRequest) -> list[tuple[str, str]]:
    """The (name, value) of each field that was sent, without files; nothing where a password is among them."""
    fields = [(name, value) for name, values in request.POST.lists() if name != _TOKEN for value in values]
    return [] if any("password" in name for name, _value in fields) else [(name, str(value)) for name, value in fields]


def _page(
    site: AdminSite, request: HttpRequest, status: HTTPStatus, title: str, said: str, **more: Any
) -> HttpResponse:
    context = {**site.each_context(request), "title": title, "said": said, "files": bool(request.FILES), **more}
    response = render(request, "curator/refused.html", context, status=status)
    add_never_cache_headers(response)
    return response

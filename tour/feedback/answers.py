"""What both addresses share: limit, body, and answers without a cookie or a session."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tour.feedback.bodies import LARGEST_BYTES, Body, BodyRefused, read
from tour.feedback.limits import Limit
from tour.http import client_address

View = Callable[[HttpRequest], HttpResponse]


def taking(kind: type[Body], limit: Limit, keep: Callable[[Body], None], largest_bytes: int = LARGEST_BYTES) -> View:
    """A view that reads a body of that type, of so many bytes at most, and keeps it.

    204 when kept (or dropped quietly by `keep`), 400 or 413 with a reason in plain text (`keep` may
    raise `BodyRefused` too), 429 with Retry-After. There is no session to forge a request in, so no
    CSRF token: the content type keeps other sites out (`bodies.read`).
    """

    @csrf_exempt
    @require_POST
    def view(request: HttpRequest) -> HttpResponse:
        try:
            body = read(request, kind, largest_bytes)
        except BodyRefused as refused:
            return _plain(refused.status, str(refused))
        remote, forwarded = request.META.get("REMOTE_ADDR") or "", request.headers.get("X-Forwarded-For", "")
        if wait := limit.wait_s(client_address(remote, forwarded, settings.PROXIES)):
            answer = _plain(429, "Too much at once. Try again later.")
            answer.headers["Retry-After"] = str(wait)
            return answer
        try:
            keep(body)
        except BodyRefused as refused:
            return _plain(refused.status, str(refused))
        return HttpResponse(status=204, headers={"Cache-Control": "no-store"})

    return view


def _plain(status: int, reason: str) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(reason, status=status, content_type="text/plain; charset=utf-8", headers=headers)

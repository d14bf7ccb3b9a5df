"""What every request that Django answers itself (the admin's) goes through: limits, and a Content Security Policy."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

# For whoever is not logged in as staff: a log-in needs far less.
SMALL_BYTES = 100_000
# A recording (300 MB at most) with the rest of its form.
LARGEST_BYTES = 305_000_000

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self';"
    " media-src 'self' blob:; connect-src 'self'; form-action 'self'; frame-ancestors 'self'; frame-src 'self';"
    " base-uri 'none'"
)
# Where somebody is, is asked on the page of a stop's place alone, by the curator who surveys it.
NOT_LOCATING = "geolocation=()"
LOCATING = "geolocation=(self)"


def limited_body(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: refuses what is too large before any of it is read.

    Django's own limits leave files out, and it stores them while it looks for the CSRF token: that
    is before it asks who sends them.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        said = str(request.META.get("CONTENT_LENGTH") or "")
        # Without a length Django reads nothing.
        size = int(said) if said.isdecimal() else 0
        # Outside the admin there is nobody to look up, and nothing that long to send.
        if size > SMALL_BYTES and not request.path.startswith("/admin/"):
            return HttpResponse("Too large.", status=413, content_type="text/plain; charset=utf-8")
        # Whoever sends little is not looked up.
        if size > SMALL_BYTES and not request.user.is_staff:
            raise PermissionDenied
        if size > LARGEST_BYTES:
            refusal = _("The file is larger than 300 MB. Save it as FLAC or MP3 and upload that.")
            return HttpResponse(refusal, status=413, content_type="text/plain; charset=utf-8")
        return get_response(request)

    return answer


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: adds the policies where a view has not set its own."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", NOT_LOCATING)
        return response

    return answer

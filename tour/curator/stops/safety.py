"""Safety at the desk: closing a stop, opening it again, warning in words. Reaches phones without a release."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from tour import publishing
from tour.curator.access import may
from tour.curator.stops.safety_form import NoticeWords, WarningForm
from tour.models import Notice, Stop, Tour, words

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SHOWN = 100


def may_tell(request: HttpRequest, tour: Tour) -> bool:
    """Whether this person may close stops of the tour and warn of them."""
    return may(request.user, "close", tour=tour)


def closing_of(stop: Stop) -> Notice | None:
    """The notice that closes the stop now."""
    rows = Notice.objects.filter(stop=stop, closes=True, ended_at__isnull=True).select_related("made_by")
    # Without the words, which exist once a language.
    return rows.only("stop", "closes", "made_at", "made_by__username").first()


@require_http_methods(["GET", "POST"])
def close_page(request: HttpRequest, stop_id: int, site: AdminSite) -> HttpResponse:
    """Ask whether to close the stop; POST closes it. Closing a closed stop does nothing more."""
    stop = _stop(request, stop_id)
    form = NoticeWords(_sent(request), tour=stop.tour, needed=False)
    if request.method == "POST" and form.is_valid():
        notice = Notice(tour=stop.tour, stop=stop, closes=True, made_by=_person(request))
        form.fill(notice)
        said = gettext("Stop %(number)d is closed. Phones and kiosks with a network show it from now on.")
        _change(request, lambda: _close(stop, notice), said % {"number": stop.number})
        return HttpResponseRedirect(_stop_page(stop))
    context = {"stop": stop, "stop_title": _title(stop), "form": form, "title": _heading(gettext("Close"), stop)}
    return _page(request, site, "curator/close.html", context)


@require_http_methods(["GET", "POST"])
def open_page(request: HttpRequest, stop_id: int, site: AdminSite) -> HttpResponse:
    """Ask whether to open the stop again; POST does."""
    stop = _stop(request, stop_id)
    if request.method == "POST":
        held = Notice.objects.filter(stop=stop, closes=True, ended_at__isnull=True)
        said = gettext("Stop %(number)d is open again. Phones with a network show it from now on.")
        _change(request, lambda: _end(request, held), said % {"number": stop.number})
        return HttpResponseRedirect(_stop_page(stop))
    context = {"stop": stop, "stop_title": _title(stop), "closing": closing_of(stop)}
    return _page(request, site, "curator/open.html", context | {"title": _heading(gettext("Open again"), stop)})


@require_http_methods(["GET", "POST"])
def notices_page(request: HttpRequest, slug: str, site: AdminSite) -> HttpResponse:
    """A tour's notices, those that hold and those that have ended; POST adds a warning."""
    tour = get_object_or_404(Tour, slug=slug)
    _allowed(request, tour)
    form = WarningForm(_sent(request), tour=tour)
    if request.method == "POST" and form.is_valid():
        notice = Notice(tour=tour, stop=form.cleaned_data["stop"], made_by=_person(request))
        form.fill(notice)
        _change(request, notice.save, gettext("Phones and kiosks with a network show the warning from now on."))
        return HttpResponseRedirect(reverse("admin:notices", args=[slug]))
    rows = Notice.objects.filter(tour=tour).select_related("stop", "made_by", "ended_by")
    notices = [(row, words(row, "text", tour.source_language)) for row in rows[:SHOWN]]
    context = {
        "tour": tour,
        "form": form,
        "now": [pair for pair in notices if pair[0].ended_at is None],
        "ended": [pair for pair in notices if pair[0].ended_at is not None],
        "title": gettext("Safety notices"),
        "subtitle": tour.slug,
    }
    return _page(request, site, "curator/notices.html", context)


@require_http_methods(["GET", "POST"])
def words_page(request: HttpRequest, notice_id: int, site: AdminSite) -> HttpResponse:
    """The words of a notice that holds, in every language of its tour."""
    with transaction.atomic():
        notice = _notice(request, notice_id, ended=request.method == "POST")
        form = NoticeWords(_sent(request), tour=notice.tour, notice=notice, needed=not notice.closes)
        saved = notice.ended_at is None and request.method == "POST" and form.is_valid()
        if saved:
            # No more than was changed: others may have written the other languages.
            notice.save(update_fields=form.fill(notice))
    if saved:
        _change(request, lambda: None, gettext("Phones and kiosks with a network show these words from now on."))
    if notice.ended_at is not None:
        said = gettext("The notice has been ended meanwhile, and stays so. Not saved: “%(words)s”")
        messages.error(request, said % {"words": form.typed()})
    if saved or notice.ended_at is not None:
        return HttpResponseRedirect(reverse("admin:notices", args=[notice.tour.slug]))
    context = {"notice": notice, "form": form, "title": gettext("Words of a notice"), "subtitle": None}
    return _page(request, site, "curator/notice_words.html", context)


@require_POST
def end(request: HttpRequest, notice_id: int) -> HttpResponse:
    """End a notice; it stays in the list."""
    with transaction.atomic():
        notice = _notice(request, notice_id)
    said = gettext("The notice has ended. Phones with a network show it no more.")
    _change(request, lambda: _end(request, Notice.objects.filter(pk=notice.pk, ended_at__isnull=True)), said)
    return HttpResponseRedirect(reverse("admin:notices", args=[notice.tour.slug]))


def _change(request: HttpRequest, write: Callable[[], object], said: str) -> None:
    """Write to the tables, then to the file that phones ask for, and say how it went."""
    try:
        with transaction.atomic():
            write()
            transaction.on_commit(publishing.renew_notices)
    except publishing.NoticesUnwritten as error:
        late = gettext(
            "It is stored, but phones do not see it yet: the server could not write its file (%(why)s). It tries"
            " again by itself every few minutes. If it is urgent, tell whoever looks after the server now."
        )
        messages.error(request, late % {"why": error})
    else:
        messages.success(request, said)


def _close(stop: Stop, notice: Notice) -> None:
    """Close the stop, unless somebody has meanwhile; the stop's row is held so that two do not."""
    Stop.objects.select_for_update().only("pk").get(pk=stop.pk)
    if not Notice.objects.filter(stop=stop, closes=True, ended_at__isnull=True).exists():
        notice.save()


def _end(request: HttpRequest, rows: Any) -> None:
    rows.update(ended_at=timezone.now(), ended_by=_person(request))


def _sent(request: HttpRequest) -> Any:
    """What a form is filled with: nothing before it was sent."""
    return request.POST if request.method == "POST" else None


def _allowed(request: HttpRequest, tour: Tour) -> None:
    if not may_tell(request, tour):
        raise PermissionDenied


def _stop(request: HttpRequest, stop_id: int) -> Stop:
    stop = get_object_or_404(Stop.objects.select_related("tour"), pk=stop_id, retired=False)
    _allowed(request, stop.tour)
    return stop


def _notice(request: HttpRequest, notice_id: int, *, ended: bool = False) -> Notice:
    """The notice, where it holds, or `ended`; held against other writers while it is saved."""
    rows = Notice.objects.select_related("tour", "stop")
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    notice = get_object_or_404(rows, Q() if ended else Q(ended_at__isnull=True), pk=notice_id)
    _allowed(request, notice.tour)
    return notice


def _person(request: HttpRequest) -> "User":
    return cast("User", request.user)


def _stop_page(stop: Stop) -> str:
    return reverse("admin:tour_stop_change", args=[stop.pk])


def _title(stop: Stop) -> str:
    return words(stop, "title", stop.tour.source_language) or stop.slug


def _heading(doing: str, stop: Stop) -> str:
    return f"{doing}: {stop.number} · {_title(stop)}"


def _page(request: HttpRequest, site: AdminSite, template: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, template, {**site.each_context(request), "subtitle": None, **context})

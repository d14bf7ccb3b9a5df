"""A stop's pictures at the desk: added, replaced, put in order, removed, and put back.

A picture is decoded in a process of its own before any row is held. Each change is held against the
pictures that its page showed: whoever was slower is told, and nothing of theirs is done.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tour import content, languages
from tour.curator import work
from tour.curator.access import demand, may
from tour.curator.stops import picture_sets, sequence
from tour.curator.stops.picture_form import AddForm, FileForm
from tour.curator.stops.picture_sets import Shown
from tour.models import Picture, Stop, column, set_words, words

_TYPES = {"webp": "image/webp", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}


class Meanwhile(Exception):
    """Somebody else has changed the pictures since the page was opened."""


@require_safe
def picture_file(request: HttpRequest, picture_id: int) -> HttpResponse:
    """The picture itself, for the desk's own pages."""
    row = get_object_or_404(Picture.objects.select_related("stop").only("file", "stop__tour"), pk=picture_id)
    demand(request, "see", tour=row.stop.tour_id)
    media_type = _TYPES.get(row.file.rpartition(".")[2])
    if media_type is None:
        raise Http404
    try:
        body = (Path(settings.MEDIA_ROOT) / "pictures" / row.file).read_bytes()
    except FileNotFoundError as error:
        raise Http404 from error
    return HttpResponse(body, content_type=media_type)


@require_http_methods(["GET", "POST"])
def pictures_page(request: HttpRequest, stop_id: int, site: AdminSite) -> HttpResponse:
    """A stop's pictures with all that may be done to them; `do` says what is asked for."""
    columns = ("number", "slug", "tour__slug", "tour__source_language")
    rows = Stop.objects.select_related("tour").only(*columns)
    stop = get_object_or_404(rows, pk=stop_id, retired=False)
    demand(request, "write", tour=stop.tour)
    add = AddForm(language=stop.tour.source_language)
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("do", "add"), _move)
        try:
            answer = act(request, stop)
        except (content.PictureRefused, Meanwhile) as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(request.path)
        if not isinstance(answer, AddForm):
            return answer
        add = answer
    shown = shown_pictures(stop)
    context = {
        "stop": stop,
        "shown": shown,
        "order": sequence.written([one.pk for one in shown]),
        "focus": request.GET.get("moved", ""),
        "put_back": picture_sets.kept(request, stop) is not None,
        "add": add,
        "replace": FileForm(prefix="new"),
        "source": languages.tag(stop.tour.source_language),
        "direction": languages.direction(stop.tour.source_language),
        "title": gettext("Pictures of stop %(number)d") % {"number": stop.number},
        "subtitle": stop.slug,
    }
    return TemplateResponse(request, "curator/pictures.html", {**site.each_context(request), **context})


def for_stop_page(request: HttpRequest, stop: Stop) -> dict[str, Any]:
    """What the stop's own page shows of its pictures."""
    return {"pictures": shown_pictures(stop), "may_picture": may(request.user, "write", tour=stop.tour)}


def shown_pictures(stop: Stop) -> tuple[Shown, ...]:
    """The stop's pictures in their order, with the words of the source."""
    source = stop.tour.source_language
    names = ("name", "file", "width", "height", "credit", "licence", column("alt", source))
    rows = Picture.objects.filter(stop=stop).order_by("position", "pk").only(*names)
    return tuple(
        Shown(
            pk=row.pk,
            name=row.name,
            file=row.file,
            width=row.width,
            height=row.height,
            credit=row.credit,
            licence=row.licence,
            alt=words(row, "alt", source),
        )
        for row in rows
    )


def _add(request: HttpRequest, stop: Stop) -> HttpResponse | AddForm:
    """Take a new picture, after all the others; the form with its faults where something is missing."""
    form = AddForm(request.POST, request.FILES, language=stop.tour.source_language)
    if not form.is_valid():
        return form
    try:
        made = _accepted(form)
    except content.PictureRefused as refused:
        form.add_error("file", str(refused))
        return form

    def write() -> None:
        rows = Picture.objects.filter(stop=stop)
        if rows.filter(file=made.file).exists():
            raise Meanwhile(gettext("This very picture is here already."))
        taken = frozenset(rows.values_list("name", flat=True))
        last = max(rows.values_list("position", flat=True), default=-1)
        row = Picture(
            stop=stop,
            position=last + 1,
            name=content.picture_name(form.cleaned_data["file"].name, taken),
            file=made.file,
            width=made.width,
            height=made.height,
            credit=form.cleaned_data["credit"],
            licence=form.cleaned_data["licence"],
        )
        set_words(row, "alt", stop.tour.source_language, form.cleaned_data["alt"])
        row.save()

    try:
        return _changed(request, stop, write, gettext("The picture is added. Visitors get it once you publish."))
    except Meanwhile as already:
        form.add_error("file", str(already))
        return form


def _replace(request: HttpRequest, stop: Stop) -> HttpResponse:
    """Put another file in a picture's place; its words and rights stay."""
    form = FileForm(request.POST, request.FILES, prefix="new")
    if not form.is_valid():
        raise content.PictureRefused(" ".join(map(str, form.errors["file"])))
    made = _accepted(form)

    def write() -> None:
        row = _asked(request, stop)
        if Picture.objects.filter(stop=stop, file=made.file).exists():
            raise Meanwhile(gettext("This very picture is here already."))
        others = frozenset(Picture.objects.filter(stop=stop).exclude(pk=row.pk).values_list("name", flat=True))
        row.name = content.picture_name(row.name, others)
        row.file, row.width, row.height = made.file, made.width, made.height
        row.save(update_fields=["name", "file", "width", "height"])

    said = gettext("The picture is replaced. Look whether its words and its credit still hold.")
    return _changed(request, stop, write, said)


def _remove(request: HttpRequest, stop: Stop) -> HttpResponse:
    """Take a picture out; its file stays, so that it can be put back."""
    return _changed(request, stop, lambda: _asked(request, stop).delete(), gettext("The picture is removed."))


def _move(request: HttpRequest, stop: Stop) -> HttpResponse:
    """Move a picture among the others."""
    shown, move = sequence.read(request.POST.get("shown", "")), sequence.move(request.POST.get("do", ""))
    if move is None or not shown:
        raise Meanwhile(gettext("This page was sent without saying what to do. Try again."))
    order = sequence.moved(shown, *move)

    def write() -> None:
        rows = {row.pk: row for row in Picture.objects.filter(stop=stop).only("position").order_by("position", "pk")}
        if tuple(rows) != shown:
            raise Meanwhile(_meanwhile())
        for place, pk in enumerate(order):
            rows[pk].position = place
        Picture.objects.bulk_update(rows.values(), ["position"])

    _changed(request, stop, write, gettext("The order of the pictures is saved."))
    return HttpResponseRedirect(f"{request.path}?moved={sequence.pressed_next(order, *move)}")


def _put_back(request: HttpRequest, stop: Stop) -> HttpResponse:
    """Undo the last change that this person made, if nobody has changed anything since."""

    def write() -> None:
        before = picture_sets.kept(request, stop)
        if before is None:
            raise Meanwhile(_meanwhile())
        picture_sets.restore(stop, before)

    return _changed(request, stop, write, gettext("The pictures are again as they were."))


_ACTS: Mapping[str, Callable[[HttpRequest, Stop], HttpResponse | AddForm]] = {
    "add": _add,
    "replace": _replace,
    "remove": _remove,
    "put_back": _put_back,
}


def _changed(request: HttpRequest, stop: Stop, write: Callable[[], object], said: str) -> HttpResponse:
    """Do it while nobody else can, and keep what stood before, to be put back."""
    with transaction.atomic():
        Stop.objects.select_for_update().only("pk").get(pk=stop.pk)
        before = picture_sets.taken(stop)
        write()
        after = picture_sets.taken(stop)
    picture_sets.keep(request, stop, before, after)
    if picture_sets.on_kiosks(before, after):
        work.renew_site_soon()
    messages.success(request, said)
    return HttpResponseRedirect(request.path)


def _accepted(form: FileForm) -> content.Accepted:
    file: UploadedFile = form.cleaned_data["file"]
    return content.accept_picture(file)


def _asked(request: HttpRequest, stop: Stop) -> Picture:
    """The picture that a form is about, as long as it still is what the page showed."""
    pk = request.POST.get("picture", "")
    rows = Picture.objects.filter(stop=stop, file=request.POST.get("file", "")).only("name", "file", "width", "height")
    row = rows.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 19 else None
    if row is None:
        raise Meanwhile(_meanwhile())
    return row


def _meanwhile() -> str:
    return gettext("Somebody has changed these pictures since you opened the page. Nothing was done: look again.")

"""The admin of rows that can be deleted, and put back on the list that they stood on."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tour.curator.access import demand
from tour.curator.slim import SlimAdmin
from tour.curator.words import deleted
from tour.curator.words.one_language import OneLanguageAdmin

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Restorable(SlimAdmin):
    """What is deleted is offered above the list to which its deletion leads."""

    change_list_template = "curator/deleted.html"

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Django's entries of the log, which say all that the rows did."""
        return deleted.log(((row, self.tour_of(row).pk) for row in queryset), cast("User", request.user))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The list, below what can be put back on it."""
        back = reverse(f"admin:tour_{self.opts.model_name}_back")
        context = {"deleted": deleted.lately(self.model, request.user), "back": back}
        return super().changelist_view(request, context | (extra_context or {}))

    def get_urls(self) -> list[URLPattern]:
        """The way back, beside Django's pages."""
        view = self.admin_site.admin_view(require_POST(self.put_back))
        return [path("back/", view, name=f"tour_{self.opts.model_name}_back"), *super().get_urls()]

    def put_back(self, request: HttpRequest) -> HttpResponse:
        """Make a deleted row anew, with its languages and all that hung on it; then on to its page."""
        demand(request, "write")
        entry = request.POST.get("entry", "")
        try:
            demand(request, "write", tour=deleted.tour_of(self.model, entry))
            row = deleted.put_back(self.model, entry)
        except deleted.NotPutBack:
            said = gettext("This cannot be put back: it is here again already, or another has its name.")
            messages.error(request, said)
            return HttpResponseRedirect(reverse(f"admin:tour_{self.opts.model_name}_changelist"))
        messages.success(request, gettext("“%(name)s” is here again, as it was.") % {"name": row})
        return HttpResponseRedirect(reverse(f"admin:tour_{self.opts.model_name}_change", args=[row.pk]))


class RestorableAdmin(Restorable, OneLanguageAdmin):
    """The same of rows whose words are edited one language at a time."""

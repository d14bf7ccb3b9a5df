"""Lists and choices that read no more columns than they show (a row holds hundreds), of one's own tours alone."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from tour.curator.access import may, within
from tour.curator.typed import ModelAdmin
from tour.models import Stop, Tour

# Django's admin asks for `loaded` (the guard's hashes) only of forms that can be saved.
_GUARD = "loaded"


class SlimAdmin(ModelAdmin):
    """Django's admin, with short pages and choices named by their slug alone; `access.may` says who does what.

    A row's page is shown to whoever sees its tour, and saved by whoever writes it; the rest is text.
    """

    # The lookup from a row to its tour; "" where the row is the tour.
    tour_path = "tour"

    list_per_page = 50
    show_full_result_count = False
    # What a list reads of its rows and of the rows they belong to.
    columns: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows with these columns alone, whatever the number of languages."""
        rows: QuerySet[Any] = self.model._default_manager.only(*self.columns)
        rows = within(request.user, rows, self.tour_path or "pk")
        joined = {name.rpartition("__")[0] for name in self.columns if "__" in name}
        return rows.select_related(*sorted(joined)) if joined else rows

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choices of a tour without every language of every tour; only what the person writes may be chosen."""
        if db_field.related_model is Tour:
            kwargs.setdefault("queryset", within(request.user, Tour.objects.only("slug"), "pk", "write"))
        if db_field.related_model is Stop:
            kwargs.setdefault("queryset", within(request.user, Stop.objects.only("number", "slug"), "tour", "write"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def tour_of(self, obj: Any) -> Tour:
        """The tour that the row belongs to."""
        for step in self.tour_path.split("__") if self.tour_path else ():
            obj = getattr(obj, step)
        assert isinstance(obj, Tour)  # noqa: S101  the path is ours
        return obj

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the table is named on the first page."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the row's tour."""
        return may(request.user, "see", tour=self.tour_of(obj) if obj is not None else None)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever writes the row's tour."""
        return may(request.user, "write", tour=self.tour_of(obj) if obj is not None else None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever writes a tour."""
        return may(request.user, "write")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever writes the row's tour."""
        return may(request.user, "write", tour=self.tour_of(obj) if obj is not None else None)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The page's fields; one that cannot be saved carries no hashes."""
        fields = super().get_fields(request, obj)
        return fields if self._writes(request, obj) else [name for name in fields if name != _GUARD]

    def _writes(self, request: HttpRequest, obj: Any) -> bool:
        return self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj)

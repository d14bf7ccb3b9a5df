"""Lists and choices that read no more columns than they show (a row holds hundreds)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from tour.curator.typed import ModelAdmin
from tour.models import Tour


class SlimAdmin(ModelAdmin):
    """Django's admin, with short pages and choices named by their slug alone."""

    list_per_page = 50
    show_full_result_count = False
    # What a list reads of its rows and of the rows they belong to.
    columns: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows with these columns alone, whatever the number of languages."""
        rows: QuerySet[Any] = self.model._default_manager.only(*self.columns)
        joined = {name.rpartition("__")[0] for name in self.columns if "__" in name}
        return rows.select_related(*sorted(joined)) if joined else rows

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choices of a tour without every language of every tour."""
        if db_field.related_model is Tour:
            kwargs.setdefault("queryset", Tour.objects.only("slug"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

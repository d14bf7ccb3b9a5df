"""Filters of lists that read no more than they show."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tour.curator.access import within
from tour.models import Tour


class TourFilter(admin.SimpleListFilter):
    """By tour; Django's own filter would read every language of every tour."""

    title = _("tour")
    parameter_name = "tour"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """(slug, slug) of each tour that the person sees."""
        rows = within(request.user, Tour.objects.order_by("slug"), "pk")
        return [(slug, slug) for slug in rows.values_list("slug", flat=True)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the chosen tour."""
        return queryset.filter(tour__slug=self.value()) if self.value() else queryset

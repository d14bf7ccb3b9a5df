"""A stop's number, which signs carry and which therefore stays; and its first place in the story."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext

from tour import publishing
from tour.models import Stop, Tour


def stands_on_signs(stop: Stop) -> bool:
    """Whether a release has the stop under its number, so that this may no more be changed."""
    slugs = publishing.given_numbers(stop.tour.slug).get(stop.number, frozenset())
    if not slugs or stop.slug in slugs:
        return bool(slugs)
    # It may have been given another slug since; not where a stop of that slug is told under another number.
    return not Stop.objects.filter(tour=stop.tour_id, slug__in=slugs).exists()


def number_of_another(stop: Stop, facts: dict[str, Any]) -> str:
    """Why the stop cannot have the number that `facts` give it; "" where it can."""
    tour = stop.tour if stop.pk else facts.get("tour")
    number = facts["number"]
    if not isinstance(tour, Tour) or (stop.pk and number == stop.number):
        return ""
    slugs = publishing.given_numbers(tour.slug).get(number, frozenset())
    if not slugs or slugs & {stop.slug, facts.get("slug")}:
        return ""
    said = gettext("The number %(number)d is that of “%(stop)s” on a sign, and stays so. Take another.")
    return said % {"number": number, "stop": "”, “".join(sorted(slugs))}


def after_the_last(tour: Tour | None) -> int:
    """The place in the story after all the stops there are."""
    last = Stop.objects.filter(tour=tour).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1

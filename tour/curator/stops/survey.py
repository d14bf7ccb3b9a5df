"""The guide's rule 7 at the desk: no trigger without a survey on the spot that is better than the radius."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from tour.models import Access

# What a survey says of a place: whoever changes one of these by hand has not surveyed it.
MEASURED = ("lat", "lng", "precision_m")


def lacking(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a stop lacks to be suggested by place: (field, what to do)."""
    lack = []
    if facts.get("lat") is None or facts.get("lng") is None:
        lack.append(("lat", gettext("A stop that is suggested by place needs coordinates.")))
    if facts.get("surveyed_on") is None:
        lack.append(("surveyed_on", gettext("Enter the day the coordinates were surveyed on the spot.")))
    if facts.get("precision_m") is None:
        lack.append(("precision_m", gettext("Enter how exact the coordinates are.")))
    elif (facts.get("radius_m") or 0) <= facts["precision_m"]:
        lack.append(("radius_m", gettext("The radius must be greater than the precision.")))
    if facts.get("access") in {Access.CLOSED, Access.REMOTE}:
        lack.append(("access", gettext("Visitors are not led to a place they may not enter.")))
    if facts.get("deeper_of"):
        lack.append(("trigger", gettext("A deeper piece is not suggested by place.")))
    return lack


def moved(before: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Whether the place itself is another than before, or how exactly it is known."""
    return any(before.get(name) != facts.get(name) for name in MEASURED)


def outdated(before: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    """What is wrong with the day of a survey that was typed, or kept while the place was changed; "" for nothing."""
    if facts.get("surveyed_on") is None:
        return ""
    if facts.get("lat") is None:
        return gettext("A survey needs the coordinates that were surveyed.")
    if moved(before, facts) and before.get("surveyed_on") == facts["surveyed_on"]:
        return gettext("The place has changed since this survey. Enter the new survey’s day, or empty this.")
    return ""

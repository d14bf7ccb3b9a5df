"""A route: an order for walking, beside the story order."""

from django.db import models

from tour.models.made_from import MadeFrom
from tour.models.stop import Stop
from tour.models.tour import Tour


class Route(MadeFrom):
    """One order in which to walk some of the stops."""

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="routes")
    slug = models.SlugField()
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)

    class Meta:
        ordering = ("tour", "position")
        constraints = [models.UniqueConstraint(fields=("tour", "slug"), name="route_slug_once_in_tour")]

    def __str__(self) -> str:
        return self.slug


class RouteStop(models.Model):
    """A stop's place on a route."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="route_stops")
    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="route_stops")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("route", "position")
        constraints = [models.UniqueConstraint(fields=("route", "stop"), name="stop_once_on_route")]

    def __str__(self) -> str:
        return f"{self.route} {self.position}: {self.stop}"

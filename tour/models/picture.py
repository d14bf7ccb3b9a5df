"""A picture of a stop."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tour.models.stop import Stop


class Picture(models.Model):
    """A picture: the file under its SHA-256, its words for those who do not see it, its rights."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="pictures")
    position = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=100, help_text=_("File name in the tour folder."))
    file = models.CharField(max_length=100, help_text=_("Path below media/pictures/."))
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.TextField(blank=True)
    credit = models.CharField(max_length=200)
    licence = models.CharField(max_length=100)

    class Meta:
        ordering = ("stop", "position")
        constraints = [models.UniqueConstraint(fields=("stop", "name"), name="picture_name_once_in_stop")]

    def __str__(self) -> str:
        return self.name

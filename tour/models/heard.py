"""How often a stop was listened to on one day, in one language: sums, never a listener."""

from django.db import models

from tour.models.stop import Stop


class Heard(models.Model):
    """One stop, language and day.

    `plays` are listens of more than three seconds, `ends` those that came to the end; `left` counts
    the others by the index of the sentence that sounded last: {"4": 2}.
    """

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="heard")
    language = models.CharField(max_length=12)
    day = models.DateField(help_text="As the phone reckoned it.")
    plays = models.PositiveBigIntegerField(default=0)
    ends = models.PositiveBigIntegerField(default=0)
    left = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "heard"
        constraints = [models.UniqueConstraint(fields=("stop", "language", "day"), name="heard_once_a_day")]
        indexes = [models.Index(fields=("day",), name="heard_by_day")]

    def __str__(self) -> str:
        return f"{self.stop} {self.language} {self.day}"

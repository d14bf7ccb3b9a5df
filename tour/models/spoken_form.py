"""How a word of one stop is said, where the ear needs other letters than the eye."""

from django.db import models

from tour.models.stop import Stop


class SpokenForm(models.Model):
    """In this stop and language, `written` is read aloud as `spoken`; goes before the lexicon."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="spoken_forms")
    language = models.CharField(max_length=12)
    written = models.CharField(max_length=200)
    spoken = models.CharField(max_length=200)

    class Meta:
        ordering = ("language", "written")
        constraints = [models.UniqueConstraint(fields=("stop", "language", "written"), name="spoken_form_once")]

    def __str__(self) -> str:
        return f"{self.written} -> {self.spoken}"

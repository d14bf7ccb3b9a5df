"""A mistake that a visitor reported. Nobody knows who: there is nothing here to tell it by."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tour.models.stop import Stop


class Mistake(models.Model):
    """What a visitor says is wrong with a stop, or with one of its sentences.

    `words` are the sentence as the visitor saw it (empty: the whole stop is meant), `page_key` the
    content key of their page. `at` is a day: no hour could single out a visitor.
    """

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        PUT_RIGHT = "put-right", _("put right")
        DECLINED = "declined", _("declined")

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="mistakes")
    language = models.CharField(max_length=12)
    sentence = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("Its index on the page, from 0."))
    words = models.TextField(blank=True)
    note = models.TextField()
    page_key = models.CharField(max_length=64)
    at = models.DateField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", handled_at__isnull=True) | (~Q(state="open") & Q(handled_at__isnull=False)),
                name="mistake_handled_or_open",
            ),
            models.CheckConstraint(
                condition=Q(sentence__isnull=True, words="") | (Q(sentence__isnull=False) & ~Q(words="")),
                name="mistake_of_a_sentence_quotes_it",
            ),
        ]
        indexes = [models.Index(fields=("state",), name="mistake_by_state")]

    def __str__(self) -> str:
        return f"{self.stop} {self.language} {self.at}"

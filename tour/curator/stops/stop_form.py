"""The form of one stop in one language."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour import languages
from tour.curator.saving.fitting import unlike, wrong_facts, wrong_text
from tour.curator.stops.numbers import after_the_last, number_of_another, stands_on_signs
from tour.curator.stops.survey import lacking, outdated
from tour.curator.words.following import AS_BEFORE, STILL_STALE, FollowingForm, stale_choices
from tour.models import Access, ContentNote, Stop, TranslationState, column, paragraphs, words
from tour.readiness import claims_behind, claims_read, words_state


class StopForm(FollowingForm):
    """A stop's words with what their translator says of them, or its facts and source words."""

    content_notes = forms.MultipleChoiceField(
        label=_("Content notes"),
        choices=ContentNote.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What a listener may wish to skip. Shown before play."),
    )

    class Meta:
        labels: ClassVar = {
            "deeper_of": _("deeper piece of"),
            "lat": _("latitude"),
            "lng": _("longitude"),
            "precision_m": _("precision in metres"),
            "radius_m": _("radius in metres"),
        }
        help_texts: ClassVar = {
            "retired": _(
                "With the next release the stop leaves the tour and its packs. Its sign and its old address then say"
                " so and lead to the tour; its number is not given again. Nothing is deleted: untick this, publish,"
                " and it is back."
            ),
            "deeper_of": _(
                "A deeper piece is offered on that stop's page, after its words. It keeps its number and its address,"
                " and is no stop of the walk. Left empty, this is one."
            ),
            "slug": _("The stop's address. After a change the old address leads to the new one."),
            "access_checked_on": _("The day on which somebody saw it on the spot. Visitors are shown it."),
            "trigger": _(
                "Suggest this stop to visitors who stand near it. Needs coordinates surveyed on the spot (with the"
                " day), a precision better than the radius, and a place that may be entered."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Django's form, without what belongs on the other pages."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None or not self.beside.is_source:
            del self.fields["content_notes"]
        if self.instance.pk is None:
            self.fields["position"].required = False
            self.initial.pop("position", None)
            self.fields["position"].initial = None
            self.fields["position"].help_text = gettext("Place in the story order. Left empty: after the last stop.")
        elif "number" in self.fields and stands_on_signs(self.instance):
            self.fields["number"].disabled = True
            self.fields["number"].help_text = gettext(
                "It stays: a release has this stop under this number, and signs carry it."
            )
        # The guard's hashes cover what the form has now.
        self.guard()

    def clean(self) -> dict[str, Any] | None:
        """The values; a trigger that the guide's rule forbids is refused with what it lacks."""
        cleaned = super().clean() or {}
        if cleaned.get("state") == AS_BEFORE and self.words_changed():
            self.add_error("state", gettext("You have changed words. Say whether they are a draft or reviewed."))
        self._clean_number_and_place(cleaned)
        for name, problem in (*wrong_facts(cleaned), *self._wrong_words(cleaned), *_entangled(self.instance, cleaned)):
            self.add_error(name, problem)
        seen = cleaned.get("access_checked_on")
        if seen is not None and seen > timezone.localdate():
            self.add_error("access_checked_on", gettext("This day is yet to come."))
        if cleaned.get("access") == Access.OPEN and seen is None and "access_checked_on" not in self.errors:
            self.add_error("access_checked_on", gettext("Enter the day on which somebody saw that it is open."))
        if "surveyed_on" in cleaned and (wrong := outdated(self.initial, cleaned)):
            self.add_error("surveyed_on", wrong)
        if cleaned.get("trigger"):
            for name, lack in lacking(cleaned):
                self.add_error(name, lack)
            if self.errors:
                # The table's own constraint need not say the same once more, in its words.
                self.add_error("trigger", gettext("Not before what is named below is put right."))
        return cleaned

    def _clean_number_and_place(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("number") and (wrong := number_of_another(self.instance, cleaned)):
            self.add_error("number", wrong)
        if self.instance.pk is None and "position" in cleaned and cleaned["position"] is None:
            cleaned["position"] = after_the_last(cleaned.get("tour"))

    def columns(self) -> list[str]:
        """The changed columns; with the day of a survey goes who says so, because the table wants both or none."""
        changed = super().columns()
        return [*changed, "surveyed_by"] if "surveyed_on" in changed else changed

    def _wrong_words(self, cleaned: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """What is wrong with the stop's text, and with what is said of it beside its source's."""
        if self.instance.pk is None or (own := column("text", self.beside.language)) not in cleaned:
            return
        text, source = cleaned[own] or "", words(self.instance, "text", self.beside.source)
        if problem := wrong_text(text):
            yield own, problem
        if cleaned.get("minor") and len(paragraphs(text)) != len(paragraphs(self.initial.get(own) or "")):
            yield "minor", gettext("There are more paragraphs than before, or fewer: translations have to follow.")
        said = cleaned.get("state") in (TranslationState.REVIEWED, AS_BEFORE)
        if said and (problem := unlike(text, source, languages.own_name(self.beside.source))):
            yield "state", problem
        if said and not self._warned(cleaned):
            yield (
                column("safety", self.beside.language),
                gettext("The source warns here. Translate the warning before these words count as reviewed."),
            )

    def _warned(self, cleaned: dict[str, Any]) -> bool:
        """Whether what is said of the words leaves none as reviewed that lack the source's warning."""
        stop, language = self.instance, self.beside.language
        if self.beside.is_source or cleaned.get(column("safety", language)):
            return True
        if not words(stop, "safety", self.beside.source):
            return True
        reviewed = stop.translations.filter(language=language, state=TranslationState.REVIEWED)
        # “As before” leaves a draft a draft.
        return cleaned["state"] == AS_BEFORE and not reviewed.exists()

    def tell_state(self) -> None:
        """Offer what may be said of the words; of stale and of reviewed ones nothing is said beforehand."""
        stop, language, source = self.instance, self.beside.language, self.beside.source
        prefetch_related_objects([stop], claims_read(self.beside.both))
        now = words_state(stop, language, source)
        if claims_behind(stop, language, source):
            # Though the stop itself has no words yet.
            now = "stale"
        choices = [
            (
                TranslationState.DRAFT.value,
                gettext("Draft: they say what the source says now, nobody has reviewed them"),
            ),
            (TranslationState.REVIEWED.value, gettext("Reviewed by me: I have read them against the source")),
        ]
        if now == STILL_STALE:
            choices += stale_choices()
        if now in (STILL_STALE, TranslationState.REVIEWED):
            self.fields["state"].help_text = gettext("If you choose nothing, changed words become a draft.")
        self.fields["state"].choices = choices  # type: ignore[attr-defined]
        # Nobody's review is repeated by a save: whoever reviews says so in that very save.
        self.initial["state"] = TranslationState.DRAFT.value if now in ("draft", "missing") else ""


def _entangled(stop: Stop, facts: dict[str, Any]) -> list[tuple[str, str]]:
    """What keeps a stop from being a deeper piece, or from leaving its own: (field, what to do)."""
    if stop.pk is None or "deeper_of" not in facts:
        return []
    own = ", ".join(str(number) for number in stop.deeper.filter(retired=False).values_list("number", flat=True))
    found = []
    if own and facts.get("retired"):
        said = gettext("It has deeper pieces: %(numbers)s. First take them off it.")
        found.append(("retired", said % {"numbers": own}))
    if facts.get("deeper_of"):
        if stop.deeper.exists():
            found.append(("deeper_of", gettext("It has deeper pieces itself, so it stays a stop of the walk.")))
        if stop.route_stops.exists():
            found.append(("deeper_of", gettext("A route goes to this stop. First take it off the route.")))
    return found

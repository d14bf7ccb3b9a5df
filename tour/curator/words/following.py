"""Words that follow a source: what is said of a translation when it is saved, and what has changed since."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour.curator.saving.marking import Piece, marked
from tour.curator.words.beside import BesideForm, label_of
from tour.models import (
    MadeFrom,
    Stop,
    TranslationRecord,
    column,
    keep_made_from,
    left_behind,
    paragraphs,
    source_hash,
    text_at,
    words,
    words_of,
    words_of_hash,
)

# The choice of somebody who mends a word but has not yet followed the source's change.
STILL_STALE = "stale"
# Of a translation whose source was changed in nothing that it says: it is what it was.
AS_BEFORE = "as-before"

# By field, its name on the page and the source's text with what is gone of it and what is new.
Changes = tuple[tuple[str, tuple[Piece, ...]], ...]


class SeenForm(BesideForm):
    """Words beside their source, which carry the hash of the source as their translator saw it."""

    unguarded = BesideForm.unguarded | {"source_seen"}

    # Of the source as it stands beside the words: a change made meanwhile shows as stale afterwards.
    source_seen = forms.RegexField(r"\A[0-9a-f]{16}\Z", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Django's form; the source's own page has nothing to follow."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None or self.beside.is_source:
            self.fields.pop("source_seen", None)
        else:
            self.initial["source_seen"] = source_hash(self.instance, self.beside.source)

    @property
    def behind(self) -> bool:
        """Whether the words as they are stored are of an older source."""
        row = self.instance
        followed = isinstance(row, MadeFrom) and row.pk is not None
        return followed and left_behind(row, self.beside.language, self.beside.source)

    @property
    def changes(self) -> Changes:
        """What the source has changed since; nothing where they are not."""
        if not self.behind:
            return ()
        made_from = self.instance.made_from[self.beside.language]
        return tuple(changes(self.instance, self.beside.source, made_from, None))

    def words_changed(self) -> bool:
        """Whether any word of the page's language was changed."""
        own = {column(field, self.beside.language) for field in words_of(self.instance)}
        return not own.isdisjoint(self.columns())


class FollowingForm(SeenForm):
    """The same on a page of its own: its translator says how the words stand, its writer that a change is minor."""

    unguarded = SeenForm.unguarded | {"minor"}

    state = forms.ChoiceField(
        label=_("These words are"), widget=forms.RadioSelect, choices=[(STILL_STALE, "")], required=False
    )
    minor = forms.BooleanField(
        label=_("Minor edit: translations need no change"),
        required=False,
        help_text=_("For a mended typing error. Those that are up to date stay so, and stay reviewed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Django's form, without what belongs on the other pages."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None or not self.beside.is_source:
            del self.fields["minor"]
        if self.instance.pk is None or self.beside.is_source:
            del self.fields["state"]
        else:
            self.tell_state()
        # The guard's hashes cover what the form has now.
        self.guard()

    def tell_state(self) -> None:
        """Offer what may be said of stale words; of others there is nothing to say."""
        if not self.behind:
            del self.fields["state"]
            return
        self.fields["state"].choices = stale_choices()  # type: ignore[attr-defined]
        self.fields["state"].help_text = gettext("If you choose nothing, changed words count as put right.")


def stale_choices() -> list[tuple[str, str]]:
    """What may be said of stale words besides that they are new."""
    return [
        (AS_BEFORE, gettext("As before: the source's change alters nothing here")),
        (STILL_STALE, gettext("Still stale: the source's change is not in them yet")),
    ]


def is_followed(row: Model) -> bool:
    """Whether translations of the row are compared with their source (a picture's words are not)."""
    return isinstance(row, Stop | MadeFrom)


def stored_source(row: Model, source: str) -> str:
    """The hash of the source's words as the table has them now."""
    columns = [column(field, source) for field in words_of(row)]
    return source_hash(type(row)._default_manager.only(*columns).get(pk=row.pk), source)


def follow(form: BesideForm, state: str) -> None:
    """Note, after a save, which source a row's translation follows, by what was said of it (`state`; "" for nothing).

    Nothing said and no word changed says nothing: a stale translation stays stale.
    """
    row, language = form.instance, form.beside.language
    if not (isinstance(form, SeenForm) and isinstance(row, MadeFrom)) or form.beside.is_source:
        return
    compared = language in row.made_from
    if (form.words_changed() or (state and compared)) and not (state == STILL_STALE and compared):
        seen = form.cleaned_data["source_seen"] or source_hash(row, form.beside.source)
        if row.made_from.get(language) != seen:
            keep_made_from(row, {language: seen})


def let_follow(row: Model, before: str, source: str) -> None:
    """The source of a followed row changed in nothing that it says: what was up to date (hash `before`) still is."""
    now = stored_source(row, source)
    if isinstance(row, MadeFrom):
        keep_made_from(row, {code: now for code, made_from in row.made_from.items() if made_from == before})
    else:
        TranslationRecord.objects.filter(stop=row.pk, source_hash=before).update(source_hash=now)


def changes(row: Model, source: str, made_from: str, when: datetime | None) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """What differs from the source of this hash; where no version has it, from what stood there at a time, if any."""
    old = words_of_hash(row, source, made_from)
    for field in words_of(row):
        before = old[field] if old else text_at(row, field, source, when) if when else None
        now = words(row, field, source)
        if before is not None and paragraphs(before) != paragraphs(now):
            yield label_of(row, field), marked(before, now)

"""Two people wrote one text: both stand side by side, and a button takes either. No script is needed.

The buttons save the page (`_continue`) and say of one text which of the two it is to be. The texts that
nobody has decided yet (`both`) are asked about again, whatever else is saved with them.
"""

import json
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext

from tour.curator.saving.guard import GuardedForm
from tour.curator.saving.marking import Piece, marked

KEEP, TAKE = "keep", "take"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One field's two texts, each with what only it has marked as new; `name` is the field's on the page."""

    name: str
    mine: tuple[Piece, ...]
    theirs: tuple[Piece, ...]


class ClashForm(GuardedForm):
    """A guarded form that shows both texts of a field that two people have changed, and takes the choice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The guarded form, with no text in dispute yet."""
        # Before the form is made: by field, what was found in dispute while cleaning.
        self.clashes: dict[str, Clash] = {}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any] | None:
        """The typed values after the choice that was pressed."""
        if self.instance.pk is not None:
            self._choose(cast("QueryDict", self.data))
        return super().clean()

    def _choose(self, sent: QueryDict) -> None:
        choice, _space, about = sent.get("_continue", "").partition(" ")
        if choice not in (KEEP, TAKE):
            return
        open_ = set(sent.getlist("both")) - {about}
        try:
            loaded = dict(json.loads(self.cleaned_data.get("loaded") or "{}"))
        except (ValueError, TypeError):
            # Tampered with: the guard asks about every difference.
            return
        for name, field in self.fields.items():
            if self.add_prefix(name) in open_:
                # As if it had been loaded before both wrote: the guard asks again.
                loaded.pop(name, None)
            elif choice == TAKE and self.add_prefix(name) == about and isinstance(field, forms.CharField):
                stored = self.get_initial_for_field(field, name)
                self.cleaned_data[name] = field.clean(stored)
                self._show(name, field.prepare_value(stored))
        self.cleaned_data["loaded"] = json.dumps(loaded)

    def _both(self, name: str) -> str:
        stored, mine = self.get_initial_for_field(self.fields[name], name), self.cleaned_data[name]
        if not isinstance(mine, str):
            return super()._both(name)
        self.clashes[name] = Clash(
            name=self.add_prefix(name), mine=_own(stored or "", mine), theirs=_own(mine, stored or "")
        )
        return gettext(
            "Somebody has saved this field since you opened the page. Choose one of the two, or join them below and"
            " save again."
        )


def _own(other: str, text: str) -> tuple[Piece, ...]:
    """The text, with what the other lacks as new."""
    return tuple(piece for piece in marked(_even(other), _even(text)) if piece.kind != "gone")


def _even(text: str) -> str:
    """The text with the line ends of a table: a browser sends others, which are no difference."""
    return text.replace("\r\n", "\n")

"""The sources of a claim, chosen from the tour's: those it has to tick, others by their short names.

A tour may have hundreds of sources and a stop a dozen claims; a list to choose from beside each claim would weigh
more than all the words of the page. So the page has one list of names, which every claim's field offers.
"""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour.curator.typed import ModelMultipleChoiceField
from tour.models import Source

LIST_ID = "sources-of-tour"


class SourcesWidget(forms.Widget):
    """Boxes for the sources there are, and a line for the names of more. `titles`: short name -> title."""

    titles: Mapping[str, str]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """A widget that knows no titles yet."""
        super().__init__(attrs)
        self.titles = {}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The boxes and the line."""
        named = [(key, self.titles.get(key, key)) for key in dict.fromkeys(map(str, value or []))]
        context = {"name": name, "named": named, "id": (attrs or {}).get("id", f"id_{name}"), "list": LIST_ID}
        return render_to_string("curator/sources_field.html", context)

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> list[str]:
        """The names ticked and typed, each once: all are sent under one name."""
        said = " ".join(data.getlist(name))
        return list(dict.fromkeys(filter(None, re.split(r"[\s,;]+", said))))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: with nothing ticked and nothing typed there are no sources."""
        return False

    def id_for_label(self, id_: str) -> str:
        """The line's, which is always there."""
        return f"{id_}-more" if id_ else id_


class SourcesField(ModelMultipleChoiceField):
    """Sources of one tour by their short names."""

    widget = SourcesWidget

    def __init__(self, **kwargs: Any) -> None:
        """A field that offers nothing before `of_tour` is called."""
        super().__init__(
            **{
                "queryset": Source.objects.none(),
                "to_field_name": "key",
                "label": _("Sources"),
                "required": False,
                **kwargs,
            }
        )
        self._of_tour = Source.objects.none()

    def of_tour(self, tour: int, titles: Mapping[str, str]) -> None:
        """Take the sources of this tour (its key), called `titles` by their short names."""
        self.queryset = self._of_tour = Source.objects.filter(tour=tour)
        assert isinstance(self.widget, SourcesWidget)  # noqa: S101  it is ours
        self.widget.titles = titles

    def clean(self, value: Any) -> Any:
        """The sources; a name that is none of them is refused with what to do."""
        names = [one.key if isinstance(one, Source) else str(one) for one in value or []]
        known = set(self._of_tour.filter(key__in=names).values_list("key", flat=True)) if names else set()
        if unknown := [name[:60] for name in names if name not in known]:
            raise ValidationError(
                gettext("The tour has no source “%(names)s”. Add it first, then name it here.")
                % {"names": "”, “".join(unknown)}
            )
        return super().clean(names)


def titles_of(tour: int) -> dict[str, str]:
    """Short name -> title of the tour's sources, by name."""
    return dict(Source.objects.filter(tour=tour).order_by("key").values_list("key", "title"))

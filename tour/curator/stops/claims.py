"""What a stop states, beside its words: how well it stands, who says so, and what is still lacking."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import Max
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour import readiness
from tour.curator.saving.guard import digest
from tour.curator.saving.meanwhile import MeanwhileFormSet
from tour.curator.stops.sources_field import LIST_ID, SourcesField, titles_of
from tour.curator.words.beside import BesideForm, chosen
from tour.curator.words.following import FollowingForm, SeenForm
from tour.curator.words.rows import WordsInline
from tour.models import Claim, column, words


class StatedForm(BesideForm):
    """A statement in one language; on its source's page how well it stands besides."""

    class Meta:
        labels: ClassVar = {"status": _("How well it stands"), "attribution": _("Who says so, in its own words")}
        help_texts: ClassVar = {
            "attribution": _("For “one source only”: copy the words of the statement that name who says it.")
        }

    def clean(self) -> dict[str, Any] | None:
        """The values; what is marked as naming the source must stand in the statement."""
        cleaned = super().clean() or {}
        if attribution := cleaned.get("attribution"):
            text = cleaned.get(column("text", self.beside.source)) or ""
            if not readiness.names_its_source(attribution, text):
                self.add_error("attribution", gettext("These words do not stand in the statement."))
        return cleaned


class ClaimForm(StatedForm, FollowingForm):
    """A claim on its own page."""


class ClaimRowForm(StatedForm):
    """A claim among those of its stop, on the source's page; `tour` and its sources' `titles` are set per request."""

    sources = SourcesField()
    tour: int
    titles: Mapping[str, str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Django's form, offering the tour's own sources."""
        super().__init__(*args, **kwargs)
        field = self.fields["sources"]
        assert isinstance(field, SourcesField)  # noqa: S101  it stands above
        field.of_tour(self.tour, self.titles)
        said = self.fields[self._text].widget.attrs
        self.fields["attribution"].widget.attrs |= {name: said[name] for name in ("lang", "dir") if name in said}

    def clean(self) -> dict[str, Any] | None:
        """The values; a new claim says something."""
        cleaned = super().clean() or {}
        if self.instance.pk is None and not cleaned.get(self._text):
            self.add_error(self._text, gettext("Write what the stop states."))
        return cleaned

    @property
    def lack(self) -> str:
        """Why the claim as it is stored cannot be published; "" where it can, or is not there yet."""
        row = self.instance
        if row.pk is None:
            return ""
        text = words(row, "text", self.beside.source)
        return readiness.why_unfit(row.status, row.attribution, text, named=bool(row.sources.all()))

    @property
    def begun(self) -> bool:
        """Whether somebody has filled in a part of it that is not saved."""
        return self.has_changed() if self.is_bound else bool(self.initial.get(self._text))

    @property
    def _text(self) -> str:
        return column("text", self.beside.source)


class ClaimFormSet(MeanwhileFormSet):
    """A stop's claims; a new one goes to the end, under the next free name."""

    def stands_already(self, form: Any) -> bool:
        """Whether the stop states this already, as well founded."""
        said = form.cleaned_data
        text = column("text", form.beside.source)
        return any(
            all(digest(getattr(row, name)) == digest(said[name]) for name in (text, "status", "attribution"))
            and {source.pk for source in row.sources.all()} == {source.pk for source in said["sources"]}
            for row in self.get_queryset()
        )

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """The new row. The stop's own row is held meanwhile, so that two do not take one name."""
        rows = Claim.objects.filter(stop=self.instance)
        taken = set(rows.values_list("key", flat=True))
        form.instance.key = next(name for n in range(len(taken) + 1) if (name := f"c{n + 1}") not in taken)
        last = rows.aggregate(last=Max("position"))["last"]
        form.instance.position = 0 if last is None else last + 1
        return super().save_new(form, commit=commit)


class Claims(WordsInline):
    """What the stop states: in translation its words alone, on the source's page all of it."""

    model = Claim
    form = SeenForm
    text = "text"
    template = "curator/claims_inline.html"
    verbose_name_plural = _("claims and their sources")
    # The list of sources that the template writes once.
    list_id = LIST_ID

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever writes the source, on its page."""
        return self._whole(request, obj)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """One to be filled in."""
        return int(self._whole(request, obj))

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int | None:
        """As many as are told; in translation none are added."""
        return None if self._whole(request, obj) else 0

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The words, and on the source's page what stands behind them."""
        fields = super().get_fields(request, obj)
        return (fields[0], "status", "attribution", "sources", "loaded") if self._whole(request, obj) else fields

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The formset's class; its forms know the tour's sources."""
        if not self._whole(request, obj):
            return super().get_formset(request, obj, **kwargs)
        made = super().get_formset(request, obj, **{**kwargs, "form": ClaimRowForm, "formset": ClaimFormSet})
        made.form.tour, made.form.titles = obj.tour_id, titles_of(obj.tour_id)
        made.titles = made.form.titles
        return made

    def get_queryset(self, request: HttpRequest) -> Any:
        """The rows with their sources, without the languages that the page does not show."""
        return super().get_queryset(request).prefetch_related("sources")

    def _whole(self, request: HttpRequest, obj: Any) -> bool:
        return self.writes(request, obj) and chosen(request, obj.tour).is_source

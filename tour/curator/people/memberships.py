"""The roles of a person, on that person's page: which, on which tours, in which languages."""

from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour import languages
from tour.curator.access import may
from tour.curator.languages_field import LanguagesField
from tour.curator.saving.guard import GuardedForm
from tour.curator.saving.meanwhile import MeanwhileFormSet
from tour.curator.typed import StackedInline
from tour.models import Membership, Role, Tour


class MembershipForm(GuardedForm):
    """One role, with the tours and languages it is for."""

    languages = LanguagesField(label=_("Languages"), required=False, help_text=_("Those a translator writes."))

    class Meta:
        model = Membership
        fields = ("role", "tours", "languages")
        widgets = {"tours": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Django's form, with the site's languages."""
        super().__init__(*args, **kwargs)
        if "languages" in self.fields:
            codes, held = (*languages.enabled(), *self.instance.languages), self.instance.languages
            cast("LanguagesField", self.fields["languages"]).offer(codes)
            # In the order of the boxes, as they are sent: a translator's languages have none.
            self.initial["languages"] = [code for code in dict.fromkeys(codes) if code in held]
            self.guard()

    def clean(self) -> dict[str, Any]:
        """The role whole: a translator without a language, or anybody without a tour, could do nothing."""
        cleaned = super().clean() or self.cleaned_data
        role = cleaned.get("role")
        # Of a field that somebody else has changed too, that is said and no more.
        if role == Role.ADMINISTRATOR:
            cleaned |= {"tours": Tour.objects.none(), "languages": []}
        elif role and not cleaned.get("tours") and "tours" not in self.errors:
            self.add_error("tours", gettext("Choose the tours this role is for."))
        if role != Role.TRANSLATOR:
            cleaned["languages"] = []
        elif not cleaned.get("languages") and "languages" not in self.errors:
            self.add_error("languages", gettext("Choose the languages this person translates into."))
        return cleaned


class MembershipFormSet(MeanwhileFormSet):
    """A person's roles; the last administrator keeps theirs."""

    once = "role"

    def clean(self) -> None:
        """Refuse to leave the site without an administrator."""
        super().clean()
        kept = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        stays = any(one.get("role") == Role.ADMINISTRATOR and not one.get("DELETE") for one in kept)
        if self.instance.pk and not stays and not others_administer(self.instance):
            raise ValidationError(gettext("Nobody else is an administrator. Make another one first."))

    def stands_already(self, form: Any) -> bool:
        """Whether somebody has given the person this very role since the page was opened."""
        said = form.cleaned_data
        return any(
            (row.role, set(row.languages), set(row.tours.all()))
            == (said["role"], set(said["languages"]), set(said["tours"]))
            for row in self._unseen()
        )


class Memberships(StackedInline):
    """What the person does."""

    model = Membership
    form = MembershipForm
    formset = MembershipFormSet
    extra = 0
    max_num = len(Role)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What the role is; rows that cannot be saved carry no hashes."""
        guard = ("loaded",) if self.has_change_permission(request, obj) else ()
        return ("role", "tours", "languages", *guard)

    def get_min_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A new person has a role to be filled in."""
        return 1 if obj is None else 0

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Tours without their words."""
        kwargs["queryset"] = Tour.objects.only("slug").order_by("slug")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Django's field, without a way to make a tour from here."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "tours" and field is not None:
            field.widget.can_add_related = False
        return field

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the person."""
        return may(request.user, "people")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An administrator, and never of their own roles."""
        return reaches(request, obj) and request.user != obj

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An administrator, and never to themselves."""
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An administrator, and never their own."""
        return self.has_change_permission(request, obj)


def reaches(request: HttpRequest, person: User | None) -> bool:
    """Whether the person asking may change this one: nobody reaches above themselves."""
    above = person is not None and person.is_superuser and not getattr(request.user, "is_superuser", False)
    return may(request.user, "people") and not above


def others_administer(person: User) -> bool:
    """Whether somebody else can still administer; held against two who remove each other at one moment."""
    # Two statements, because a row cannot be locked through a join that may be empty.
    list(Membership.objects.select_for_update().filter(role=Role.ADMINISTRATOR).values_list("pk", flat=True))
    administers = Q(is_superuser=True) | Q(memberships__role=Role.ADMINISTRATOR)
    return User.objects.filter(administers, is_active=True).exclude(pk=person.pk).exists()

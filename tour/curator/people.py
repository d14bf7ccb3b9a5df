"""People: who works here, in which role, on which tours and languages; passwords without e-mail."""

import secrets
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tour import languages
from tour.curator.access import may
from tour.curator.entering import forget_wrong_logins
from tour.curator.languages_field import LanguagesField
from tour.curator.typed import InlineFormSet, ModelAdmin, ModelForm, StackedInline
from tour.models import HandedPassword, Membership, Role, Tour, settle


class OwnPasswordForm(AdminPasswordChangeForm):
    """A password of one's own: not the one that was there before."""

    def clean_new_password1(self) -> str:
        """The new password, refused where it is the old one."""
        new: str = self.cleaned_data["new_password1"]
        if self.user.check_password(new):
            raise ValidationError(gettext("This is the password you have now. Choose another."))
        return new


class MembershipForm(ModelForm):
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
            cast("LanguagesField", self.fields["languages"]).offer((*languages.enabled(), *self.instance.languages))

    def clean(self) -> dict[str, Any]:
        """The role whole: a translator without a language, or anybody without a tour, could do nothing."""
        cleaned = super().clean() or self.cleaned_data
        role = cleaned.get("role")
        if role == Role.ADMINISTRATOR:
            cleaned |= {"tours": Tour.objects.none(), "languages": []}
        elif role and not cleaned.get("tours"):
            self.add_error("tours", gettext("Choose the tours this role is for."))
        if role == Role.TRANSLATOR and not cleaned.get("languages"):
            self.add_error("languages", gettext("Choose the languages this person translates into."))
        elif role != Role.TRANSLATOR:
            cleaned["languages"] = []
        return cleaned


class MembershipFormSet(InlineFormSet):
    """A person's roles; the last administrator keeps theirs."""

    def clean(self) -> None:
        """Refuse to leave the site without an administrator."""
        super().clean()
        kept = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        stays = any(one.get("role") == Role.ADMINISTRATOR and not one.get("DELETE") for one in kept)
        if self.instance.pk and not stays and not others_administer(self.instance):
            raise ValidationError(gettext("Nobody else is an administrator. Make another one first."))


class Memberships(StackedInline):
    """What the person does."""

    model = Membership
    form = MembershipForm
    formset = MembershipFormSet
    extra = 0
    max_num = len(Role)

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


class PersonForm(ModelForm):
    """A person's name, and whether they may still log in."""

    def clean_is_active(self) -> bool:
        """Whether they may log in; the last administrator always may."""
        active: bool = self.cleaned_data["is_active"]
        if not active and not others_administer(self.instance):
            raise ValidationError(gettext("Nobody else is an administrator. Make another one first."))
        return active


class PersonAdmin(ModelAdmin):
    """People of the desk: made, given roles and passwords, deactivated; never deleted, because releases name them."""

    form = PersonForm
    inlines = (Memberships,)
    list_display = ("username", "full_name", "does", "is_active", "last_login")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("username", "first_name", "last_name")
    ordering = ("username",)
    change_form_template = "curator/person.html"

    @admin.display(description=_("name"))
    def full_name(self, person: User) -> str:
        """First and last name."""
        return person.get_full_name()

    @admin.display(description=_("roles"))
    def does(self, person: User) -> str:
        """The roles, in words."""
        return ", ".join(str(row) for row in person.memberships.all())

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """The people with their roles."""
        return User.objects.prefetch_related("memberships")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nothing that raises rights: those follow from the roles."""
        return ("username", "first_name", "last_name") if obj is None else (
            "username", "first_name", "last_name", "is_active", "last_login",
        )  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nobody deactivates themselves."""
        return ("last_login", "is_active") if request.user == obj else ("last_login",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Administrators."""
        return may(request.user, "people")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Administrators."""
        return may(request.user, "people")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Administrators."""
        return may(request.user, "people")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Administrators; a superuser's account is another superuser's matter."""
        return reaches(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page with one way to save: on a phone three would cover it."""
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Store the person; a new one gets a password, which the answer shows once."""
        if not change:
            obj.is_staff = True
            request.handed = _new_password(obj)  # type: ignore[attr-defined]
        obj.save()
        if not change:
            HandedPassword.objects.create(user=obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store the roles, and bring what Django knows in step with them."""
        super().save_related(request, form, formsets, change)
        settle(form.instance)

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        """The new person's password."""
        return self._shown(request, obj, request.handed)  # type: ignore[attr-defined]

    def get_urls(self) -> list[URLPattern]:
        """The way to a new password, beside Django's pages."""
        view = require_http_methods(["GET", "POST"])(self.password)
        return [
            path("<int:person_id>/password/", self.admin_site.admin_view(view), name="person_password"),
            *super().get_urls(),
        ]

    def password(self, request: HttpRequest, person_id: int) -> HttpResponse:
        """Ask whether a new password shall be handed out; POST makes it and shows it once."""
        if not may(request.user, "people"):
            raise PermissionDenied
        person = get_object_or_404(User, pk=person_id)
        if not reaches(request, person) or person == request.user:
            raise PermissionDenied
        if request.method == "GET":
            return self._shown(request, person, "")
        with transaction.atomic():
            handed = _new_password(person)
            person.save(update_fields=["password"])
            HandedPassword.objects.update_or_create(user=person)
            self.log_change(request, person, gettext("New password handed out."))
        forget_wrong_logins(person.get_username())
        return self._shown(request, person, handed)

    def _shown(self, request: HttpRequest, person: User, handed: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Password of %(person)s") % {"person": person.get_username()},
            "person": person,
            "handed": handed,
        }
        return TemplateResponse(request, "curator/password.html", context, headers={"Cache-Control": "no-store"})


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


def _new_password(person: User) -> str:
    """Set a random password; the caller saves the person."""
    handed = secrets.token_urlsafe(12)
    person.set_password(handed)
    return handed

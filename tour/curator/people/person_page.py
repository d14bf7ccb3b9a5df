"""People: who works here, in which role, on which tours and languages; passwords without e-mail."""

import secrets
from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tour.curator.access import may
from tour.curator.people.entering import forget_wrong_logins
from tour.curator.people.memberships import Memberships, others_administer, reaches
from tour.curator.saving.guard import GuardedForm
from tour.curator.saving.meanwhile import tell
from tour.curator.typed import ModelAdmin
from tour.models import HandedPassword, settle


class OwnPasswordForm(AdminPasswordChangeForm):
    """A password of one's own: not the one that was there before."""

    def clean_new_password1(self) -> str:
        """The new password, refused where it is the old one."""
        new: str = self.cleaned_data["new_password1"]
        if self.user.check_password(new):
            raise ValidationError(gettext("This is the password you have now. Choose another."))
        return new


class PersonForm(GuardedForm):
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
        state = () if obj is None else ("is_active", "last_login")
        guard = ("loaded",) if self.has_change_permission(request, obj) else ()
        return ("username", "first_name", "last_name", *state, *guard)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The person; while the page is saved nobody else saves it."""
        if request.method == "POST" and transaction.get_connection().in_atomic_block and object_id.isdecimal():
            list(User.objects.select_for_update().filter(pk=object_id).values_list("pk"))
        return super().get_object(request, object_id, from_field)

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
        obj.save(update_fields=form.columns() if change else None)
        if not change:
            HandedPassword.objects.create(user=obj)

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        """Django's rows below; of roles that somebody has taken away meanwhile the person hears."""
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        tell(request, formsets, inlines)
        return formsets, inlines

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


def _new_password(person: User) -> str:
    """Set a random password; the caller saves the person."""
    handed = secrets.token_urlsafe(12)
    person.set_password(handed)
    return handed

"""Who does what at the desk: a person's roles, and the tours and languages each is for."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tour.models.tour import Tour


class Role(models.TextChoices):
    """What a person does at the desk."""

    TRANSLATOR = "translator", _("translator")
    CURATOR = "curator", _("curator")
    PUBLISHER = "publisher", _("publisher")
    ADMINISTRATOR = "administrator", _("administrator")


class Membership(models.Model):
    """One role of one person. No tours means all of them for an administrator, and none for anybody else.

    `languages` is a translator's; the other roles are not bound to languages.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=14, choices=Role.choices)
    tours = models.ManyToManyField(Tour, blank=True, related_name="memberships", verbose_name=_("tours"))
    languages = models.JSONField(_("languages"), default=list, blank=True)

    class Meta:
        ordering = ("user", "role")
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(fields=("user", "role"), name="membership_once_a_role"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_has_a_known_role"),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())


# What Django's own checks ask of the groups; what a person may do is decided in curator/access.py alone.
_CONTENT = ("claim", "lexiconentry", "picture", "route", "routestop", "source", "spokenform", "stop", "tour")
_MODEL_RIGHTS: Mapping[str, Q] = {
    Role.TRANSLATOR: Q(codename__in=[f"{verb}_{name}" for verb in ("view", "change") for name in _CONTENT]),
    Role.CURATOR: Q(content_type__model__in=(*_CONTENT, "voicechoice")),
    Role.PUBLISHER: Q(codename__in=[f"view_{name}" for name in _CONTENT]),
    Role.ADMINISTRATOR: Q(content_type__app_label="tour"),
}
_PEOPLE = Q(content_type__app_label="auth", codename__in=["add_user", "change_user", "view_user"])


def keep_groups(**_signal: object) -> None:
    """Make the roles' groups and give them their model permissions; run after each migration, when those exist."""
    for role in Role.values:
        wanted = Permission.objects.filter(_MODEL_RIGHTS[role], content_type__app_label="tour")
        if role == Role.ADMINISTRATOR:
            wanted = wanted | Permission.objects.filter(_PEOPLE)
        Group.objects.get_or_create(name=role)[0].permissions.set(wanted)


def give(user: User, role: str, *, tours: Iterable[Tour] = (), languages: Iterable[str] = ()) -> Membership:
    """Give a person a role, for these tours and languages alone."""
    made, _new = Membership.objects.update_or_create(user=user, role=role, defaults={"languages": list(languages)})
    made.tours.set(tours)
    settle(user)
    return made


def may_publish(user: User, slug: str) -> bool:
    """Whether the person publishes this tour now: what the desk's own `access.may` says of it, for whoever works
    behind the desk.
    """
    if not user.is_active or user.is_superuser:
        return user.is_active
    here = Q(role=Role.ADMINISTRATOR) | Q(role=Role.PUBLISHER, tours__slug=slug)
    return Membership.objects.filter(here, user=user).exists()


def settle(user: User) -> None:
    """Bring a person's groups in step with the roles they have; whoever has one may log in at the desk."""
    roles = list(Membership.objects.filter(user=user).values_list("role", flat=True))
    user.groups.set(Group.objects.filter(name__in=roles))
    if roles and not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])

"""Who may do what at the desk: one function decides, and every page and every save asks it.

The door is small on purpose:

* `may(user, action, tour=…, stop=…, language=…, field=…)` says yes or no. Leave `tour` out to ask
  "anywhere?" (for a list, or a link), `language` to ask "in any language?". With `field`, a column,
  it answers for that column: `title_th` is Thai words, `lat` and `title_en` of an English tour are the
  curator's.
* `within(user, rows, path)` narrows rows to one's tours, `in_sight(user, rows, path)` those that have a language to
  the languages one sees there too; `demand(…)` is `may` or 403.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from tour.models import Membership, Role, Stop, Tour, column

Person = AbstractBaseUser | AnonymousUser
Action = Literal[
    "see",  # the pages of a tour, in one's languages and the source
    "translate",  # write the words of a language that is not the source
    "review",  # say that a translation was read against its source
    "record",  # ask the voices, upload a recording
    "write",  # the source's words and all facts; order, claims, sources, names, routes
    "close",  # close a stop for safety
    "publish",  # publish a tour, or go back to an earlier release
    "tours",  # make a tour, load one from a folder
    "kiosks",  # kiosks' profiles and health
    "people",  # people, their roles and passwords
]
_WORDS: frozenset[Action] = frozenset({"translate", "review", "record"})
_RIGHTS: Mapping[str, frozenset[Action]] = {
    Role.TRANSLATOR: frozenset({"see", *_WORDS}),
    # Who knows that a place is unsafe closes it: that does not wait for somebody else.
    Role.CURATOR: frozenset({"see", *_WORDS, "write", "close"}),
    Role.PUBLISHER: frozenset({"see", "publish", "close"}),
    Role.ADMINISTRATOR: frozenset({"see", *_WORDS, "write", "close", "publish", "tours", "kiosks", "people"}),
}

# The language of each translated column.
_TRANSLATED = "title place text safety summary about advisory credits alt form say".split()
_LANGUAGE_OF = {column(name, code): code for name in _TRANSLATED for code in settings.SUPERSET}


@dataclass(frozen=True, slots=True)
class _Right:
    """One role of a person, on one tour (None: on all); `languages` None: in all."""

    actions: frozenset[Action]
    tour: int | None
    languages: frozenset[str] | None


def may(
    user: Person,
    action: Action,
    *,
    tour: Tour | int | None = None,
    stop: Stop | None = None,
    language: str | None = None,
    field: str | None = None,
) -> bool:
    """Whether the person may do this; superusers may all, strangers and the deactivated nothing.

    `field` needs the tour as a row (or the stop), because which words are the source is the tour's to say.
    """
    if stop is not None:
        tour = stop.tour
    if field is not None:
        action, language = _needed(action, field, tour)
    source = tour.source_language if isinstance(tour, Tour) else None
    pk = tour.pk if isinstance(tour, Tour) else tour
    return any(
        action in right.actions
        and (pk is None or right.tour is None or right.tour == pk)
        and _speaks(right, action, language, source)
        for right in _rights(user)
    )


def demand(request: HttpRequest, action: Action, **about: Any) -> None:
    """Raise `PermissionDenied` (403) where `may` says no."""
    if not may(request.user, action, **about):
        raise PermissionDenied


def within(user: Person, rows: QuerySet[Any], path: str, action: Action = "see") -> QuerySet[Any]:
    """The rows whose tour (`path`: its lookup from the row, `pk` where the row is the tour) the person may so use."""
    reached = [right.tour for right in _rights(user) if action in right.actions]
    return rows if None in reached else rows.filter(**{f"{path}__in": reached})


def in_sight(user: Person, rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    """The rows, each of one language (`language`) of a tour (`path`: its lookup), that the person may see.

    What `may(user, "see", tour=…, language=…)` says of each, asked of the database at once.
    """
    # Nothing, unless a right gives more.
    seen = Q(pk__in=())
    for right in _rights(user):
        if "see" not in right.actions:
            continue
        if right.tour is None:
            return rows
        here = Q(**{path: right.tour})
        if right.languages is not None:
            here &= Q(language__in=right.languages) | Q(language=F(f"{path}__source_language"))
        seen |= here
    return rows.filter(seen)


def _speaks(right: _Right, action: Action, language: str | None, source: str | None) -> bool:
    """Whether the right reaches the language: a translator reads the source, and changes none of it."""
    if right.languages is None:
        return True
    if language is None:
        return bool(right.languages)
    return action == "see" if language == source else language in right.languages


def _needed(action: Action, field: str, tour: Tour | int | None) -> tuple[Action, str | None]:
    """What saving a column asks for: the words of a translation, or else the facts."""
    code = _LANGUAGE_OF.get(field)
    if action not in {"write", "translate"} or code is None or not isinstance(tour, Tour):
        return action, None
    return ("write", None) if code == tour.source_language else ("translate", code)


def _rights(user: Person) -> tuple[_Right, ...]:
    """The person's rights, read once a request (the user is a request's own)."""
    if not (user.is_authenticated and user.is_active):
        return ()
    if getattr(user, "is_superuser", False):
        return (_Right(_RIGHTS[Role.ADMINISTRATOR], None, None),)
    kept: tuple[_Right, ...] | None = getattr(user, "_desk_rights", None)
    if kept is None:
        rows = Membership.objects.filter(user=user.pk).values_list("role", "languages", "tours")
        kept = tuple(right for row in rows for right in _right(*row))
        user._desk_rights = kept  # type: ignore[attr-defined]
    return kept


def _right(role: str, languages: list[str], tour: int | None) -> tuple[_Right, ...]:
    if role == Role.ADMINISTRATOR:
        return (_Right(_RIGHTS[role], None, None),)
    bound = frozenset(languages) if role == Role.TRANSLATOR else None
    return () if tour is None else (_Right(_RIGHTS[role], tour, bound),)

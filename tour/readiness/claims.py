"""Statements that visitors may not be given yet: nobody is named for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext

from tour.models import Claim, ClaimStatus, column, words


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfitClaim:
    """A statement that stands in the way of publishing: of which stop (its key), and why, in a whole sentence."""

    id: int
    stop: int
    why: str


def unfit_claims(slug: str, source: str) -> tuple[UnfitClaim, ...]:
    """The tour's statements without a source, and those of one source alone whose words do not say so, in story order.

    `source` is the tour's source language: translations never stand in the way.
    """
    rows = (
        Claim.objects.filter(stop__tour__slug=slug, stop__retired=False)
        .annotate(named=Count("sources"))
        .filter(Q(named=0) | Q(status=ClaimStatus.ARTICLE_ONLY))
        .select_related("stop")
        .only("key", "status", "attribution", column("text", source), "stop__number", "stop__position")
        .order_by("stop__position", "stop__number", "position")
    )
    return unfit_of(rows, source)


def unfit_of(rows: Iterable[Any], source: str) -> tuple[UnfitClaim, ...]:
    """Those of these claims that are so, in their order; each row knows how many sources it has (`named`)."""
    return tuple(
        UnfitClaim(id=row.pk, stop=row.stop_id, why=_of(row, why))
        for row in rows
        if (why := why_unfit(row.status, row.attribution, words(row, "text", source), named=bool(row.named)))
    )


def why_unfit(status: str, attribution: str, text: str, *, named: bool) -> str:
    """Why a statement of these words cannot be published, `named` where it has a source; "" where it can."""
    if not named:
        return gettext("It has no source. Name one, or take the claim out.")
    if status == ClaimStatus.ARTICLE_ONLY and not names_its_source(attribution, text):
        return gettext("Only one source says it, and its words do not say whose they are. Name who says so, in them.")
    return ""


def names_its_source(attribution: str, text: str) -> bool:
    """Whether these words stand in a statement, however it breaks its lines; letters' case aside."""
    said = _plain(attribution)
    return bool(said) and said in _plain(text)


def _of(row: Claim, why: str) -> str:
    return gettext("Stop %(number)d, claim “%(claim)s”: %(why)s") % {
        "number": row.stop.number,
        "claim": row.key,
        "why": why,
    }


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()

"""Claims that nobody stands for stand in the way of publishing."""

from typing import Any

import pytest

from tour import readiness
from tour.models import Claim, Source, Stop

pytestmark = pytest.mark.usefixtures("answers")
SAYING: dict[str, Any] = {"text_en": "It ran until 1998, by the\nledger’s count."}


@pytest.fixture
def claim(stop: Stop) -> Claim:
    made = Claim.objects.create(stop=stop, key="end", status="context", **SAYING)
    made.sources.add(Source.objects.create(tour=stop.tour, key="ledger", title="The ledger"))
    return made


def why() -> list[str]:
    return [one.why for one in readiness.of("river").unfit]


def test_a_claim_with_a_source_stands_in_nobodys_way(claim: Claim) -> None:
    assert why() == []


def test_a_claim_without_a_source_is_named_with_its_stop(claim: Claim) -> None:
    claim.sources.clear()
    (unfit,) = readiness.of("river").unfit
    assert unfit.why == "Stop 3, claim “end”: It has no source. Name one, or take the claim out."
    assert (unfit.id, unfit.stop) == (claim.pk, claim.stop_id)


@pytest.mark.parametrize("attribution", ["", " ", "by the report's count", "by the ledger’s count, they say"])
def test_what_one_source_alone_says_needs_its_own_words_for_who_says_it(claim: Claim, attribution: str) -> None:
    Claim.objects.update(status="article_only", attribution=attribution)
    assert "do not say whose they are" in why()[0]


@pytest.mark.parametrize("attribution", ["by the ledger’s count", "By  the ledger’s\ncount"])
def test_marked_words_that_stand_in_the_statement_are_enough(claim: Claim, attribution: str) -> None:
    Claim.objects.update(status="article_only", attribution=attribution)
    assert why() == []


def test_words_changed_afterwards_that_name_nobody_any_more_are_noticed(claim: Claim) -> None:
    Claim.objects.update(status="article_only", attribution="by the ledger’s count")
    words: dict[str, Any] = {"text_en": "It ran until 1998."}
    Claim.objects.update(**words)
    assert len(why()) == 1


def test_a_retired_stops_claims_are_nobodys_business(claim: Claim) -> None:
    claim.sources.clear()
    Stop.objects.update(retired=True)
    assert why() == []

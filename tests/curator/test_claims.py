"""Claims and their sources beside a stop's words, and what of them stands in the way of publishing."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.curator.forms import loaded
from tour.models import Claim, Source, Stop, Tour, give

pytestmark = pytest.mark.usefixtures("told")

Made = tuple[tuple[str, str, str, list[str]], ...]


@pytest.fixture
def sources(tour: Tour) -> dict[str, Source]:
    other = Tour.objects.create(slug="hill", languages=["en"])
    Source.objects.create(tour=other, key="foreign", title="Of another tour")
    titles = {"ledger": "The ledger", "press": "A newspaper", "report": "A report"}
    return {key: Source.objects.create(tour=tour, key=key, title=title) for key, title in titles.items()}


@pytest.fixture
def claim(ferry: Stop, sources: dict[str, Source]) -> Claim:
    text: dict[str, Any] = {"text_en": "It ran until 1998, says the ledger.", "text_th": "วิ่งจนถึงปี 1998"}
    made = Claim.objects.create(stop=ferry, key="end", status="corroborated", position=4, **text)
    made.sources.set([sources["ledger"], sources["report"]])
    return made


def address(stop: Stop, language: str = "en") -> str:
    return f"/admin/tour/stop/{stop.pk}/change/?language={language}"


def save(desk: Client, stop: Stop, **typed: Any) -> Any:
    fields = loaded(desk, address(stop))
    return desk.post(address(stop), fields | {f"claims-{name}": text for name, text in typed.items()})


def rows() -> Made:
    found: Any = Claim.objects.order_by("position")
    return tuple((row.key, row.status, row.text_en, [one.key for one in row.sources.all()]) for row in found)


def errors(answer: Any, at: int = 0) -> dict[str, list[str]]:
    (formset,) = (one.formset for one in answer.context["inline_admin_formsets"] if one.formset.prefix == "claims")
    return dict(formset.forms[at].errors)


def test_a_claim_stands_beside_the_words_with_its_status_and_sources(desk: Client, claim: Claim) -> None:
    fields = loaded(desk, address(claim.stop))
    assert fields["claims-0-status"] == "corroborated"
    assert fields["claims-0-sources"] == ["ledger", "report", ""]
    translated = desk.get(address(claim.stop, "th")).content.decode()
    assert '<span dir="auto">The ledger</span>' in translated
    assert 'name="claims-0-status"' not in translated


def test_status_and_words_are_changed_where_they_stand(desk: Client, claim: Claim) -> None:
    typed = {"0-status": "disputed", "0-text_en": "It may have run until 1999."}
    assert save(desk, claim.stop, **typed).status_code == 302
    assert rows() == (("end", "disputed", "It may have run until 1999.", ["ledger", "report"]),)


def test_sources_are_unticked_and_named(desk: Client, claim: Claim) -> None:
    save(desk, claim.stop, **{"0-sources": ["ledger", "press ledger"]})
    assert rows()[0][3] == ["ledger", "press"]
    save(desk, claim.stop, **{"0-sources": [""]})
    assert rows()[0][3] == []


@pytest.mark.parametrize("name", ["nowhere", "foreign", "ledger,x" * 20])
def test_a_source_that_the_tour_does_not_have_is_refused_by_name(desk: Client, claim: Claim, name: str) -> None:
    refused = save(desk, claim.stop, **{"0-sources": ["ledger", name]})
    assert "Add it first" in errors(refused)["sources"][0]
    assert rows()[0][3] == ["ledger", "report"]


def test_a_new_claim_gets_a_name_and_goes_to_the_end(desk: Client, claim: Claim) -> None:
    Claim.objects.create(stop=claim.stop, key="c1", status="context", position=5)
    new = {"2-text_en": "Rice crossed first.", "2-status": "context", "2-sources": ["press"]}
    assert save(desk, claim.stop, **new).status_code == 302
    assert rows()[-1] == ("c2", "context", "Rice crossed first.", ["press"])
    assert Claim.objects.get(key="c2").position == 6


def test_an_empty_new_claim_is_none_and_half_a_one_is_refused(desk: Client, claim: Claim) -> None:
    assert save(desk, claim.stop).status_code == 302
    assert set(errors(save(desk, claim.stop, **{"1-status": "context"}), 1)) == {"text_en"}
    assert set(errors(save(desk, claim.stop, **{"1-text_en": "It ran."}), 1)) == {"status"}
    assert len(rows()) == 1


def test_what_names_the_source_must_stand_in_the_statement(desk: Client, claim: Claim) -> None:
    typed = {"0-status": "article_only", "0-attribution": "says the report"}
    assert errors(save(desk, claim.stop, **typed))["attribution"] == ["These words do not stand in the statement."]
    save(desk, claim.stop, **typed | {"0-attribution": "Says  the ledger"})
    assert Claim.objects.get().attribution == "Says  the ledger"


def test_the_claims_own_page_asks_the_same(desk: Client, claim: Claim) -> None:
    url = f"/admin/tour/claim/{claim.pk}/change/"
    refused = desk.post(url, loaded(desk, url) | {"attribution": "says nobody"})
    assert "attribution" in refused.context["adminform"].form.errors


def test_two_who_name_sources_of_one_claim_are_told(desk: Client, claim: Claim, sources: dict[str, Source]) -> None:
    fields = loaded(desk, address(claim.stop))
    claim.sources.set([sources["press"]])
    both = desk.post(address(claim.stop), fields | {"claims-0-sources": ["report"]})
    assert "Somebody has saved this field" in errors(both)["sources"][0]
    # Who only changed the words leaves the other's sources.
    desk.post(address(claim.stop), fields | {"claims-0-text_en": "It ran."})
    assert rows()[0][2:] == ("It ran.", ["press"])


def test_a_claim_that_nobody_stands_for_is_marked_where_it_stands_and_refused(desk: Client, claim: Claim) -> None:
    claim.sources.clear()
    assert "It has no source. Name one" in desk.get(address(claim.stop)).content.decode()
    page = desk.get("/admin/tour/river/publish/").content.decode()
    assert "Stop 3, claim “end”: It has no source." in page
    assert f'href="/admin/tour/stop/{claim.stop_id}/change/?language=en#claim-{claim.pk}"' in page
    assert f'id="claim-{claim.pk}"' in desk.get(address(claim.stop)).content.decode()


def test_a_translator_reads_sources_and_changes_none(claim: Claim) -> None:
    user = User.objects.create(username="thai", is_staff=True)
    give(user, "translator", tours=[claim.stop.tour], languages=["th"])
    client = Client()
    client.force_login(user)
    fields = loaded(client, address(claim.stop, "th"))
    typed = {"claims-0-sources": ["press"], "claims-0-status": "disputed", "claims-0-text_th": "ใหม่"}
    assert client.post(address(claim.stop, "th"), fields | typed).status_code == 302
    assert rows()[0][1:] == ("corroborated", "It ran until 1998, says the ledger.", ["ledger", "report"])
    more = {"claims-TOTAL_FORMS": "2", "claims-1-text_en": "x", "claims-1-text_th": "x", "claims-1-status": "context"}
    client.post(address(claim.stop, "th"), loaded(client, address(claim.stop, "th")) | more)
    assert len(rows()) == 1


def test_a_draft_keeps_what_was_typed_of_a_claim(desk: Client, claim: Claim) -> None:
    aside = f"/admin/draft/stop/{claim.stop_id}/?language=en"
    fields = loaded(desk, address(claim.stop))
    typed = {"claims-0-sources": ["ledger", "press"], "claims-0-status": "disputed"}
    assert desk.post(aside, fields | typed).status_code == 204
    shown = loaded(desk, address(claim.stop) + "&draft=show")
    assert shown["claims-0-sources"] == ["ledger", "press", ""]
    assert shown["claims-0-status"] == "disputed"


def test_the_page_names_the_tours_sources_once_however_many_claims(desk: Client, claim: Claim) -> None:
    for number in range(10):
        Claim.objects.create(stop=claim.stop, key=f"x{number}", status="context", position=number)
    page = desk.get(address(claim.stop)).content.decode()
    assert page.count('<option value="press">') == 1
    assert "foreign" not in page


def test_a_source_that_claims_rest_on_is_not_deleted_and_they_are_named(
    desk: Client, claim: Claim, sources: dict[str, Source]
) -> None:
    used, free = (f"/admin/tour/source/{sources[key].pk}/delete/" for key in ("ledger", "press"))
    assert f"{claim.stop.number} {claim.key}" in desk.get(used).content.decode()
    desk.post(used, {"post": "yes"})
    assert Source.objects.filter(key="ledger").exists()
    assert list(claim.sources.order_by("key")) == [sources["ledger"], sources["report"]]
    desk.post(free, {"post": "yes"})
    assert not Source.objects.filter(key="press").exists()

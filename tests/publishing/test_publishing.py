import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.publishing.fakes import FakeVisitor, edit, make_tour, pack_of
from tour.edition import Edition, Job
from tour.models import Claim, Release, Source, Stop, set_words
from tour.publishing import (
    Manifest,
    PublishRefused,
    RollbackRefused,
    add_sound,
    current,
    publish,
    publish_site,
    published_editions,
    read,
    rollback,
    store,
    verify,
)
from tour.publishing.faces import Faces

pytestmark = pytest.mark.django_db

SLUG = "river-walk"
Speak = Callable[[], None]


def now(slug: str = SLUG) -> Manifest:
    return read(store(), current().tours[slug])


def body(url: str, slug: str = SLUG) -> bytes:
    return store().read(now(slug).files[url].sha256)


def test_publishing_points_to_a_whole_release(visitor: FakeVisitor) -> None:
    make_tour()
    made = publish(SLUG, faces=visitor.faces(), notes="first")
    assert made.changed
    assert made.release.notes == "first"
    assert current().tours == {SLUG: made.release.manifest}
    assert now().numbers == {"1": "stop-1", "2": "stop-2", "3": "stop-3"}
    assert now().languages == ("en", "km")
    assert verify(SLUG) == []


def test_the_site_s_own_pages_are_switched_in_the_same_move(visitor: FakeVisitor) -> None:
    make_tour()
    publish(SLUG, faces=visitor.faces())
    site = read(store(), current().site)
    assert SLUG in store().read(site.files["en/"].sha256).decode()
    assert site.files["en/404.html"].status == 404
    assert Release.objects.filter(tour=None).count() == 1


def test_publishing_again_without_an_edit_makes_no_release(visitor: FakeVisitor) -> None:
    make_tour()
    first = publish(SLUG, faces=visitor.faces())
    visitor.rendered.clear()
    again = publish(SLUG, faces=visitor.faces())
    assert (again.changed, again.written, visitor.rendered) == (False, 0, [])
    assert again.release == first.release
    assert Release.objects.filter(tour__slug=SLUG).count() == 1


def test_after_one_edit_only_the_files_that_tell_of_it_are_written(visitor: FakeVisitor) -> None:
    make_tour()
    publish(SLUG, faces=visitor.faces())
    visitor.rendered.clear()
    edit(SLUG, 2, "Other words.", "km")
    made = publish(SLUG, faces=visitor.faces())
    assert made.changed
    # The fake tour page is keyed by the whole edition: it is made again, with the same bytes.
    assert visitor.rendered == [f"km/{SLUG}/", f"km/{SLUG}/stop-2/"]
    # The stop's page and the pack that names it; the English pack is the same to the byte.
    assert made.written == 2


def test_a_page_never_changes_because_another_language_did(visitor: FakeVisitor) -> None:
    make_tour()
    publish(SLUG, faces=visitor.faces())
    english = now().files[f"en/{SLUG}/pack.json"]
    edit(SLUG, 2, "Other words.", "km")
    publish(SLUG, faces=visitor.faces())
    assert now().files[f"en/{SLUG}/pack.json"] == english


def test_a_blob_that_vanished_is_made_again(visitor: FakeVisitor) -> None:
    make_tour()
    publish(SLUG, faces=visitor.faces())
    store().path(now().files[f"en/{SLUG}/stop-1/"].sha256).unlink()
    assert verify(SLUG) == [f"en/{SLUG}/stop-1/ is missing."]
    publish(SLUG, faces=visitor.faces())
    assert verify(SLUG) == []


def test_a_pack_adds_up_for_each_kind_of_phone(visitor: FakeVisitor, voices_speak: Speak) -> None:
    make_tour()
    voices_speak()
    publish(SLUG, faces=visitor.faces())
    pack = pack_of(body(f"km/{SLUG}/pack.json"))
    files: list[dict[str, int | str]] = pack["files"]  # type: ignore[assignment]
    assert set(pack) == {"tour", "language", "release", "bytes", "files"}
    assert set(files[0]) == {"url", "src", "bytes", "sha256", "type", "for"}
    for kind in ("opus", "mp3"):
        total = sum(int(file["bytes"]) for file in files if file["for"] in {"all", kind})
        assert pack["bytes"][kind] == total  # type: ignore[index]
    assert {file["for"] for file in files} == {"all", "opus", "mp3"}
    assert all(str(file["src"]).startswith(f"files/{str(file['sha256'])[:32]}.") for file in files)


def test_a_tour_that_is_not_there_is_refused(visitor: FakeVisitor) -> None:
    with pytest.raises(PublishRefused, match="There is no tour “nowhere”"):
        publish("nowhere", faces=visitor.faces())


def test_a_tour_without_stops_is_refused(visitor: FakeVisitor) -> None:
    make_tour(stops=0)
    with pytest.raises(PublishRefused, match="has no stops yet"):
        publish(SLUG, faces=visitor.faces())


def test_a_refusal_names_every_stop_without_words_and_leaves_visitors_what_they_had(visitor: FakeVisitor) -> None:
    tour = make_tour()
    publish(SLUG, faces=visitor.faces())
    before = current()
    Stop.objects.create(tour=tour, slug="bare", number=9, position=9)
    with pytest.raises(PublishRefused, match=r"Stop 9 \(bare\) has no words in English yet"):
        publish(SLUG, faces=visitor.faces())
    assert current() == before


def test_a_claim_without_a_source_is_refused_alike_by_the_room_and_by_the_command(visitor: FakeVisitor) -> None:
    tour = make_tour()
    publish(SLUG, faces=visitor.faces())
    before = current()
    said: dict[str, Any] = {"text_en": "The last wheat was ground in 1968."}
    claim = Claim.objects.create(stop=tour.stops.get(number=2), key="wheat", status="article_only", **said)
    why = "Stop 2, claim “wheat”: It has no source. Name one, or take the claim out."
    with pytest.raises(PublishRefused) as refused:
        publish(SLUG, faces=visitor.faces())
    with pytest.raises(CommandError, match=re.escape(why)):
        call_command("publish", SLUG)
    assert refused.value.reasons == (why,)
    claim.sources.add(Source.objects.create(tour=tour, key="ledger", title="The ledger"))
    with pytest.raises(PublishRefused, match="Stop 2, claim “wheat”: Only one source says it"):
        publish(SLUG, faces=visitor.faces())
    assert current() == before


def test_a_claim_of_one_source_that_says_whose_it_is_is_published(visitor: FakeVisitor) -> None:
    tour = make_tour()
    said: dict[str, Any] = {
        "text_en": "The last wheat was ground in 1968, says the ledger.",
        "attribution": "the ledger",
    }
    claim = Claim.objects.create(stop=tour.stops.get(number=2), key="wheat", status="article_only", **said)
    claim.sources.add(Source.objects.create(tour=tour, key="ledger", title="The ledger"))
    publish(SLUG, faces=visitor.faces())
    (shown,) = published_editions(SLUG)[0].stops[1].claims
    assert "the ledger" in shown.text


def test_a_translation_that_is_lacking_does_not_stop_anyone(visitor: FakeVisitor) -> None:
    tour = make_tour()
    stop = Stop(tour=tour, slug="only-english", number=9, position=9)
    set_words(stop, "title", "en", "Nine")
    set_words(stop, "text", "en", "Words.")
    stop.save()
    assert publish(SLUG, faces=visitor.faces()).changed


def test_a_page_that_leads_nowhere_is_refused(visitor: FakeVisitor) -> None:
    make_tour()
    visitor.broken = '<a href="nowhere/">'
    with pytest.raises(PublishRefused, match=f"links to en/{SLUG}/nowhere/, which is not there"):
        publish(SLUG, faces=visitor.faces())
    assert current().tours == {}


def test_a_link_from_the_root_is_refused_because_an_export_would_lose_it(visitor: FakeVisitor) -> None:
    make_tour()
    visitor.broken = '<a href="/en/">'
    with pytest.raises(PublishRefused, match="links to /en/"):
        publish(SLUG, faces=visitor.faces())


def test_sound_that_comes_later_joins_the_published_words_only(visitor: FakeVisitor, voices_speak: Speak) -> None:
    make_tour()
    first = publish(SLUG, faces=visitor.faces())
    edit(SLUG, 1, "Half-done edit.")
    voices_speak()
    made = add_sound(SLUG, faces=visitor.faces())
    assert made
    assert made.release.kind == Release.Kind.SOUND
    assert made.release.editions == first.release.editions
    page = body(f"en/{SLUG}/stop-1/").decode()
    assert "<source" in page
    assert "Half-done" not in page
    assert add_sound(SLUG, faces=visitor.faces()) is None
    assert verify(SLUG) == []


def test_no_sound_is_added_before_the_first_release(visitor: FakeVisitor, voices_speak: Speak) -> None:
    make_tour()
    voices_speak()
    assert add_sound(SLUG, faces=visitor.faces()) is None


def test_a_roll_back_gives_the_words_before_and_stays_when_sound_comes(
    visitor: FakeVisitor, voices_speak: Speak
) -> None:
    make_tour()
    first = publish(SLUG, faces=visitor.faces())
    edit(SLUG, 1, "Second words.")
    publish(SLUG, faces=visitor.faces())
    back = rollback(SLUG, faces=visitor.faces())
    assert back.release.kind == Release.Kind.ROLLBACK
    assert current().tours[SLUG] == first.release.manifest
    voices_speak()
    add_sound(SLUG, faces=visitor.faces())
    assert "Second words" not in body(f"en/{SLUG}/stop-1/").decode()
    assert "<source" in body(f"en/{SLUG}/stop-1/").decode()


def test_a_roll_back_goes_to_the_latest_sound_of_the_words_before(visitor: FakeVisitor, voices_speak: Speak) -> None:
    make_tour()
    publish(SLUG, faces=visitor.faces())
    voices_speak()
    sound = add_sound(SLUG, faces=visitor.faces())
    assert sound
    edit(SLUG, 1, "Second words.")
    publish(SLUG, faces=visitor.faces())
    rollback(SLUG, faces=visitor.faces())
    assert current().tours[SLUG] == sound.release.manifest


def test_going_back_twice_goes_back_two_steps_and_then_no_further(visitor: FakeVisitor) -> None:
    make_tour()
    first = publish(SLUG, faces=visitor.faces())
    for words in ("Second.", "Third."):
        edit(SLUG, 1, words)
        publish(SLUG, faces=visitor.faces())
    rollback(SLUG, faces=visitor.faces())
    rollback(SLUG, faces=visitor.faces())
    assert current().tours[SLUG] == first.release.manifest
    with pytest.raises(RollbackRefused, match="no release"):
        rollback(SLUG, faces=visitor.faces())


def test_going_back_remembers_every_address_that_was_given_out(visitor: FakeVisitor) -> None:
    tour = make_tour()
    publish(SLUG, faces=visitor.faces())
    Stop.objects.filter(number=2).update(slug="bridge")
    words: dict[str, Any] = {"title_en": "Mill", "text_en": "Here."}
    mill = Stop.objects.create(tour=tour, slug="mill", number=5, position=9, **words)
    publish(SLUG, faces=visitor.faces())
    back = rollback(SLUG, faces=visitor.faces())
    assert (now().renamed(), set(now().retired())) == ({"bridge": "stop-2"}, {"5"})
    assert {f"en/{SLUG}/mill/", f"en/{SLUG}/bridge/"} <= set(now().gone)
    assert f"en/{SLUG}/stop-2/" in now().files
    assert verify(SLUG) == []
    # To the same words once more, by the row they first had and by the one they have now: nothing changes.
    for row in Release.objects.filter(tour__slug=SLUG, editions=back.release.editions):
        assert not rollback(SLUG, to=row.pk, faces=visitor.faces()).changed
    mill.retired = True
    mill.save()
    publish(SLUG, faces=visitor.faces())
    assert (now().renamed(), set(now().retired())) == ({"stop-2": "bridge"}, {"5"})
    assert f"en/{SLUG}/mill/" in now().gone


def test_publishing_after_a_roll_back_goes_forward_again(visitor: FakeVisitor) -> None:
    make_tour()
    publish(SLUG, faces=visitor.faces())
    edit(SLUG, 1, "Second.")
    second = publish(SLUG, faces=visitor.faces())
    rollback(SLUG, faces=visitor.faces())
    again = publish(SLUG, faces=visitor.faces())
    assert again.changed
    assert current().tours[SLUG] == second.release.manifest
    assert rollback(SLUG, faces=visitor.faces()).changed


def test_the_published_words_are_kept_as_they_were(visitor: FakeVisitor) -> None:
    make_tour()
    assert published_editions(SLUG) == ()
    publish(SLUG, faces=visitor.faces())
    edit(SLUG, 1, "Edited since.")
    editions = published_editions(SLUG)
    assert [edition.language for edition in editions] == ["en", "km"]
    assert editions[0].stops[0].paragraphs[0][0].written.startswith("Words of stop 1 in en")


def test_a_page_that_is_no_more_is_remembered_as_gone(visitor: FakeVisitor) -> None:
    make_tour()
    publish(SLUG, faces=visitor.faces())
    Stop.objects.filter(number=3).update(retired=True)
    publish(SLUG, faces=visitor.faces())
    assert now().gone == (f"en/{SLUG}/stop-3/", f"km/{SLUG}/stop-3/")
    assert not publish(SLUG, faces=visitor.faces()).changed


def test_a_renamed_stop_is_told_from_a_retired_one_by_its_number(visitor: FakeVisitor) -> None:
    make_tour()
    publish(SLUG, faces=visitor.faces())
    Stop.objects.filter(number=2).update(slug="bridge")
    Stop.objects.filter(number=3).update(retired=True)
    publish(SLUG, faces=visitor.faces())
    assert (now().renamed(), set(now().retired())) == ({"stop-2": "bridge"}, {"3"})


def test_a_stop_renamed_twice_is_found_by_both_old_slugs_until_it_is_retired(visitor: FakeVisitor) -> None:
    make_tour()
    for slug in ("stop-2", "bridge", "old-bridge"):
        Stop.objects.filter(number=2).update(slug=slug)
        publish(SLUG, faces=visitor.faces())
    assert now().renamed() == {"stop-2": "old-bridge", "bridge": "old-bridge"}
    Stop.objects.filter(number=2).update(retired=True)
    publish(SLUG, faces=visitor.faces())
    assert (now().renamed(), set(now().retired())) == ({}, {"2"})
    Stop.objects.filter(number=2).update(retired=False)
    publish(SLUG, faces=visitor.faces())
    assert now().renamed() == {"stop-2": "old-bridge", "bridge": "old-bridge"}


def test_a_slug_in_use_again_is_nobody_s_old_address(visitor: FakeVisitor) -> None:
    make_tour()
    publish(SLUG, faces=visitor.faces())
    Stop.objects.filter(number=2).update(slug="bridge")
    publish(SLUG, faces=visitor.faces())
    Stop.objects.filter(number=3).update(slug="stop-2")
    publish(SLUG, faces=visitor.faces())
    assert now().renamed() == {"stop-3": "stop-2"}


def test_a_pack_drops_what_is_retired(visitor: FakeVisitor) -> None:
    make_tour()
    publish(SLUG, faces=visitor.faces())
    old = store().read(now().files[f"en/{SLUG}/pack.json"].sha256)
    assert f"en/{SLUG}/stop-3/".encode() in old
    Stop.objects.filter(number=3).update(retired=True)
    publish(SLUG, faces=visitor.faces())
    assert f"en/{SLUG}/stop-3/".encode() not in store().read(now().files[f"en/{SLUG}/pack.json"].sha256)


def test_the_list_of_tours_holds_published_tours_only(visitor: FakeVisitor) -> None:
    make_tour()
    make_tour("second-tour")
    publish(SLUG, faces=visitor.faces())
    assert publish_site(faces=visitor.faces()) is None
    listed = store().read(read(store(), current().site).files["en/"].sha256).decode()
    assert "second-tour" not in listed
    publish("second-tour", faces=visitor.faces())
    listed = store().read(read(store(), current().site).files["en/"].sha256).decode()
    assert "second-tour" in listed
    assert SLUG in listed


def test_the_site_can_be_made_before_any_tour(visitor: FakeVisitor) -> None:
    made = publish_site(faces=visitor.faces())
    assert made
    assert made.release.tour is None
    assert current().site == made.release.manifest


def test_what_a_release_names_does_not_depend_on_the_order_it_was_made_in(visitor: FakeVisitor) -> None:
    make_tour()
    first = publish(SLUG, faces=visitor.faces()).release.manifest
    edit(SLUG, 1, "Other.")
    publish(SLUG, faces=visitor.faces())
    edit(SLUG, 1, "Words of stop 1 in en.\n\nAnd more.")
    assert publish(SLUG, faces=visitor.faces()).release.manifest == first


def test_a_damaged_release_is_put_right_by_publishing_again(visitor: FakeVisitor) -> None:
    make_tour()
    made = publish(SLUG, faces=visitor.faces())
    store().path(made.release.manifest).write_text("{")
    assert "cannot be read" in verify(SLUG)[0]
    publish(SLUG, faces=visitor.faces())
    assert verify(SLUG) == []


def test_a_language_the_site_does_not_have_is_named(visitor: FakeVisitor) -> None:
    make_tour(languages=("en", "de"))
    with pytest.raises(PublishRefused, match="offered in German, which this site is not"):
        publish(SLUG, faces=visitor.faces())


def test_two_jobs_that_contradict_each_other_are_refused(visitor: FakeVisitor) -> None:
    make_tour()
    other = FakeVisitor(broken="<b>other</b>")
    faces = Faces(of_edition=(visitor.jobs, other.jobs), of_site=(visitor.site_jobs,))
    with pytest.raises(PublishRefused, match=f"Two different files were made for the address en/{SLUG}/"):
        publish(SLUG, faces=faces)


def test_nothing_slow_happens_inside_a_transaction(visitor: FakeVisitor, monkeypatch: pytest.MonkeyPatch) -> None:
    make_tour()
    depth: list[int] = []

    def watched(edition: Edition) -> Iterator[Job]:
        depth.append(len(connection.savepoint_ids))
        yield from visitor.jobs(edition)

    outside = len(connection.savepoint_ids)
    publish(SLUG, faces=Faces(of_edition=(watched,), of_site=(visitor.site_jobs,)))
    assert set(depth) == {outside}

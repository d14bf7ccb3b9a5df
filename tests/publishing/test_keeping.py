import fcntl
import multiprocessing
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.publishing.fakes import FakeVisitor, edit, make_tour
from tour.models import Release
from tour.publishing import current, pointer, prune, publish, read, rollback, store, verify

SLUG = "river-walk"


def age(days: int) -> None:
    for row in Release.objects.all():
        Release.objects.filter(pk=row.pk).update(made_at=row.made_at - timedelta(days=days))


def publish_words(visitor: FakeVisitor, *texts: str) -> list[str]:
    made = []
    for text in texts:
        edit(SLUG, 1, text)
        made.append(publish(SLUG, faces=visitor.faces()).release.manifest)
    return made


@pytest.mark.django_db
def test_a_release_lately_replaced_is_kept_however_old_it_is(visitor: FakeVisitor) -> None:
    make_tour()
    first, second = publish_words(visitor, "One.", "Two.")
    age(400)
    (third,) = publish_words(visitor, "Three.")
    # The second was in use until this minute; the first for the last time 400 days ago.
    assert prune() > 0
    assert not store().path(first).exists()
    assert read(store(), second).files
    assert current().tours[SLUG] == third
    assert first not in current().kept
    assert second in current().kept
    assert verify(SLUG) == []


@pytest.mark.django_db
def test_the_release_to_go_back_to_is_kept_longest(visitor: FakeVisitor) -> None:
    make_tour()
    first, _ = publish_words(visitor, "One.", "Two.")
    age(400)
    prune()
    rollback(SLUG, faces=visitor.faces())
    assert current().tours[SLUG] == first
    assert verify(SLUG) == []


@pytest.mark.django_db
def test_pruning_twice_removes_nothing_more_and_publishing_goes_on(visitor: FakeVisitor, settings: Settings) -> None:
    settings.RELEASE_KEEP_DAYS = 1
    make_tour()
    publish_words(visitor, "One.", "Two.", "Three.")
    age(400)
    prune()
    assert prune() == 0
    assert publish_words(visitor, "One.")
    assert verify(SLUG) == []
    assert timezone.now() > Release.objects.earliest("made_at").made_at


@pytest.mark.django_db
def test_left_overs_of_broken_writes_are_cleared() -> None:
    kept = store().put(b"words")
    (store().path(kept.sha256).parent / "0.tmp").write_bytes(b"half")
    assert prune() == 2


def _move_many(name: str, count: int) -> None:
    for number in range(count):
        with pointer.switching():
            pointer.move(tours={f"{name}-{number}": f"{number:064x}"})


def test_two_publishers_at_once_lose_nothing() -> None:
    fork = multiprocessing.get_context("fork")
    running = [fork.Process(target=_move_many, args=(name, 15)) for name in ("a", "b", "c")]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert len(current().tours) == 45


def test_without_the_lock_a_publisher_overwrites_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above."""
    read_before = pointer.current

    def overtaken() -> pointer.Current:
        seen = read_before()
        if "other" not in seen.tours:
            pointer.write(pointer.Current(tours={"other": "0" * 64}))
        return seen

    monkeypatch.setattr(pointer, "current", overtaken)
    pointer.move(tours={"mine": "1" * 64})
    assert "other" not in read_before().tours


def test_a_switch_is_all_or_nothing_and_remembers_what_it_replaced() -> None:
    pointer.move(site="s1", tours={"a": "a1"})
    pointer.move(site="s2", tours={"b": "b1"})
    pointer.move(tours={"a": "a2"})
    assert current() == pointer.Current(site="s2", tours={"a": "a2", "b": "b1"}, kept=("s1", "a1"))


def _is_held(name: str, kind: int) -> bool:
    with (pointer.path().parent / "locks" / f"{name}.lock").open("w") as other:
        try:
            fcntl.flock(other, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def test_one_tour_is_built_by_one_publisher_and_nothing_is_pruned_meanwhile() -> None:
    with pointer.building("a"):
        assert _is_held("tour-a", fcntl.LOCK_EX)
        assert _is_held("store", fcntl.LOCK_EX)
        # Another tour may be built beside it.
        assert not _is_held("store", fcntl.LOCK_SH)
        with pointer.building("b"):
            pass
    assert not _is_held("tour-a", fcntl.LOCK_EX)
    with pointer.clearing():
        assert _is_held("store", fcntl.LOCK_SH)

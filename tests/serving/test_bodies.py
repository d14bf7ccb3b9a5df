import pytest

from tour.publishing import store
from tour.serving.bodies import Bodies


def blob(letter: str, size: int = 100) -> str:
    return store().put(letter.encode() * size).sha256


def test_a_body_is_read_once_and_remembered() -> None:
    name = blob("a")
    bodies = Bodies(store())
    assert bodies.whole(name) is bodies.whole(name)


def test_memory_stays_bounded_and_the_one_asked_for_longest_ago_goes_first() -> None:
    a, b, c = blob("a"), blob("b"), blob("c")
    bodies = Bodies(store(), capacity_bytes=250)
    first = bodies.whole(a)
    bodies.whole(b)
    assert bodies.whole(a) is first
    bodies.whole(c)
    assert bodies.whole(a) is first
    store().path(b).unlink()
    with pytest.raises(FileNotFoundError):
        bodies.whole(b)


def test_a_body_larger_than_the_bound_is_served_and_not_kept() -> None:
    name = blob("a", 1000)
    bodies = Bodies(store(), capacity_bytes=250)
    assert len(bodies.whole(name)) == 1000
    assert bodies.whole(name) is not bodies.whole(name)


def test_a_part_is_the_same_from_disk_and_from_memory() -> None:
    name = store().put(bytes(range(200))).sha256
    bodies = Bodies(store())
    from_disk = bodies.part(name, 10, 20)
    bodies.whole(name)
    assert from_disk == bodies.part(name, 10, 20) == bytes(range(10, 20))

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tests.feedback.conftest import KEY, Send, report
from tour.models import Mistake, Stop


def test_a_mistake_comes_to_the_desk_with_the_sentence_as_it_was_seen(send: Send, ferry: Stop) -> None:
    assert send("mistake", report(sentence=1, words=" People\n waited. ", note=" Nobody did.\n")).status_code == 204
    row = Mistake.objects.get()
    assert (row.stop, row.language, row.sentence, row.words) == (ferry, "en", 1, "People waited.")
    assert (row.note, row.page_key, row.state, row.at) == ("Nobody did.", KEY, "open", timezone.localdate())


def test_the_whole_stop_may_be_meant(send: Send, ferry: Stop) -> None:
    assert send("mistake", report()).status_code == 204
    assert Mistake.objects.get().sentence is None


def test_the_same_report_twice_is_one(send: Send, ferry: Stop) -> None:
    for _ in range(2):
        assert send("mistake", report(sentence=0, words="It crossed here.")).status_code == 204
    assert Mistake.objects.count() == 1


def test_a_report_that_comes_again_after_it_was_put_right_is_new(send: Send, ferry: Stop) -> None:
    send("mistake", report())
    Mistake.objects.update(state="put-right", handled_at=timezone.now())
    send("mistake", report())
    assert Mistake.objects.count() == 2


@pytest.mark.parametrize("wrong", [{"stop": "bridge"}, {"tour": "sea"}, {"language": "th"}], ids=str)
def test_a_stop_that_is_not_there_is_refused_with_the_reason(send: Send, ferry: Stop, wrong: dict[str, str]) -> None:
    answer = send("mistake", report(**wrong))
    assert (answer.status_code, answer.content) == (400, b"No such stop in this language.")


def test_the_table_itself_keeps_state_and_handling_together(ferry: Stop) -> None:
    with pytest.raises(IntegrityError):
        Mistake.objects.create(stop=ferry, language="en", note="x", page_key=KEY, state="answered")

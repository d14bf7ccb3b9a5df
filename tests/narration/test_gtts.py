import json
import time
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tests.narration.gtts_service import Service, http
from tour.narration import VoiceError
from tour.narration.clusters import may_cut
from tour.narration.voices.gtts import GttsVoice
from tour.narration.voices.pacing import FAILURES_BEFORE_REST, Pacing
from tour.narration.voices.pieces import pieces
from tour.narration.voices.plausible import bounds_s

KHMER = "ប្រាសាទនេះត្រូវបានសាងសង់ឡើងដោយព្រះមហាក្សត្រខ្មែរក្នុងសតវត្សទីដប់ពីរនៃគ្រិស្តសករាជហើយបានក្លាយជាទីសក្ការៈសម្រាប់ប្រជាជនទូទៅនៅក្នុងតំបន់នេះ។"


@pytest.fixture
def voice() -> GttsVoice:
    return GttsVoice("gtts", pause_s=0, deadline_s=10)


def test_a_long_khmer_sentence_goes_in_pieces_that_are_whole_clusters(voice: GttsVoice, service: Service) -> None:
    sound = voice.synthesise(KHMER, "km")
    texts = [text for text, _ in service.heard]
    assert "".join(texts) == KHMER
    assert len(texts) > 1
    assert all(len(text) <= 100 for text in texts)
    assert sound.duration_ms > 3000


def test_control_the_library_alone_cuts_inside_a_khmer_cluster() -> None:
    from gtts import gTTS

    parts = gTTS(KHMER, lang="km")._tokenize(KHMER)
    cuts = [len("".join(parts[:count])) for count in range(1, len(parts))]
    assert not all(may_cut(KHMER, cut) for cut in cuts)


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("zh-hans", "zh-CN"),
        ("zh-hant", "zh-TW"),
        ("he", "iw"),
        ("nb", "no"),
        ("fil", "tl"),
        ("pt-br", "pt"),
        ("km", "km"),
    ],
)
def test_languages_are_asked_for_by_the_service_s_own_codes(
    voice: GttsVoice, service: Service, language: str, code: str
) -> None:
    voice.synthesise("123 456", language)
    assert service.heard == [("123 456", code)]


def test_it_claims_what_the_library_lists_and_no_lao(voice: GttsVoice) -> None:
    assert {"km", "en", "zh-hans", "he", "fil", "nb", "pt", "pt-br"} <= voice.languages
    assert not {"lo", "fa"} & voice.languages


def test_a_comma_does_not_make_a_second_call(voice: GttsVoice, service: Service) -> None:
    voice.synthesise("One, two: three; four.", "en")
    assert len(service.heard) == 1


def test_after_several_failures_it_rests_and_other_processes_know(voice: GttsVoice, service: Service) -> None:
    service.behave = lambda call: call.connection.sendall(http(b"", status="503 Service Unavailable"))
    for _ in range(FAILURES_BEFORE_REST):
        assert voice.resting() is None
        with pytest.raises(VoiceError, match="answered 503"):
            voice.synthesise("Words.", "en")
    asked = len(service.heard)
    other = GttsVoice("gtts", pause_s=0)
    resting = other.resting()
    assert resting
    assert "answered 503" in str(resting)
    with pytest.raises(VoiceError, match="left alone"):
        other.synthesise("Words.", "en")
    assert len(service.heard) == asked


def test_it_waits_as_long_as_it_is_asked_to(voice: GttsVoice, service: Service) -> None:
    service.behave = lambda call: call.connection.sendall(
        http(b"", status="429 Too Many Requests", Retry_After="3600")
    )
    with pytest.raises(VoiceError) as raised:
        voice.synthesise("Words.", "en")
    assert raised.value.retry_after_s == 3600
    resting = voice.resting()
    assert resting
    assert resting.retry_after_s
    assert resting.retry_after_s > 3500


def test_a_date_can_be_waited_for(voice: GttsVoice, service: Service) -> None:
    service.behave = lambda call: call.connection.sendall(
        http(b"", status="429 Too Many Requests", Retry_After="Fri, 31 Dec 2100 23:59:59 GMT")
    )
    with pytest.raises(VoiceError, match="asks to wait"):
        voice.synthesise("Words.", "en")


def test_a_good_answer_forgets_the_failures_before(voice: GttsVoice, service: Service) -> None:
    good = service.behave
    service.behave = lambda call: call.connection.sendall(http(b"", status="503 Service Unavailable"))
    for _ in range(FAILURES_BEFORE_REST - 1):
        with pytest.raises(VoiceError):
            voice.synthesise("Words.", "en")
    service.behave = good
    voice.synthesise("Words.", "en")
    assert voice._pacing.state().failures == 0


def test_calls_keep_their_distance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    pacing = Pacing(tmp_path, "gtts", pause_s=5)
    for _ in range(2):
        with pacing.turn():
            pass
    assert len(slept) == 1
    assert 4 < slept[0] <= 5


def test_a_clock_set_back_makes_nobody_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("waited"))
    (tmp_path / "gtts.json").write_text(json.dumps({"last_call": time.time() + 86_400}))
    with Pacing(tmp_path, "gtts", pause_s=5).turn():
        pass


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"unknown": 1}'])
def test_a_damaged_state_is_a_fresh_start(tmp_path: Path, damage: str) -> None:
    (tmp_path / "gtts.json").write_text(damage)
    assert Pacing(tmp_path, "gtts", pause_s=0).rest_s() == 0


def test_the_state_lies_below_the_media(voice: GttsVoice, service: Service) -> None:
    voice.synthesise("Words.", "en")
    assert (Path(settings.MEDIA_ROOT) / "voices" / "gtts.json").exists()


TEXT = st.text(alphabet="ab ,.កខ្មាជ។กเแำา中、 ", min_size=1, max_size=400)


@given(text=TEXT)
def test_pieces_lose_nothing_and_fit(text: str) -> None:
    found = pieces(text, 100)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(0 < len(piece) <= 100 for piece in found)


def test_a_piece_ends_after_a_clause_where_it_can() -> None:
    text = "x" * 30 + " " + "y" * 40 + ", " + "z" * 60
    assert pieces(text, 100)[0].endswith(",")


@pytest.mark.parametrize("mark", ["\u17d4", "\u17d6"])
def test_a_khmer_clause_ends_at_khan_and_camnuc(mark: str) -> None:
    assert pieces("ក" * 70 + mark + "ខ" * 60, 100)[0].endswith(mark)


@pytest.mark.parametrize("sign", ["\u17cf", "\u0e4f"])
def test_ahsda_is_part_of_its_word_and_fongman_opens_one(sign: str) -> None:
    # ក៏ is a word (“also”) that leads on; ៏ and the Thai ๏, which opens a passage, look like one sign.
    assert len(pieces("ក" * 70 + sign + "ខ" * 60, 100)[0]) == 100


@pytest.mark.parametrize("number", ["35,000", "1975–1979", "10:30"])
def test_a_number_is_never_cut_in_two(number: str) -> None:
    assert any(number in piece for piece in pieces(f"{'x' * 70} {number} {'y' * 60}", 100))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("The gate stood open all night.", 2.0),
        ("她在一九九六年离开了这座城市。", 3.2),
        ("1975-1979", 3.0),
        (KHMER, 12.0),
        ("はい。", 0.6),
    ],
)
def test_natural_readings_are_plausible(text: str, seconds: float) -> None:
    least, most = bounds_s(text)
    assert least <= seconds <= most

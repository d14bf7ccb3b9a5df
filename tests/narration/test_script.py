import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tour.narration import script_hash, speak_as, split
from tour.narration.clusters import last_cut, may_cut
from tour.narration.script import speakable

SENTENCES = [
    ("en", "Dr. Smith met Mr. J. F. Kennedy. They spoke.", ["Dr. Smith met Mr. J. F. Kennedy.", "They spoke."]),
    ("en", "At 12.45 pm it rained. It was 3.5 km.", ["At 12.45 pm it rained.", "It was 3.5 km."]),
    ("en", "Take water, e.g. a bottle. No. 5 is near.", ["Take water, e.g. a bottle.", "No. 5 is near."]),
    ("en", "Did he stay? No. He left.", ["Did he stay?", "No.", "He left."]),
    ("en", "It was I. Then we left.", ["It was I.", "Then we left."]),
    ("en", "“Stop!” he said. “Why?” She ran.", ["“Stop!” he said.", "“Why?”", "She ran."]),
    (
        "en",
        "He said it (twice.) And left…and came back. Yes",
        ["He said it (twice.)", "And left…and came back.", "Yes"],
    ),
    ("en", "The U.S. army came. St. Mary stayed.", ["The U.S. army came.", "St. Mary stayed."]),
    ("fr", "M. Dupont est là. « Oui ! » dit-il. Vraiment ?", ["M. Dupont est là.", "« Oui ! » dit-il.", "Vraiment ?"]),
    ("de", "Am 5. Mai kam Dr. Meier. Er ging z.B. fort.", ["Am 5. Mai kam Dr. Meier.", "Er ging z.B. fort."]),
    ("ru", "Это было в 1996 г. Здесь. Да!", ["Это было в 1996 г. Здесь.", "Да!"]),
    ("km", "យើងនៅប៉ៃលិន។ នេះជាទីនោះ។បន្ទាប់៕", ["យើងនៅប៉ៃលិន។", "នេះជាទីនោះ។", "បន្ទាប់៕"]),
    ("km", "មានត្បូង ពេជ្រ ។ល។ ពួកគេទៅ។", ["មានត្បូង ពេជ្រ ។ល។", "ពួកគេទៅ។"]),
    ("ja", "これは門です。「はい。」と言った。終わり！", ["これは門です。", "「はい。」と言った。", "終わり！"]),
    ("zh-hans", "你好。他说：“再见！”走了。", ["你好。", "他说：“再见！”", "走了。"]),
    ("ar", "هل أنت هنا؟ نعم. شكرا.", ["هل أنت هنا؟", "نعم.", "شكرا."]),
    ("hi", "यह द्वार है। वह गया।", ["यह द्वार है।", "वह गया।"]),
    ("vi", "Ông ấy đến TP. Hồ Chí Minh. Rồi đi.", ["Ông ấy đến TP. Hồ Chí Minh.", "Rồi đi."]),
    ("ko", "여기는 문입니다. 그는 갔다.", ["여기는 문입니다.", "그는 갔다."]),
]


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES, ids=lambda value: str(value)[:24])
def test_sentences_end_where_a_reader_would_end_them(language: str, text: str, expected: list[str]) -> None:
    assert split(text, language) == (tuple(expected),)


def test_blank_lines_part_paragraphs() -> None:
    assert split("One.\n\n  Two. Three.\n \nFour.", "en") == (("One.",), ("Two.", "Three."), ("Four.",))


def test_thai_is_cut_at_spaces_and_keeps_numbers_and_repetition_marks() -> None:
    text = (
        "เมืองไพลินอยู่ทางตะวันตกของกัมพูชา ใกล้ชายแดนไทย เมืองนี้มีชื่อเสียงเรื่องอัญมณี โดยเฉพาะทับทิมและพลอยสีน้ำเงิน"
        " ในปี 1975 เขมรแดงเข้ายึดพื้นที่ ต่าง ๆ และอยู่ที่นั่นจนถึงปี 1996"
    )
    ((*pieces,),) = split(text, "th")
    assert len(pieces) > 1
    assert all(len(piece) <= 130 for piece in pieces)
    assert not any(
        piece.startswith("ๆ") or piece[0].isdigit() or piece[-2:].strip().isdigit() for piece in pieces[:-1]
    )


WORDS = st.text(alphabet="abcกขเ็ขคា្ម។.!?។ 。」”» ,12ABÉé\n'\"", max_size=300)


@given(text=WORDS, language=st.sampled_from(["en", "fr", "de", "km", "th", "lo", "ja", "zh-hans", "ar"]))
def test_nothing_is_lost_in_splitting(text: str, language: str) -> None:
    joined = "".join(sentence for paragraph in split(text, language) for sentence in paragraph)
    assert "".join(joined.split()) == "".join(text.split())


@given(text=WORDS, language=st.sampled_from(["en", "km", "th", "ja"]))
def test_no_sentence_is_empty_or_padded(text: str, language: str) -> None:
    sentences = [sentence for paragraph in split(text, language) for sentence in paragraph]
    assert all(sentence and sentence == sentence.strip() for sentence in sentences)


@given(text=WORDS)
def test_no_thai_piece_begins_inside_a_cluster(text: str) -> None:
    for paragraph in split("".join(text.split("\n")), "th"):
        assert not any(unicodedata.category(piece[0]).startswith("M") for piece in paragraph[1:] if len(piece) > 90)


def test_the_longest_written_form_goes_first_and_nothing_is_replaced_twice() -> None:
    lexicon = {"Pailin": "Pie-lin", "Pailin City": "Pailin town", "town": "village"}
    assert speak_as("Pailin City is Pailin.", "en", lexicon) == "Pailin town is Pie-lin."


def test_whole_words_only_where_the_script_has_words() -> None:
    assert speak_as("Pailins Pailin", "en", {"Pailin": "X"}) == "Pailins X"
    assert speak_as("នៅប៉ៃលិនឥឡូវ", "km", {"ប៉ៃលិន": "ប៉ៃ-លិន"}) == "នៅប៉ៃ-លិនឥឡូវ"


def test_a_form_is_not_replaced_inside_a_cluster() -> None:
    assert speak_as("កា", "km", {"ក": "ខ"}) == "កា"


def test_the_spoken_form_is_composed() -> None:
    assert speak_as("Cafe\u0301", "fr", {}) == "Café"
    assert speak_as("Cafe\u0301", "fr", {"Café": "Bar"}) == "Bar"


@pytest.mark.parametrize(
    ("text", "at"), [("ក្ខ", 1), ("ក្ខ", 2), ("កា", 1), ("เก", 1), ("กำ", 1), ("e\u0301", 1), ("क्ष", 2)]
)
def test_a_cluster_is_never_cut(text: str, at: int) -> None:
    assert not may_cut(text, at)


def test_the_last_cut_lies_before_the_cluster_that_passes_the_limit() -> None:
    assert last_cut("កខ្ខ", 3) == 1
    assert last_cut("\u0301\u0301\u0301", 2) == 2


def test_marks_alone_are_not_speakable() -> None:
    assert not speakable("— * … “”")
    assert speakable("១៩៧៥")


def test_the_hash_tells_where_sentences_part() -> None:
    assert script_hash([["a", "b"]]) != script_hash([["a"], ["b"]]) != script_hash([["ab"]])


def test_a_number_parted_by_no_break_spaces_is_said_as_one() -> None:
    assert (
        speak_as("Environ 35\u202f000 personnes en 12\u00a0jours", "fr", {})
        == "Environ 35000 personnes en 12\u00a0jours"
    )

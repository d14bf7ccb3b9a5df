import hashlib
import io
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.narration.fake_voice import hum
from tour.narration import tracks
from tour.narration.audio import encode, flac, loudness, samples, webm
from tour.narration.audio.decode import NotSound, decode
from tour.narration.audio.samples import Samples
from tour.narration.voices.espeak import EspeakVoice


def padded(sound: Samples, before_s: float, after_s: float) -> Samples:
    parts = (samples.silence(before_s, sound.rate), sound.data, samples.silence(after_s, sound.rate))
    return Samples(np.concatenate(parts), sound.rate)


def decoded(path: Path) -> Samples:
    _, data = decode(io.BytesIO(path.read_bytes()), 48_000, 600)
    return Samples(data, 48_000)


@pytest.fixture(scope="module")
def speech() -> Samples:
    return loudness.set_loudness(encode.resampled(hum(20.0), 48_000))


@pytest.fixture(scope="module")
def opus(speech: Samples, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("opus") / "a.webm"
    encode.webm(path, speech)
    return path


def test_a_segment_is_lossless(tmp_path: Path) -> None:
    sound = hum(1.0)
    flac.write(tmp_path / "aa" / "a.flac", sound)
    read = flac.read(tmp_path / "aa" / "a.flac")
    assert read.rate == sound.rate
    assert np.abs(read.data - sound.data).max() <= 1 / 65_536
    assert flac.duration_ms(tmp_path / "aa" / "a.flac") == 1000


def test_a_segment_that_cannot_be_written_whole_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.flac"
    flac.write(path, hum(1.0))
    before = path.read_bytes()
    with pytest.raises(OSError, match="no sound"):
        flac.write(path, Samples(np.zeros(0, np.float32), 16_000))
    assert path.read_bytes() == before
    assert list(tmp_path.glob("a.*")) == [path]


def test_silence_at_the_ends_is_cut_but_for_a_breath() -> None:
    sound = samples.trimmed(padded(hum(1.0), 0.5, 0.8))
    assert 1.0 <= sound.duration_ms / 1000 <= 1.08


def test_silence_throughout_is_left_alone() -> None:
    quiet = Samples(samples.silence(1.0, 16_000), 16_000)
    assert samples.trimmed(quiet).duration_ms == 1000
    assert samples.is_silent(quiet)


def test_pauses_inside_are_found() -> None:
    sound = padded(hum(1.0), 0, 0.4)
    both = Samples(np.concatenate((sound.data, hum(1.0).data)), sound.rate)
    ((start, end),) = samples.pauses(both)
    assert abs(start - 1000) <= 30
    assert abs(end - 1400) <= 30


def test_cues_are_where_the_sentences_are() -> None:
    sound, cues = tracks.joined([[padded(hum(1.0), 0.3, 0.3), hum(0.5)], [hum(0.7), None]])
    starts = [start for start, _ in cues]
    lengths = [end - start for start, end in cues]
    assert lengths == pytest.approx([1060, 500, 700, 0], abs=40)
    assert starts[1] - cues[0][1] == pytest.approx(350, abs=1)
    assert starts[2] - cues[1][1] == pytest.approx(700, abs=1)
    assert sound.duration_ms >= cues[-1][1]


@pytest.mark.parametrize("volume", [0.05, 0.1, 0.9])
def test_every_track_is_as_loud_as_the_next(volume: float) -> None:
    sound = hum(5.0, rate=48_000)
    found = loudness.measure(loudness.set_loudness(Samples(sound.data * np.float32(volume), 48_000)))
    assert found.lufs == pytest.approx(-19, abs=0.5)
    assert found.peak_dbtp <= -1.5


def test_sharp_peaks_are_limited() -> None:
    sound = hum(5.0, rate=48_000).data * np.float32(0.05)
    sound[24_000::48_000] = 0.99
    found = loudness.measure(loudness.set_loudness(Samples(sound, 48_000)))
    assert found.peak_dbtp <= -1.5


def test_silence_is_not_made_loud() -> None:
    quiet = Samples(samples.silence(3.0, 48_000), 48_000)
    assert not loudness.set_loudness(quiet).data.any()


def test_loudness_agrees_with_the_reference_tone() -> None:
    # EBU Tech 3341: 997 Hz at -23 dBFS (mono: 3 dB less than in both channels) reads -26.0 LUFS.
    time = np.arange(48_000 * 20) / 48_000
    tone = (10 ** (-23 / 20) * np.sin(2 * np.pi * 997 * time)).astype(np.float32)
    assert loudness.measure(Samples(tone, 48_000)).lufs == pytest.approx(-26.0, abs=0.1)


def test_encodes_are_the_same_every_time(speech: Samples, opus: Path, tmp_path: Path) -> None:
    encode.webm(tmp_path / "b.webm", speech)
    assert hashlib.sha256(opus.read_bytes()).digest() == hashlib.sha256((tmp_path / "b.webm").read_bytes()).digest()
    for name in ("a.mp3", "b.mp3"):
        encode.mp3(tmp_path / name, speech)
    assert (tmp_path / "a.mp3").read_bytes() == (tmp_path / "b.mp3").read_bytes()


def test_both_files_hold_the_whole_sound_in_step(speech: Samples, opus: Path, tmp_path: Path) -> None:
    encode.mp3(tmp_path / "a.mp3", speech)
    for path in (opus, tmp_path / "a.mp3"):
        assert decoded(path).duration_ms == pytest.approx(speech.duration_ms, abs=2)


@pytest.fixture(scope="module")
def clicking() -> Samples:
    """A sentence that libopus clicks in, again and again."""
    voice = EspeakVoice("espeak")
    text = "In the summer of 1996 the soldiers of Pailin laid down their weapons, and the long war came to an end."
    spoken = voice.synthesise(text, "en")
    voice.close()
    several = Samples(np.concatenate([spoken.data] * 10), spoken.rate)
    return loudness.set_loudness(encode.resampled(several, 48_000))


def test_no_file_peaks_above_what_was_promised(clicking: Samples, tmp_path: Path) -> None:
    encode.webm(tmp_path / "a.webm", clicking)
    encode.mp3(tmp_path / "a.mp3", clicking)
    for name in ("a.webm", "a.mp3"):
        assert loudness.measure(decoded(tmp_path / name)).peak_dbtp <= -1.5


def test_control_the_encoder_alone_clicks(clicking: Samples, tmp_path: Path) -> None:
    encode._opus(tmp_path / "a.webm", clicking)
    assert loudness.measure(decoded(tmp_path / "a.webm")).peak_dbtp > 0


def test_an_mp3_has_one_header_that_tells_its_length(speech: Samples, tmp_path: Path) -> None:
    encode.mp3(tmp_path / "a.mp3", speech)
    data = (tmp_path / "a.mp3").read_bytes()
    assert data.count(b"Xing") + data.count(b"Info") == 1


def test_webm_states_its_duration_and_has_clusters_of_a_second(opus: Path) -> None:
    data = opus.read_bytes()
    found = list(webm.elements(data))
    assert sum(element == 0x1F43B675 for element, _, _ in found) >= 19
    assert any(element == 0x4489 for element, _, _ in found)


def test_openings_hold_what_they_say(opus: Path) -> None:
    data = opus.read_bytes()
    pairs = webm.openings(data)
    assert pairs == sorted(pairs)
    assert 14_900 < pairs[-1][1] <= 15_060
    for size, ms in (pairs[0], pairs[7], pairs[100], pairs[-1]):
        with av.open(io.BytesIO(data[:size]), "r") as container:
            frames = list(container.decode(audio=0))
            heard = sum(frame.samples for frame in frames)
        assert heard / 48 == pytest.approx(ms, abs=1)


def test_a_short_file_opens_to_its_end(tmp_path: Path) -> None:
    encode.webm(tmp_path / "a.webm", hum(0.5, rate=48_000))
    assert webm.openings((tmp_path / "a.webm").read_bytes())[-1][1] >= 500


@given(junk=st.binary(max_size=200))
def test_junk_is_not_webm(junk: bytes) -> None:
    with pytest.raises(webm.NotWebm):
        webm.openings(junk)


@pytest.mark.parametrize(
    "text", ["#EXTM3U\n#EXTINF:1,\n/etc/hostname\n", "ffconcat version 1.0\nfile '/etc/hostname'\n"]
)
def test_a_playlist_is_not_sound(text: str) -> None:
    with pytest.raises(NotSound, match="format"):
        decode(io.BytesIO(text.encode()), 48_000, 60)


def test_sound_beyond_the_limit_is_refused(opus: Path) -> None:
    with pytest.raises(NotSound, match="too-long"):
        decode(io.BytesIO(opus.read_bytes()), 48_000, 5)

"""A hum as phones and recorders would save it, made by the encoders at hand."""

import io
from fractions import Fraction

import av
import numpy as np

from tour.narration.audio.encode import resampled
from tour.narration.audio.samples import Samples

# What it is called -> (container, codec, samples a second).
FORMATS: dict[str, tuple[str, str, int]] = {
    "M4A of an iPhone": ("ipod", "aac", 48_000),
    "M4A, Apple lossless": ("ipod", "alac", 48_000),
    "QuickTime": ("mov", "aac", 44_100),
    "AAC stream": ("adts", "aac", 44_100),
    "MP3": ("mp3", "libmp3lame", 44_100),
    "WAV, 16 bit": ("wav", "pcm_s16le", 44_100),
    "WAV, 24 bit": ("wav", "pcm_s24le", 48_000),
    "WAV, 32 bit float": ("wav", "pcm_f32le", 96_000),
    "Wave64": ("w64", "pcm_s16le", 48_000),
    "FLAC": ("flac", "flac", 44_100),
    "Ogg Opus": ("ogg", "libopus", 48_000),
    "Ogg FLAC": ("ogg", "flac", 48_000),
    "WebM of a browser": ("webm", "libopus", 48_000),
    "AMR": ("amr", "libopencore_amrnb", 8_000),
    "3GP": ("3gp", "libopencore_amrnb", 8_000),
    "CAF": ("caf", "pcm_s16be", 44_100),
    "AIFF": ("aiff", "pcm_s16be", 44_100),
}


def saved(sound: Samples, name: str) -> bytes:
    """The sound in a format of the table."""
    container, codec, rate = FORMATS[name]
    return encoded(resampled(sound, rate), container, codec)


def encoded(sound: Samples, container: str, codec: str) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        stream = file.add_stream(codec, rate=sound.rate, layout="mono")
        assert isinstance(stream, av.AudioStream)
        stream.codec_context.open(strict=False)
        frame = av.AudioFrame.from_ndarray(sound.data[None, :], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = sound.rate, 0, Fraction(1, sound.rate)
        context = stream.codec_context
        resampler = av.AudioResampler(
            format=context.format.name, layout="mono", rate=sound.rate, frame_size=context.frame_size or None
        )
        for made in [*resampler.resample(frame), *resampler.resample(None)]:
            file.mux(stream.encode(made))
        file.mux(stream.encode(None))
    return out.getvalue()


def film(seconds: int = 2) -> bytes:
    """A video in which nobody speaks: it has no sound at all."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as file:
        stream = file.add_stream("mpeg4", rate=10)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(10 * seconds):
            file.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")))
        file.mux(stream.encode(None))
    return out.getvalue()

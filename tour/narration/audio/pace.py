"""The same voice, slower: time is stretched, the pitch stays."""

import av
import numpy as np

from tour.narration.audio.samples import Samples


def slowed(sound: Samples, pace: int) -> Samples:
    """The sound at `pace` hundredths of its own pace (50 to 100); raises `ValueError` for any other, or no sound."""
    if not 50 <= pace <= 100:
        raise ValueError(f"pace {pace} is not between 50 and 100")
    if not len(sound.data):
        raise ValueError("there is no sound")
    frame = av.AudioFrame.from_ndarray(sound.data[None, :], format="flt", layout="mono")
    frame.sample_rate = sound.rate
    graph = av.filter.Graph()
    graph.link_nodes(
        graph.add_abuffer(format="flt", sample_rate=sound.rate, layout="mono"),
        graph.add("atempo", f"{pace / 100:.2f}"),
        graph.add("abuffersink"),
    ).configure()
    graph.push(frame)
    graph.push(None)
    parts = []
    while True:
        try:
            parts.append(graph.pull().to_ndarray().reshape(-1))
        except (av.BlockingIOError, av.EOFError):
            break
    return Samples(np.concatenate(parts).astype(np.float32), sound.rate)

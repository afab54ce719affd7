"""How volume and emotions rise and fall, in real hours. Only a crowd that nobody holds has such a life."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from feed.crowd.measures.posts import Floats, Posts
from feed.crowd.measures.shapes import NOTHING
from feed.crowd.types import EMOTIONS

BIN = 600.0  # s real
HELD = 0.12  # variation of volume between bins under which somebody holds it

Measured = Iterator[tuple[str, float]]


def volume(posts: Posts, scale: float) -> Measured:
    """After the greatest peak: half-life, and the exponent of the decay t^−β until volume rises again."""
    counts = _binned(posts.t * scale)
    if len(counts) < 12 or counts.std() / counts.mean() < HELD:
        return
    smooth = np.convolve(counts, np.ones(3) / 3, mode="same")
    peak = int(np.argmax(smooth[: len(smooth) // 2]))
    after = smooth[peak:]
    yield "half-life of volume (h)", _until(after <= after[0] / 2) * BIN / 3600
    ages = np.arange(1, len(after)) * BIN / 3600
    late = ages >= 0.5
    slope = np.polyfit(np.log(ages[late] + 1.0), np.log(np.maximum(after[1:][late], 1.0)), 1)[0]
    yield "decay exponent of volume", -float(slope)


def emotions(posts: Posts, scale: float) -> Measured:
    """When fear has halved after its peak, and how long after the first fear sadness peaks."""
    counts = _binned(posts.t * scale)
    if len(counts) < 12 or counts.std() / counts.mean() < HELD:
        return
    series = {
        name: np.convolve(_binned(posts.t[posts.emotion == e] * scale, len(counts)), np.ones(5) / 5, "same")
        for e, name in enumerate(EMOTIONS)
    }
    fear, sadness = series["fear"], series["sadness"]
    peak = int(np.argmax(fear))
    yield "fear halves after (h)", _until(fear[peak:] <= fear[peak] / 2) * BIN / 3600
    onset = int(np.argmax(fear > fear.max() / 4))
    yield "sadness peaks after (h)", (int(np.argmax(sadness)) - onset) * BIN / 3600


def _binned(seconds: Floats, bins: int | None = None) -> Floats:
    count = bins or int(seconds.max() // BIN) + 1
    return np.histogram(seconds, bins=count, range=(0.0, count * BIN))[0].astype(np.float64)


def _until(reached: NDArray[np.bool_]) -> float:
    """The first place where it is so; not a number where it never is."""
    return float(np.argmax(reached)) if reached.any() else NOTHING

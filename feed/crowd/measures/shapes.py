"""Shapes of distributions: tails, inequality, rank correlation."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from feed.crowd.measures.posts import Floats

NOTHING = float("nan")


def tail_exponent(counts: ArrayLike) -> float:
    """The exponent of a power-law tail, p(x) ~ x^−α, with the tail's begin that fits best by
    Kolmogorov–Smirnov (Clauset, Shalizi & Newman 2009; their approximation for whole numbers)."""
    values = np.sort(np.asarray(counts, dtype=np.float64))
    values = values[values >= 1]
    fits = [_fit(values[values >= least], least) for least in range(1, 31)]
    best = min((fit for fit in fits if fit is not None), default=None)
    return best[1] if best else NOTHING


def _fit(tail: Floats, least: int) -> tuple[float, float] | None:
    """(distance, exponent) of the tail from `least` on; None where too few are in it."""
    if len(tail) < 50 or tail[-1] == tail[0]:
        return None
    alpha = 1.0 + len(tail) / float(np.log(tail / (least - 0.5)).sum())
    points = np.unique(tail)
    found = 1.0 - np.searchsorted(tail, points, side="left") / len(tail)
    expected = ((points - 0.5) / (least - 0.5)) ** (1.0 - alpha)
    return float(np.abs(found - expected).max()), alpha


def gini(values: ArrayLike) -> float:
    """0 where all have the same, near 1 where one has everything."""
    rising = np.sort(np.asarray(values, dtype=np.float64))
    total = float(rising.sum())
    if not len(rising) or total <= 0:
        return NOTHING
    ranks = np.arange(1, len(rising) + 1)
    return float((2 * ranks - len(rising) - 1) @ rising / (len(rising) * total))


def top_part(values: ArrayLike, part: float) -> float:
    """What the greatest `part` of all hold of the total."""
    falling = np.sort(np.asarray(values, dtype=np.float64))[::-1]
    total = float(falling.sum())
    if not len(falling) or total <= 0:
        return NOTHING
    return float(falling[: max(1, round(part * len(falling)))].sum()) / total


def rank_correlation(a: ArrayLike, b: ArrayLike) -> float:
    """Spearman's, ties sharing their mean rank."""
    x, y = _ranks(np.asarray(a, dtype=np.float64)), _ranks(np.asarray(b, dtype=np.float64))
    if len(x) < 3 or x.std() == 0 or y.std() == 0:
        return NOTHING
    return float(np.corrcoef(x, y)[0, 1])


def _ranks(values: Floats) -> Floats:
    _found, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    upto: NDArray[np.float64] = np.cumsum(counts).astype(np.float64)
    return (upto - (counts - 1) / 2.0)[where]


def power_delay(delays: Floats, flat: float, longest: float) -> float:
    """θ of delays that fall as (delay / flat)^−(1+θ) beyond `flat`, none longer than `longest` being seen:
    the greatest likelihood of a Pareto cut off at the end, by bisection."""
    logs = np.log(delays[(delays > flat) & (delays <= longest)] / flat)
    if len(logs) < 50:
        return NOTHING
    mean, top = float(logs.mean()), float(np.log(longest / flat))
    low, high = -3.0, 10.0
    for _ in range(60):
        theta = (low + high) / 2
        expected = top / 2 if abs(theta) < 1e-6 else 1 / theta - top / np.expm1(theta * top)
        low, high = (theta, high) if expected > mean else (low, theta)
    return (low + high) / 2


def median(values: ArrayLike, part: float = 0.5) -> float:
    """The quantile at `part`."""
    found = np.asarray(values, dtype=np.float64)
    return float(np.quantile(found, part)) if len(found) else NOTHING

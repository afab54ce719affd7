"""A network of one hidden layer, with numpy alone: what a message holds, units that sum it up, labels.

Several are fitted, each without a part of the messages (cross-validation), and read together as one: a mean
of their scores is what one network says whose units are all of theirs. What each says of the part that it did
not see tells how well messages are read, and where a label's threshold should stand.

Fitted by Adam (Kingma and Ba 2015) with decoupled weight decay (Loshchilov and Hutter 2019); features and
units are left out at random meanwhile (dropout, Srivastava et al. 2014), so that none relies on one other. A
row of a feature that a batch does not hold is left alone (as in "lazy" Adam), which is most of them.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.floating[Any]]
Rows = npt.NDArray[np.intp]
PARTS = 4
UNITS = 72  # of one network
ROUNDS, BATCH = 60, 256
RATE, WARMING = 3e-3, 30  # Adam's, and the steps until it is reached; it then falls to nearly 0
DECAY = 0.1
FEATURES_OUT, UNITS_OUT = 0.3, 0.5
_MEAN, _SQUARE, _TINY = 0.9, 0.999, 1e-8  # Adam's
_NEARLY = 0.02  # F1


class Held(NamedTuple):
    """What messages hold, a row each: of message i features `names[at]` with `values[at]`, at from
    `starts[i]` up to `starts[i + 1]`."""

    starts: Rows
    names: Rows
    values: Matrix
    features: int

    def of(self, messages: Rows) -> tuple[Rows, Rows, Matrix, Rows]:
        """Of some messages: which of them (0, 1 …) each feature is of, the features, their values, and where
        each message's begin."""
        counts = self.starts[messages + 1] - self.starts[messages]
        begins = np.cumsum(counts) - counts
        at = np.repeat(self.starts[messages] - begins, counts) + np.arange(counts.sum())
        return np.repeat(np.arange(len(messages)), counts), self.names[at], self.values[at], begins


class Net(NamedTuple):
    """`inner` holds a row a feature and a column a unit, `outer` a row a unit and a column a label."""

    inner: Matrix
    units: Matrix
    outer: Matrix
    bias: Matrix


class _Adam:
    """Steps for one matrix, or for some of its rows."""

    def __init__(self, of: Matrix, decay: float = 0.0) -> None:
        self.of, self.decay = of, decay
        self.mean, self.square = np.zeros_like(of), np.zeros_like(of)

    def step(self, slope: Matrix, rate: float, step: int, rows: Rows | slice = np.s_[:]) -> None:
        mean = self.mean[rows] = _MEAN * self.mean[rows] + (1 - _MEAN) * slope
        square = self.square[rows] = _SQUARE * self.square[rows] + (1 - _SQUARE) * slope**2
        way = mean / (1 - _MEAN**step) / (np.sqrt(square / (1 - _SQUARE**step)) + _TINY)
        self.of[rows] -= np.float32(rate) * (way + np.float32(self.decay) * self.of[rows])


def scores(net: Net, held: Held, messages: Rows) -> Matrix:
    """Of each of the messages every label's score, in logits."""
    _, names, values, begins = held.of(messages)
    sums = np.add.reduceat(net.inner[names] * values[:, None], begins, axis=0) + net.units
    return np.maximum(sums, 0) @ net.outer + net.bias


def fitted(held: Held, truth: Matrix, messages: Rows, seed: int) -> Net:
    """A network that learned from `messages`. Every message holds a feature."""
    dice = np.random.default_rng(seed)
    net = _begun(dice, held.features, truth[messages].mean(0))
    adams = [_Adam(net.inner, DECAY), _Adam(net.units), _Adam(net.outer, DECAY), _Adam(net.bias)]
    steps = ROUNDS * -(-len(messages) // BATCH)
    for step, batch in enumerate(_batches(dice, messages), start=1):
        rate = RATE * min(1.0, step / WARMING) * (1.0 - 0.95 * step / steps)
        rows, names, values, begins = held.of(batch)
        values = values * _kept(dice, values.shape, FEATURES_OUT)
        sums = np.add.reduceat(net.inner[names] * values[:, None], begins, axis=0) + net.units
        open_ = (sums > 0) * _kept(dice, sums.shape, UNITS_OUT)
        heard = sums * open_
        wrong = (_likely(heard @ net.outer + net.bias) - truth[batch]) / np.float32(len(batch))
        back = wrong @ net.outer.T * open_
        order = np.argsort(names, kind="stable")
        met, firsts = np.unique(names[order], return_index=True)
        by_name = np.add.reduceat((back[rows] * values[:, None])[order], firsts, axis=0)
        adams[0].step(by_name, rate, step, met)
        for adam, slope in zip(adams[1:], (back.sum(0), heard.T @ wrong, wrong.sum(0)), strict=True):
            adam.step(slope, rate, step)
    return net


def _begun(dice: np.random.Generator, features: int, shares: Matrix) -> Net:
    inner = dice.standard_normal((features, UNITS), dtype=np.float32) * np.float32(0.1)
    outer = dice.standard_normal((UNITS, len(shares)), dtype=np.float32) * np.float32(UNITS**-0.5)
    bias = np.log(shares + np.float32(0.01))
    return Net(inner, np.zeros(UNITS, np.float32), outer, bias)


def _batches(dice: np.random.Generator, messages: Rows) -> Iterator[Rows]:
    for _ in range(ROUNDS):
        order = dice.permutation(messages)
        yield from (order[at : at + BATCH] for at in range(0, len(order), BATCH))


def _kept(dice: np.random.Generator, shape: tuple[int, ...], out: float) -> Matrix:
    """What is not left out this time, weighed so that the sum stays what it is."""
    kept: Matrix = (dice.random(shape, dtype=np.float32) >= out) / np.float32(1 - out)
    return kept


def _likely(logits: Matrix) -> Matrix:
    likely: Matrix = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return likely


def crossed(held: Held, truth: Matrix) -> tuple[Net, Matrix]:
    """The networks of all parts as one, and each message's scores by the one that did not see it."""
    part = np.arange(len(truth)) % PARTS
    nets, unseen = [], np.zeros_like(truth)
    for out in range(PARTS):
        nets.append(fitted(held, truth, np.flatnonzero(part != out), seed=out))
        rest = np.flatnonzero(part == out)
        unseen[rest] = scores(nets[-1], held, rest)
    return _together(nets), unseen


def _together(nets: list[Net]) -> Net:
    count = np.float32(len(nets))
    return Net(
        np.hstack([net.inner for net in nets]),
        np.hstack([net.units for net in nets]),
        np.vstack([net.outer for net in nets]) / count,
        np.sum([net.bias for net in nets], axis=0) / count,
    )


def threshold(found: Matrix, truth: Matrix) -> float:
    """From which score a label is taken as present: the mean of those that are best by F1, or nearly so.

    The best alone would hang on where a few messages of this sample happen to stand.
    """
    order = np.argsort(-found, kind="stable")
    reached = 2 * np.cumsum(truth[order]) / (np.arange(1, len(order) + 1) + truth.sum())
    return float(found[order][reached >= reached.max() - _NEARLY].mean())


def f1(present: Matrix, truth: Matrix) -> Matrix:
    """F1 of every label."""
    right: Matrix = (present * truth).sum(0)
    return 2 * right / np.maximum(1, present.sum(0) + truth.sum(0))

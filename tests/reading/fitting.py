"""Logistic regression with numpy alone: one label after another against the rest, all on the same features.

There are more features than messages, so it is fitted in the messages: a label's scores are `gram @ alphas`,
and a feature's weight is the sum of the alphas of the messages that hold it. Every step uses the bound of
Böhning and Lindsay (1988), curvature at most 1/4, so that one matrix is inverted for all labels and steps,
and each step raises the likelihood.
"""

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
STEPS = 40
FOLDS = 5
_NEARLY = 0.02  # F1


def fitted(gram: Matrix, truth: Matrix, ridge: float) -> Matrix:
    """The alphas, one row a message and one column a label; `ridge` is the L2 penalty."""
    inverse = np.linalg.inv(gram / 4 + ridge * np.eye(len(gram)))
    alphas = np.zeros_like(truth)
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(gram @ alphas, -30, 30)))
        alphas += inverse @ (truth - likely - ridge * alphas)
    return alphas


def unseen(gram: Matrix, truth: Matrix, ridge: float) -> Matrix:
    """Every message's scores by a fit that did not see it: message i is in fold i modulo FOLDS."""
    scores = np.zeros_like(truth)
    for out in folds(len(truth)):
        alphas = fitted(gram[np.ix_(~out, ~out)], truth[~out], ridge)
        scores[out] = gram[np.ix_(out, ~out)] @ alphas
    return scores


def folds(count: int) -> list[npt.NDArray[np.bool_]]:
    return [np.arange(count) % FOLDS == fold for fold in range(FOLDS)]


def threshold(scores: Matrix, truth: Matrix) -> float:
    """From which score a label is taken as present: the mean of those that are best by F1, or nearly so.

    The best alone would hang on where a few messages of this sample happen to stand.
    """
    order = np.argsort(-scores, kind="stable")
    reached = 2 * np.cumsum(truth[order]) / (np.arange(1, len(order) + 1) + truth.sum())
    return float(scores[order][reached >= reached.max() - _NEARLY].mean())


def chosen(scores: Matrix, truth: Matrix) -> Matrix:
    """What is present (1 or 0), each fold judged by the thresholds of the others."""
    present = np.zeros_like(truth)
    for out in folds(len(truth)):
        limits = [threshold(scores[~out, label], truth[~out, label]) for label in range(truth.shape[1])]
        present[out] = scores[out] >= np.array(limits)
    return present


def f1(present: Matrix, truth: Matrix) -> Matrix:
    """F1 of every label."""
    right: Matrix = (present * truth).sum(0)
    return 2 * right / np.maximum(1, present.sum(0) + truth.sum(0))

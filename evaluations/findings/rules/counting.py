"""Counting along the weeks: sums over windows, over the last so many known weeks, and the Wilson bound."""

import numpy as np

from evaluations.findings.rules import Flags, Reals, Whole


def ranges(low: Whole, high: Whole) -> Whole:
    """``low[0] … high[0] - 1, low[1] … high[1] - 1, …``"""
    length = high - low
    return np.asarray(np.repeat(low - np.cumsum(length) + length, length) + np.arange(length.sum()))


def running(values: np.ndarray) -> Whole:
    """Sums from the first column on, with a 0 in front: ``[:, b] - [:, a]`` is the sum of columns ``a … b - 1``."""
    total = np.zeros((values.shape[0], values.shape[1] + 1), np.int64)
    np.cumsum(values, axis=1, dtype=np.int64, out=total[:, 1:])
    return total


def since_last(values: Whole, reset: Flags) -> Whole:
    """At each column, what ``values`` (never negative) adds up to after the last column in which ``reset`` was true."""
    total = np.cumsum(values, axis=1, dtype=np.int64)
    return np.asarray(total - np.maximum.accumulate(np.where(reset, total, 0), axis=1))


def over_last(hits: Flags, known: Flags, count: int) -> tuple[Whole, Whole]:
    """At each column: how many of the last ``count`` known columns are hits, and how many known ones there were (≤ count)."""
    order = np.argsort(~known, axis=1, kind="stable")  # the known columns first, in their order
    packed = running(np.take_along_axis(hits & known, order, axis=1))
    seen = np.cumsum(known, axis=1, dtype=np.int64)
    first = np.maximum(seen - count, 0)
    counted = np.take_along_axis(packed, seen, axis=1) - np.take_along_axis(packed, first, axis=1)
    return counted, np.minimum(seen, count)


def best_of(values: Reals, low: Whole, high: Whole) -> Reals:
    """For each pair the largest of columns ``low … high``, 0 where there is none."""
    columns = [
        values[:, max(a, 0) : b + 1].max(axis=1, initial=0.0) for a, b in zip(low.tolist(), high.tolist(), strict=True)
    ]
    return np.stack(columns, axis=1) if columns else np.zeros((values.shape[0], 0))


def wilson_upper(hits: Reals, trials: Reals, z: float) -> Reals:
    """The upper end of Wilson's interval for a share: with 0 of 8 it is 0.32, so that eight experts are no evidence.

    1 where there was no trial. E. B. Wilson, 1927.
    """
    n = np.maximum(trials, 1.0)
    share = np.clip(hits / n, 0.0, 1.0)
    centre = share + z * z / (2 * n)
    margin = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return np.where(trials > 0, (centre + margin) / (1 + z * z / n), 1.0)

"""Counting: ranges that follow each other, and the Wilson bound."""

import numpy as np

from evaluations.findings.rules.detector import Flags, Reals, Whole


def ranges(low: Whole, high: Whole) -> Whole:
    """``low[0] … high[0] - 1, low[1] … high[1] - 1, …``"""
    length = high - low
    return np.asarray(np.repeat(low - np.cumsum(length) + length, length) + np.arange(length.sum()))


def any_of(flags: Flags) -> Flags:
    """Whether any column of a row is true."""
    return np.asarray(flags.any(axis=1))


def wilson_upper(hits: Reals, trials: Reals, z: float) -> Reals:
    """The upper end of Wilson's interval for a share: with 0 of 8 it is 0.32, so that eight experts are no evidence.

    1 where there was no trial. E. B. Wilson, 1927.
    """
    n = np.maximum(trials, 1.0)
    share = np.clip(hits / n, 0.0, 1.0)
    centre = share + z * z / (2 * n)
    margin = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return np.where(trials > 0, (centre + margin) / (1 + z * z / n), 1.0)

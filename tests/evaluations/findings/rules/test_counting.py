import numpy as np
import pytest

from evaluations.findings.rules.counting import best_of, over_last, ranges, since_last, wilson_upper


def test_over_last_counts_known_columns_only() -> None:
    hits = np.array([[1, 0, 1, 1, 0, 1]], np.bool_)
    known = np.array([[1, 0, 1, 1, 1, 0]], np.bool_)
    counted, seen = over_last(hits, known, 2)
    assert (counted.tolist(), seen.tolist()) == ([[1, 1, 2, 2, 1, 1]], [[1, 1, 2, 2, 2, 2]])


def test_since_last_starts_again_after_each_reset() -> None:
    values, reset = np.array([[1, 1, 0, 1, 1]]), np.array([[0, 0, 1, 0, 0]], np.bool_)
    assert since_last(values, reset).tolist() == [[1, 2, 0, 1, 2]]


def test_best_of_looks_at_both_ends_and_at_nothing_where_nothing_is() -> None:
    values = np.array([[3.0, 5.0, 1.0]])
    assert best_of(values, np.array([0, 1, 2, 0]), np.array([0, 2, 2, -1])).tolist() == [[3.0, 5.0, 1.0, 0.0]]


def test_ranges_follow_each_other() -> None:
    assert ranges(np.array([5, 2, 7]), np.array([7, 2, 8])).tolist() == [5, 6, 7]


@pytest.mark.parametrize(("hits", "trials", "upper"), [(0, 8, 0.3244), (0, 73, 0.05), (10, 1000, 0.0183), (0, 0, 1.0)])
def test_wilsons_upper_bound(hits: float, trials: float, upper: float) -> None:
    assert wilson_upper(np.array([hits]), np.array([trials]), 1.96)[0] == pytest.approx(upper, abs=5e-5)

import numpy as np
import pytest

from evaluations.findings.rules.detector.counting import ranges, wilson_upper


def test_ranges_follow_each_other() -> None:
    assert ranges(np.array([5, 2, 7]), np.array([7, 2, 8])).tolist() == [5, 6, 7]


@pytest.mark.parametrize(("hits", "trials", "upper"), [(0, 8, 0.3244), (0, 73, 0.05), (10, 1000, 0.0183), (0, 0, 1.0)])
def test_wilsons_upper_bound(hits: float, trials: float, upper: float) -> None:
    assert wilson_upper(np.array([hits]), np.array([trials]), 1.96)[0] == pytest.approx(upper, abs=5e-5)

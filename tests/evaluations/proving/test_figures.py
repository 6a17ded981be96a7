from collections import Counter

import pytest

from evaluations.proving.rules.figures import Figure, classes, figures, flips, times, wilson
from tests.evaluations.proving.factories import TALLY

NAMED = {each.name: each for each in figures(TALLY)}


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (50, 100, 0.4038, 0.5962),
        (95, 100, 0.8882, 0.9785),
    ],
)
def test_wilson_gives_both_ends(hits: int, of: int, low: float, high: float) -> None:
    assert [round(each, 4) for each in wilson(hits, of)] == [low, high]


def test_shares_are_of_what_was_found_and_of_what_was_due() -> None:
    assert (NAMED["precision/AB"].share, NAMED["precision/AB"].met) == (0.8, False)
    assert (NAMED["recall/A"].share, NAMED["recall/A"].met) == (0.95, True)
    assert (NAMED["recall/AB"].share, NAMED["recall/AB"].met) == (0.9, True)


def test_of_nothing_there_is_no_share_and_a_target_is_neither_met_nor_missed() -> None:
    figure = Figure("precision/A", 0, 0, least=0.95)
    assert (figure.share, figure.met, figure.as_dict()["low"], figure.as_dict()["high"]) == (None, None, 0.0, 1.0)


def test_what_must_never_happen_is_missed_by_one() -> None:
    assert Figure("legitimate/A", 0, 1000, most=0.0).met is True
    assert Figure("legitimate/A", 1, 1000, most=0.0).met is False
    assert Figure("legitimate/AB", 1, 1000).met is None


def test_weeks_are_the_middle_one_and_that_of_nine_in_ten() -> None:
    assert times(TALLY) == [{"name": "AB", "truth": "decayed", "systems": 50, "median": 20, "p90": 30}]


def test_flips_are_per_system_and_nothing_is_lost_among_the_classes() -> None:
    assert flips(TALLY)["ABC"] == 0.05
    assert {each["systems"] for each in classes(TALLY)} == {50}
    assert flips(Counter())["ABC"] == 0.0

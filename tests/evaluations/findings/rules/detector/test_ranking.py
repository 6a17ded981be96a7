import numpy as np
import pytest

from evaluations.findings.enums import SignalName, Tier
from evaluations.findings.rules.detector import NO, UNKNOWN, YES
from evaluations.findings.rules.detector.ranking import among_lowest, lines, ranked
from evaluations.findings.rules.detector.states import blank
from tests.evaluations.findings.rules.detector.fleets import NUMBERS, judge

NAN = float("nan")


@pytest.mark.parametrize(
    ("reach", "mine", "said"),
    [
        ([0.01] * 50, 0.04, YES),  # few of a kind: each by its own
        ([0.01] * 6 + [0.04] * 45, 0.04, NO),
        ([0.01] * 6 + [0.04] * 45, 0.01, YES),
        ([0.0] * 20 + [0.01] * 6 + [0.04] * 45, 0.01, YES),  # what nobody uses does not count among them
        ([0.04] * 51, 0.04, YES),  # none is lower
        ([NAN] * 40 + [0.04] * 39, 0.01, UNKNOWN),
        ([0.01] * 6 + [0.04] * 45, NAN, UNKNOWN),
        ([0.0] * 60, 0.0, UNKNOWN),
    ],
)
def test_of_many_of_a_kind_the_lowest_tenth_in_use(reach: list[float], mine: float, said: int) -> None:
    found = lines(["app"] * len(reach) + ["platform"], np.array([*reach, 0.5]), NUMBERS)
    assert among_lowest("app", mine, found) == said


def test_what_rests_on_low_reach_is_only_watched_where_most_of_its_kind_reach_as_few() -> None:
    candidate = judge("x" * 60, users=1, eligible=1000)
    assert candidate is not None
    assert candidate.signals == [SignalName.REACH, SignalName.NEXT_TO_NOBODY]
    assert (candidate.tier, candidate.tier_beside_reach) == (Tier.B, Tier.C)
    states = blank(60, NUMBERS)
    states["judged_week"], states["judged_eligible"] = 9, 1000
    states["judged_reached"] = states["judged_typical"] = 0.5
    said = [each.tier for each in ranked([candidate], {1: "app"}, states, ["app"] * 60, NUMBERS, standing={})]
    assert said == [Tier.C]
    states["judged_reached"][:40] = states["judged_typical"][:40] = 300
    said = [each.tier for each in ranked([candidate], {1: "app"}, states, ["app"] * 60, NUMBERS, standing={})]
    assert said == [Tier.C]
    watched = next(ranked([candidate], {1: "app"}, states, ["app"] * 60, NUMBERS, standing={}))
    assert watched.evidence() == {**candidate.evidence(), "like_its_kind": True}
    states["judged_typical"][40:] = 1  # on average, though more than that came in the best cycle
    states["judged_reached"][40:] = 200
    assert list(ranked([candidate], {1: "app"}, states, ["app"] * 60, NUMBERS, standing={})) == [candidate]


def test_disuse_that_other_signals_show_keeps_its_tier_whatever_its_kind_does() -> None:
    unused = judge("x" * 20 + "0" * 30)
    assert unused is not None
    assert (unused.tier, unused.tier_beside_reach) == (Tier.B, Tier.B)


def test_while_nobody_can_judge_it_others_that_move_change_nothing() -> None:
    """The collector tells nothing of the last week; by now its reach is above, or below, that of most of its kind."""
    verdict = judge("x" * 60 + ".", users=1, eligible=1000)
    assert verdict is not None
    assert (verdict.tier, verdict.paused) == (Tier.B, True)
    states = blank(60, NUMBERS)
    states["judged_week"], states["judged_eligible"] = 9, 1000
    for others in 0.5, 300:
        states["judged_reached"] = states["judged_typical"] = others
        for standing, tier in (({1: True}, Tier.B), ({1: False}, Tier.C)):
            said = ranked([verdict], {1: "app"}, states, ["app"] * 60, NUMBERS, standing=standing)
            assert [each.tier for each in said] == [tier]


def test_judging_is_paused_for_as_long_as_its_collector_fails() -> None:
    for weeks in 1, 4, 6:
        failed = np.arange(60 + weeks)[None, :] >= 60
        verdict = judge("x" * 60 + "." * weeks, users=1, eligible=1000, out=failed)
        assert verdict is not None
        assert verdict.paused

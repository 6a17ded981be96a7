"""What is said at week ends, of systems whose rows are there in time and days later."""

from datetime import date

import numpy as np

from evaluations.findings.enums import FindingKind, Tier
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector.verdicts import Verdict
from evaluations.proving.rules.said import Said, Use

SYSTEMS, WEEKS = 60, 3
LOW, COMMON = 0.01, 0.04


def verdict(reach: float, *, paused: bool) -> Verdict:
    """Of the first system: a candidate by its reach alone."""
    return Verdict(
        1, FindingKind.UNUSED, Tier.B, [], [], date(2026, 1, 4), dict, reach, tier_beside_reach=Tier.C, paused=paused
    )


def test_while_judging_is_paused_what_stood_once_all_rows_were_there_stays() -> None:
    shape = SYSTEMS, WEEKS
    nothing = np.zeros(shape, np.bool_)
    said = Said(
        np.zeros(shape, np.int8), nothing, nothing, nothing.copy(), np.zeros(shape, np.int8), {}, np.zeros(shape)
    )
    said.reach[:] = COMMON
    said.reach[0] = LOW
    for week, reach in enumerate([LOW, COMMON * 2, COMMON * 2]):
        said.note(week, verdict(COMMON * 2, paused=True))
        said.settle(week, verdict(reach, paused=False))
    said.rank(["app"] * SYSTEMS, Parameters())
    assert said.stood[0].tolist() == [Use.B, Use.C, Use.C]
    assert said.use[0].tolist() == [Use.C, Use.B, Use.C]
    assert said.settled[0].tolist() == [True, False, False]

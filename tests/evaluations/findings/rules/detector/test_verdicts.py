from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.findings.enums import FindingKind, FindingState, Limb, SignalName, Tier
from evaluations.findings.rules.detector.axis import number_of
from evaluations.findings.rules.detector.facts import Facts
from evaluations.findings.rules.detector.quantities import COLUMNS, RATIOS
from evaluations.findings.rules.detector.verdicts import Verdict, tier_of
from tests.evaluations.findings.rules.detector.fleets import LETTERS, NUMBERS, axis, judge

HISTORIES = st.text("x?0.", min_size=30, max_size=60)
GRADES = {None: 0, Tier.C: 1, Tier.B: 2, Tier.A: 3}


def grade(verdict: Verdict | None) -> int:
    """How heavily disuse is held against a system: 0 when it is not."""
    if verdict is None or verdict.kind == FindingKind.NOT_MONITORED:
        return 0
    return GRADES[verdict.tier]


def told(verdict: Verdict | None) -> tuple[str, Tier | None, list[SignalName]] | None:
    return (verdict.kind, verdict.tier, verdict.signals) if verdict else None


def test_a_system_in_use_is_not_found() -> None:
    assert judge("x" * 60) is None


def test_a_system_never_used_is_tier_a_on_two_limbs() -> None:
    verdict = judge("0" * 60)
    assert verdict is not None
    assert (verdict.kind, verdict.tier, verdict.state) == (FindingKind.UNUSED, Tier.A, FindingState.CANDIDATE)
    assert verdict.limbs == [Limb.DETACHED, Limb.LOW_USE]
    assert verdict.signals == [SignalName.NEVER_USED, SignalName.REACH, SignalName.RECENCY, SignalName.CYCLES]


def test_a_system_that_decayed_is_tier_b_and_never_u0() -> None:
    assert told(judge("x" * 20 + "0" * 30)) == (
        FindingKind.UNUSED,
        Tier.B,
        [SignalName.REACH, SignalName.RECENCY, SignalName.CYCLES],
    )


@pytest.mark.parametrize(("silent", "found"), [(17, False), (18, False), (21, False), (22, True), (23, True)])
def test_enter_holds_for_four_week_ends_after_the_ninety_duty_days(*, silent: int, found: bool) -> None:
    """19 weeks are 95 duty days, the first above 90; the fourth such week end is the 22nd."""
    verdict = judge("x" * 20 + "0" * silent)
    assert (verdict is not None and SignalName.RECENCY in verdict.signals) is found


def test_positive_logins_prove_nothing_but_they_do_not_let_disuse_be_proven_either() -> None:
    assert judge("?" * 60) is None


@pytest.mark.parametrize(("silent", "found"), [(26, False), (38, False), (45, True)])
def test_ten_experts_stay_away_by_chance_and_are_given_twice_as_long(*, silent: int, found: bool) -> None:
    for use in "x" * 12, "":
        verdict = judge(use + "0" * silent, small=True, eligible=8, users=3)
        assert (verdict is not None and verdict.state == FindingState.CANDIDATE) is found


@pytest.mark.parametrize(("weeks", "found"), [(20, False), (30, True)])
def test_a_contract_grows_older_only_in_weeks_in_which_use_can_be_judged(*, weeks: int, found: bool) -> None:
    """The season is June and July, weeks 22 to 30; its contract ended years before."""
    facts = replace(Facts.none(1), contract_end=np.array([number_of(axis(1).date_of(0)) - 900]))
    verdict = judge("x" * weeks, "seasonal", "06-01~07-31", facts=facts)
    assert (verdict is not None) is found


@pytest.mark.parametrize(("since", "found"), [(21, False), (22, True)])
def test_a_week_of_which_nothing_was_told_makes_nothing_new(*, since: int, found: bool) -> None:
    """The fourth week end with disuse is the 22nd; what nobody tells of after the 21st adds none, however long."""
    for untold in range(3):
        verdict = judge("x" * 20 + "0" * since + "." * untold)
        assert (verdict is not None and SignalName.RECENCY in verdict.signals) is found


def test_no_data_is_never_zero() -> None:
    assert told(judge("x" * 20 + "." * 40)) == (FindingKind.NOT_MONITORED, None, [SignalName.MONITORING])


def test_nothing_is_said_before_the_warm_up_and_the_window() -> None:
    assert [judge("0" * weeks) for weeks in (1, 8, 17)] == [None, None, None]


def test_event_driven_systems_owe_nothing() -> None:
    assert judge("0" * 70, "event_driven") is None


def test_an_event_driven_system_can_still_go_unmonitored() -> None:
    assert told(judge("0" * 30 + "." * 30, "event_driven")) == (
        FindingKind.NOT_MONITORED,
        None,
        [SignalName.MONITORING],
    )


def test_a_seasonal_system_is_judged_by_its_season_only() -> None:
    in_season = "".join("x" if 13 <= week % 52 <= 21 else "0" for week in range(100))
    assert judge(in_season, "seasonal", "04-01~05-31") is None


def test_a_seasonal_system_without_use_in_three_seasons_is_found() -> None:
    verdict = judge("0" * 140, "seasonal", "04-01~05-31")
    assert verdict is not None
    assert verdict.tier == Tier.A


def test_a_seasonal_system_without_a_window_owes_nothing() -> None:
    assert judge("0" * 100, "seasonal") is None


def test_an_annual_system_is_not_judged_before_two_whole_years() -> None:
    assert judge("0" * 100, "annual") is None


def test_a_monthly_system_used_each_month_is_not_found() -> None:
    assert judge("x000" * 20, "monthly") is None


@pytest.mark.parametrize(
    ("users", "eligible", "tier"),
    [
        (19, 1000, Tier.B),  # a handful, and a sliver
        (21, 1000, Tier.C),  # the least coverage stands for what was seen: 21 of four fifths of the weeks
        (30, 1500, Tier.C),  # a sliver of many: a service
        (3, 75, Tier.B),
        (1, 30, Tier.B),
        (1, 29, None),  # made for few
    ],
)
def test_use_by_next_to_nobody_week_after_week_is_disuse(users: int, eligible: int, tier: Tier | None) -> None:
    verdict = judge("x" * 60, users=users, eligible=eligible)
    assert (verdict and verdict.tier) == tier


@pytest.mark.parametrize(("days", "tier"), [(3, Tier.B), (4, None)])
def test_in_cycles_longer_than_a_week_each_day_may_count_the_one_clerk_anew(days: int, tier: Tier | None) -> None:
    verdict = judge("x000" * 20, "monthly", users=days, eligible=30)
    assert (verdict and verdict.tier) == tier
    assert judge("x" * 80, users=3, eligible=30) is None


def test_next_to_nobody_is_asked_of_the_average_and_not_of_the_best_week() -> None:
    came = np.full((1, 60), 2.0)
    came[0, ::10] = 12
    verdict = judge("x" * 60, eligible=150, bounds=came)
    assert told(verdict) == (FindingKind.UNUSED, Tier.B, [SignalName.NEXT_TO_NOBODY])


def test_it_is_not_said_of_whom_others_say_that_nobody_comes() -> None:
    given_up = told(judge("x" * 20 + "0" * 40))
    assert given_up is not None
    assert SignalName.NEXT_TO_NOBODY not in given_up[2]


def test_stray_visits_leave_what_was_never_used_in_tier_a_and_somebody_every_other_week_does_not() -> None:
    for visits, tier in ((3, Tier.A), (4, Tier.B)):
        verdict = judge("0" * 40 + "?0" * visits, users=1)
        assert verdict is not None
        assert (verdict.tier, SignalName.NEVER_USED in verdict.signals) == (tier, True)


def test_a_stray_visit_before_the_silence_is_no_use_and_an_act_is() -> None:
    for letter, users, signal in (("?", 8, True), ("?", 9, False), ("x", 1, False)):
        verdict = judge("0" * 5 + letter + "0" * 54, users=users)
        assert verdict is not None
        assert (SignalName.NEVER_USED in verdict.signals) == signal


@pytest.mark.parametrize(
    ("visits", "users", "strays"),
    [
        ("?0000000" * 5, 1, True),  # one by one
        ("?0" * 5, 1, False),  # every other week
        ("?0000000" * 5, 8, True),  # one again and again
        ("?0000000" * 5, 9, False),  # as many in one week as three make on three days
        ("?", 300, False),
    ],
)
def test_strays_come_one_by_one_and_users_together(visits: str, users: int, *, strays: bool) -> None:
    verdict = judge("0" * 5 + visits + "0" * 40, users=users)
    assert verdict is not None
    assert (SignalName.NEVER_USED in verdict.signals, verdict.tier == Tier.A) == (strays, strays)


def test_a_week_broken_off_judges_nothing() -> None:
    """The week that lets low reach enter does not when its collector stopped on Thursday."""

    def watched(weeks: int, *, through: int) -> bool:
        told_of = np.arange(weeks * 7) < weeks * 7 - 7 + through
        marks = np.where(told_of, LETTERS["x"], LETTERS["."]).astype(np.uint8)[None]
        came = np.where(np.arange(weeks) < 20, 300.0, 45.0)[None]  # from then on fewer than one in twenty
        seen = np.where(told_of, 100, 0).astype(np.uint8)[None]
        return judge("x" * weeks, eligible=1200, bounds=came, marks=marks, coverage=seen) is not None

    enters = next(weeks for weeks in range(24, 60) if watched(weeks, through=7))
    assert not watched(enters, through=3)
    assert watched(enters, through=5)


def test_a_quarterly_system_is_watched_after_two_quarters_without_use_and_a_candidate_after_four() -> None:
    of_recency = [SignalName.REACH, SignalName.RECENCY]
    assert told(judge("x" * 13 + "0" * 26, "quarterly")) is None
    assert told(judge("x" * 13 + "0" * 50, "quarterly")) == (FindingKind.UNUSED, Tier.C, of_recency)
    assert told(judge("x" * 13 + "0" * 56, "quarterly")) == (
        FindingKind.UNUSED,
        Tier.B,
        [*of_recency, SignalName.CYCLES],
    )


def test_a_few_experts_who_come_once_a_month_are_not_found() -> None:
    assert judge("x000" * 20, small=True, eligible=6, users=3) is None


def test_eight_eligible_users_of_whom_none_came_are_no_evidence_of_reach() -> None:
    verdict = judge("x" * 20 + "0" * 40, eligible=8, users=4)
    assert verdict is not None
    assert SignalName.REACH not in verdict.signals


def test_calls_by_machines_turn_disuse_into_a_question_about_its_pages() -> None:
    verdict = judge("0" * 60, inbound=np.ones((1, 60), np.int8))
    assert verdict is not None
    assert (verdict.kind, verdict.tier, verdict.state) == (FindingKind.BACK_END_ONLY, Tier.C, FindingState.WATCH)


def test_a_system_of_which_only_calls_by_machines_are_counted_is_monitored() -> None:
    calls = np.ones((1, 60), np.int8)
    assert judge("." * 60, inbound=calls) is None
    calls[:, 50:] = -1
    assert told(judge("." * 60, inbound=calls)) == (FindingKind.NOT_MONITORED, None, [SignalName.MONITORING])


def test_the_first_six_months_are_free_and_the_first_year_is_a_slow_start() -> None:
    end = axis(60).week_end(59)  # 23 February 2025
    assert end == date(2025, 2, 23)
    assert judge("0" * 60, launched_on=date(2024, 8, 24)) is None
    slow = judge("0" * 60, launched_on=date(2024, 8, 23))
    assert slow is not None
    assert (slow.tier, slow.state, slow.evidence()["slow_start"]) == (Tier.C, FindingState.WATCH, True)


def test_nobody_s_figures_grow_old_enough_to_be_questioned_while_nobody_tells_of_them() -> None:
    """Launched on 10 October, half a year old on 10 April; told of until 24 March or until 21 April."""

    def questioned(history: str) -> bool:
        sums = np.zeros((1, len(history), COLUMNS))
        for at, ratio in enumerate(RATIOS):
            if ratio.signal in {SignalName.CHECKINS, SignalName.UNREAD}:
                sums[0, :, at] = 900 if ratio.above else 0
                sums[0, :, at + len(RATIOS)] = 1000
        verdict = judge(history, launched_on=date(2023, 10, 10), sums=sums)
        return verdict is not None and verdict.kind == FindingKind.FLATTERED

    assert not questioned("x" * 12 + "." * 4)
    assert questioned("x" * 16)


def test_that_nobody_watches_it_any_more_is_said_of_a_system_that_was_young_when_it_was_judged_last() -> None:
    assert told(judge("x" * 20 + "." * 30, launched_on=date(2024, 1, 8))) == (
        FindingKind.NOT_MONITORED,
        None,
        [SignalName.MONITORING],
    )
    assert judge("x" * 20, launched_on=date(2024, 1, 8)) is None


def test_use_before_launch_is_a_trial() -> None:
    verdict = judge("x" * 5 + "0" * 65, launched_on=date(2024, 2, 5))
    assert verdict is not None
    assert (verdict.tier, verdict.evidence()["last_possible_use_on"]) == (Tier.A, None)


def test_a_gap_of_data_pauses_and_does_not_flip() -> None:
    """Three weeks without data leave 15 of 18 covered; the finding stays, its last judgement with it."""
    before, after = judge("x" * 20 + "0" * 30), judge("x" * 20 + "0" * 30 + "...")
    assert before is not None
    assert after is not None
    assert (after.kind, after.tier, after.since) == (before.kind, before.tier, before.since)


def test_a_decayed_system_leaves_only_after_eight_weeks_of_half_its_weeks_active() -> None:
    assert judge("x" * 20 + "0" * 30 + "xx00" * 2) is not None
    assert judge("x" * 20 + "0" * 30 + "x" * 20) is None


def test_a_first_use_ends_tier_a_at_once() -> None:
    verdict = judge("0" * 50 + "x")
    assert verdict is not None
    assert verdict.tier == Tier.B


def test_evidence_names_measure_window_lines_and_weeks_held() -> None:
    verdict = judge("0" * 60)
    assert verdict is not None
    evidence = verdict.evidence()
    assert (evidence["measures"], evidence["coverage"], evidence["records_begin_on"]) == (
        ["sessions"],
        1.0,
        "2024-01-01",
    )
    assert evidence["window"] == {"from": "2024-10-21", "to": "2025-02-23", "duty_days": 90, "cycles": 18}
    assert evidence["signals"][0] == {
        "signal": "U0",
        "value": 0,
        "unit": "people",
        "enter": 0,
        "leave": 3,
        "zero_duty_days": 300.0,
        "used_days": 0,
        "since": "2024-05-05",
        "weeks_held": 43,
        "limbs": ["detached", "low_use"],
    }


@pytest.mark.parametrize(
    ("limbs", "never", "coverage", "idle", "slow", "tier"),
    [
        (2, True, 0.80, 90, False, Tier.A),
        (2, True, 0.79, 90, False, Tier.C),
        (3, False, 0.95, 180, False, Tier.A),
        (3, False, 0.94, 180, False, Tier.B),
        (3, False, 0.95, 179, False, Tier.B),
        (2, False, 0.80, 500, False, Tier.B),
        (1, False, 1.00, 500, False, Tier.C),
        (3, True, 1.00, 500, True, Tier.C),
    ],
)
def test_tiers(*, limbs: int, never: bool, coverage: float, idle: float, slow: bool, tier: Tier) -> None:
    some = list(Limb)[:limbs]
    assert tier_of(some, never=never, coverage=coverage, idle_days=idle, slow_start=slow, numbers=NUMBERS) == tier


@settings(max_examples=40)
@given(HISTORIES, st.data())
def test_more_use_never_weighs_heavier(history: str, data: st.DataObject) -> None:
    week = data.draw(st.integers(0, len(history) - 1))
    more = history[:week] + "x" + history[week + 1 :]
    before, after = judge(history), judge(more)
    if history[week] == "0" or history[week] == "?":
        assert grade(after) <= grade(before)


@settings(max_examples=40)
@given(st.text("x.", min_size=20, max_size=60))
def test_without_a_single_zero_disuse_is_never_found(history: str) -> None:
    assert grade(judge(history)) == 0


@settings(max_examples=40)
@given(HISTORIES)
def test_what_people_may_have_done_is_judged_like_use_by_bounds(history: str) -> None:
    assert grade(judge(history)) == grade(judge(history.replace("?", "x")))

"""The tests themselves: for every system at a week end, is the enter line crossed, and is the leave line?

Each answers a pair of three-valued arrays. Limbs: 国办发〔2017〕39号; every line is a number of the policy.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from evaluations.findings.enums import Limb, SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Flags, Pair, answers
from evaluations.findings.rules.detector.measures import Measures
from evaluations.findings.rules.detector.rhythms import Rhythm

LIMBS: Final[dict[SignalName, tuple[Limb, ...]]] = {
    SignalName.NEVER_USED: (Limb.DETACHED, Limb.LOW_USE),
    SignalName.REACH: (Limb.LOW_USE,),
    SignalName.NEXT_TO_NOBODY: (Limb.DETACHED, Limb.LOW_USE),
    SignalName.RECENCY: (Limb.LOW_USE,),
    SignalName.CYCLES: (Limb.DETACHED,),
    SignalName.SPREAD: (Limb.LOW_USE,),
    SignalName.DORMANT: (Limb.UNMAINTAINED, Limb.LOW_USE),
    SignalName.STALE: (Limb.UNMAINTAINED,),
    SignalName.UPKEEP: (Limb.UNMAINTAINED,),
    SignalName.IDLE_RESOURCES: (Limb.IDLE_RESOURCES,),
    SignalName.REPLACEABLE: (Limb.REPLACEABLE,),
}
"""What a signal says of the five limbs."""


def judged(measures: Measures, rhythm: Rhythm, out: Flags, numbers: Parameters) -> Flags:
    """Where there is enough to judge use by at all: something is expected, warmed up, covered, no outage that week.

    A week of which nothing was told judges nothing, whether anybody noticed a failure or not: what it could add is only that
    older weeks drop out of the window.
    """
    covered = (measures.covered_weeks >= numbers.warm_up_weeks) & (measures.coverage >= numbers.coverage_least)
    return covered & measures.told & (measures.on_duty and rhythm.expects) & ~out


def never_used(measures: Measures, rhythm: Rhythm, known: Flags, numbers: Parameters) -> Pair:
    """U0: nobody can have used it since launch, or since records begin, but for stray visits.

    A visit proves no use: whoever put up the route looks in, a stranger follows a link. Leaves once enough people came on enough days,
    and not one by one: many in one week, or somebody in half of the weeks. It enters after a window that nobody broke, or, of what is
    counted by the week, after as many days without anybody and as few weeks with somebody as are few for U3.
    """
    days = numbers.window_duty_days * rhythm.patience
    long = (measures.zero_days >= days) & (measures.zero_cycles >= numbers.window_cycles * rhythm.patience)
    if rhythm.by_week:
        seldom = measures.cycles_used < numbers.cycles_enter * measures.cycles_known
        long |= (measures.quiet_days >= days) & seldom
    enter = answers(measures.nobody_yet, known=known & (long | ~measures.nobody_yet))
    return enter, answers(measures.used_after_all, known=known)


def reach(measures: Measures, rhythm: Rhythm, known: Flags, numbers: Parameters) -> Pair:
    """U1: even in its best cycle, and even at the upper bound, hardly any of those it is meant for used it."""
    known = known & (measures.eligible > 0) & measures.whole_window
    share = measures.reached / np.maximum(measures.eligible, 1)
    return answers(measures.reach_upper < numbers.reach_enter, known=known), answers(
        share > numbers.reach_leave, known=known
    )


def next_to_nobody(measures: Measures, rhythm: Rhythm, known: Flags, numbers: Parameters) -> Pair:
    """U10: made for many, and in a cycle on average hardly anybody came: a handful, and a sliver of those it is meant for.

    Reach looks at the best cycle and cannot tell one clerk of two hundred from chance; this looks at all of them. Both figures have to
    be low: six in a hundred of a whole population is a service, and five people may be all there are. It is not asked of what is
    made for few. Who comes on three days of a month may be three people: in cycles longer than a week the lines lie higher.
    """
    known = known & (measures.eligible >= numbers.next_to_nobody_of) & (rhythm.patience == 1)
    known &= measures.cycles_counted >= rhythm.cycles_least(numbers)
    share = measures.typical / np.maximum(measures.eligible, 1)
    enter, leave = next_to_nobody_lines(rhythm, numbers)
    few = (share < enter) & (measures.typical < numbers.next_to_nobody_people)
    many = (share > leave) | (measures.typical > numbers.next_to_nobody_leave_people)
    return answers(few, known=known), answers(many, known=known)


def next_to_nobody_lines(rhythm: Rhythm, numbers: Parameters) -> tuple[float, float]:
    """The shares below which U10 enters, and above which it leaves."""
    if rhythm.by_week:
        return numbers.next_to_nobody_enter, numbers.next_to_nobody_leave
    return numbers.next_to_nobody_long_enter, numbers.next_to_nobody_long_leave


def recency(measures: Measures, rhythm: Rhythm, known: Flags, numbers: Parameters) -> Pair:
    """U2: proven without use for more than the window's days, and its cycles; leaves when active half of the time."""
    long = (measures.zero_days > numbers.window_duty_days * rhythm.patience) & (
        measures.zero_cycles >= numbers.window_cycles * rhythm.patience
    )
    return answers(long, known=known), answers(measures.lively, known=known)


def cycles(measures: Measures, rhythm: Rhythm, known: Flags, numbers: Parameters) -> Pair:
    """U3: of the cycles in which it was expected, few saw any use. Possible use counts as use."""
    enough = measures.cycles_known >= np.maximum(
        rhythm.cycles_least(numbers), numbers.coverage_least * measures.cycles_expected
    )
    share = measures.cycles_used / np.maximum(measures.cycles_known, 1)
    known = known & enough
    return answers(share < numbers.cycles_enter, known=known), answers(share > numbers.cycles_leave, known=known)


def machine_use(measures: Measures, numbers: Parameters) -> Pair:
    """U6: other programs call it, so that nobody at its pages does not mean that nobody needs it."""
    known = measures.machine_known >= numbers.machine_enter_weeks
    enter = answers(measures.machine_weeks >= numbers.machine_enter_weeks, known=known)
    return enter, answers(measures.machine_weeks < numbers.machine_leave_weeks, known=known)


def monitoring(measures: Measures, watched: Flags, numbers: Parameters) -> Pair:
    """The data rule: too little of the window was seen to say anything. ``watched``: where monitoring can be asked for."""
    poor = measures.monitored < numbers.coverage_least
    known = watched & measures.on_duty
    return answers(poor, known=known), answers(~poor, known=known)


OF_DISUSE: Final[dict[SignalName, Callable[[Measures, Rhythm, Flags, Parameters], Pair]]] = {
    SignalName.NEVER_USED: never_used,
    SignalName.REACH: reach,
    SignalName.NEXT_TO_NOBODY: next_to_nobody,
    SignalName.RECENCY: recency,
    SignalName.CYCLES: cycles,
}

DISUSE: Final = (*OF_DISUSE, SignalName.SPREAD, SignalName.DORMANT)
"""Signals that speak of use itself: without one of them nothing is called unused."""
SIGNS: Final = (
    SignalName.PROMISE,
    SignalName.UPKEEP,
    SignalName.IDLE_RESOURCES,
    SignalName.REPLACEABLE,
    SignalName.STALE,
)
"""Signals that add limbs and evidence to disuse; by themselves they are watched."""

"""The evaluation at the end of each week: every signal asked, held, and what use was judged by remembered."""

from functools import partial

import numpy as np

from evaluations.findings.enums import SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import comparing, keeping, promises, spikes
from evaluations.findings.rules.detector.facts import ACCOUNT, ORDINARY
from evaluations.findings.rules.detector.holds import hold
from evaluations.findings.rules.detector.measures import Measures, Record, advance
from evaluations.findings.rules.detector.ratios import add
from evaluations.findings.rules.detector.ratios import judged as ratio_judged
from evaluations.findings.rules.detector.rhythms import Rhythm
from evaluations.findings.rules.detector.signals import OF_DISUSE, judged, machine_use, monitoring
from evaluations.findings.rules.detector.states import States, blank


def settle(record: Record, rhythm: Rhythm, numbers: Parameters, *, weeks: int) -> States:
    """The states of some systems after the first weeks of the axis."""
    states = blank(len(record.marks), numbers)
    for week in range(weeks):
        evaluate(states, record, week, week=week, rhythm=rhythm, numbers=numbers)
    return states


def evaluate(states: States, record: Record, at: int, *, week: int, rhythm: Rhythm, numbers: Parameters) -> Measures:
    """Go on by one week, in place: column ``at`` of the record, ``week`` of the axis. The record holds nothing from before launch."""
    measures = advance(states, record, at, week=week, rhythm=rhythm, numbers=numbers)
    out = record.out[:, at]
    known = judged(measures, rhythm, out, numbers)
    hold_long = partial(
        hold, states, week=week, enter_weeks=numbers.hold_enter_weeks, leave_weeks=numbers.hold_leave_weeks
    )
    for name, test in OF_DISUSE.items():
        hold_long(name, *test(measures, rhythm, known & (record.facts.rule == ORDINARY), numbers))
    by_machines = machine_use(measures, numbers)
    hold(states, SignalName.MACHINE_USE, *by_machines, week=week, enter_weeks=1, leave_weeks=1)  # a guard does not wait
    launched = np.maximum(record.launched + (week - at) * 7, 0)
    _of_sums(states, record, at, week=rhythm.first_week + week, rhythm=rhythm, measures=measures, numbers=numbers)
    published = (record.facts.rule == ACCOUNT) & keeping.since_release(states, (rhythm.first_week + week) * 7 + 6)[1]
    watched = (week - launched // 7 + 1 > numbers.warm_up_weeks) & ~out & ~published
    hold_long(SignalName.MONITORING, *monitoring(measures, watched, numbers))
    unjudged = states["judged_week"] < 0
    for field, values in {
        "judged_coverage": measures.coverage,
        "judged_idle": measures.zero_days,
        "judged_zero_cycles": measures.zero_cycles,
        "judged_eligible": measures.eligible,
        "judged_reached": measures.reached,
        "judged_reach_upper": measures.reach_upper,
        "judged_cycles_used": measures.cycles_used,
        "judged_cycles_known": measures.cycles_known,
        "judged_marks": measures.window_marks,
    }.items():
        states[field] = np.where(known | unjudged, values, states[field])
    states["judged_week"] = np.where(known, week, states["judged_week"])
    return measures


def _of_sums(
    states: States,
    record: Record,
    at: int,
    *,
    week: int,
    rhythm: Rhythm,
    measures: Measures,
    numbers: Parameters,
) -> None:
    """Signals that rest on what is added up, and on what the register says; ``week`` is counted from the epoch."""
    sums, facts, day = record.sums[:, at], record.facts, week * 7 + 6
    add(states, sums, week=week)
    promises.remember(states, sums, facts, week=week, numbers=numbers)
    spikes.remember(states, sums, week=week)
    keeping.remember(states, sums, week=week)
    asked = ~record.out[:, at] & measures.on_duty
    known = judged(measures, rhythm, record.out[:, at], numbers)
    held = partial(
        hold,
        states,
        week=week - rhythm.first_week,
        enter_weeks=numbers.hold_enter_weeks,
        leave_weeks=numbers.hold_leave_weeks,
    )
    by_the_week = rhythm.by_week and rhythm.expects
    for signal, crossed in ratio_judged(states, asked, facts, numbers):
        held(signal, *crossed)
    held(SignalName.PROMISE, *promises.promise(states, facts, asked, week=week, numbers=numbers))
    held(SignalName.BUNCHING, *promises.bunching(states, facts, asked, week=week, numbers=numbers))
    held(
        SignalName.SPIKE,
        *spikes.spike(states, asked & by_the_week, week=week, assessed=rhythm.assessed, numbers=numbers),
    )
    held(SignalName.DISAGREEMENT, *comparing.disagreement(states, asked, numbers))
    held(SignalName.SPREAD, *keeping.spread(states, known & rhythm.by_week, numbers))
    held(SignalName.UPKEEP, *keeping.upkeep(states, facts, day=day, numbers=numbers))
    held(SignalName.OWNERLESS, *keeping.ownerless(measures, facts, asked, day=day, numbers=numbers))
    held(SignalName.REPLACEABLE, *keeping.replaceable(facts, numbers))
    at_once = partial(hold, states, week=week - rhythm.first_week, enter_weeks=1, leave_weeks=1)
    at_once(SignalName.STALE, *keeping.stale(states, facts, day=day, numbers=numbers))
    quiet = keeping.dormant(
        states, facts, known, begins=rhythm.first_week * 7, day=day, numbers=numbers
    )  # the rules themselves say how long
    at_once(SignalName.DORMANT, *quiet)

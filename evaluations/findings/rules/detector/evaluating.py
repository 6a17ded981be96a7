"""The evaluation at the end of each week: every signal asked, held, and what use was judged by remembered."""

from collections.abc import Collection, Mapping

import numpy as np

from evaluations.findings.enums import SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Flags, Pair, comparing, keeping, leaving, promises, spikes
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
    measures = leaving.without(measures, states, week=week, rhythm=rhythm, numbers=numbers)
    known = judged(measures, rhythm, record.out[:, at], numbers)
    leaving.remember(states, measures, week=rhythm.first_week + week, assessed=rhythm.assessed)
    _remember(states, record, at, week=rhythm.first_week + week, assessed=rhythm.assessed, numbers=numbers)
    crossed = {
        **_of_use(states, record, at, measures, known, week=week, rhythm=rhythm, numbers=numbers),
        **_of_sums(states, record, at, measures, known, week=rhythm.first_week + week, rhythm=rhythm, numbers=numbers),
    }
    hold(states, crossed, week=week, doubtful=record.doubtful[:, at], numbers=numbers)
    unjudged = states["judged_week"] < 0
    for field, values in {
        "judged_coverage": measures.coverage,
        "judged_idle": measures.zero_days,
        "judged_zero_cycles": measures.zero_cycles,
        "judged_eligible": measures.eligible,
        "judged_reached": measures.reached,
        "judged_reach_upper": measures.reach_upper,
        "judged_typical": measures.typical,
        "judged_cycles_used": measures.cycles_used,
        "judged_cycles_known": measures.cycles_known,
        "judged_marks": measures.window_marks,
    }.items():
        states[field] = np.where(known | unjudged, values, states[field])
    states["judged_week"] = np.where(known, week, states["judged_week"])
    return measures


def _remember(
    states: States, record: Record, at: int, *, week: int, assessed: Collection[int], numbers: Parameters
) -> None:
    """Add one week's sums (``week`` is counted from the epoch)."""
    sums = record.sums[:, at]
    add(states, sums, week=week)
    promises.remember(states, sums, record.facts, week=week, numbers=numbers)
    spikes.remember(states, sums, week=week)
    keeping.remember(states, sums, week=week, assessed=assessed)
    comparing.remember(states, sums, record.out[:, at], week=week)


def _of_use(
    states: States,
    record: Record,
    at: int,
    measures: Measures,
    known: Flags,
    *,
    week: int,
    rhythm: Rhythm,
    numbers: Parameters,
) -> Mapping[SignalName, Pair]:
    """Signals of use and of its monitoring; accounts and groups have rules of their own."""
    launched = np.maximum(record.launched + (week - at) * 7, 0)
    published = (record.facts.rule == ACCOUNT) & keeping.since_release(states, (rhythm.first_week + week) * 7 + 6)[1]
    watched = (week - launched // 7 + 1 > numbers.warm_up_weeks) & ~record.out[:, at] & ~published
    ordinary = known & (record.facts.rule == ORDINARY)
    return {
        **{name: test(measures, rhythm, ordinary, numbers) for name, test in OF_DISUSE.items()},
        SignalName.MACHINE_USE: machine_use(measures, numbers),
        SignalName.MONITORING: monitoring(measures, watched, numbers),
    }


def _of_sums(
    states: States,
    record: Record,
    at: int,
    measures: Measures,
    known: Flags,
    *,
    week: int,
    rhythm: Rhythm,
    numbers: Parameters,
) -> Mapping[SignalName, Pair]:
    """Signals that rest on what is added up, and on what the register says; ``week`` is counted from the epoch."""
    facts, day, begins = record.facts, week * 7 + 6, rhythm.first_week * 7
    asked = ~record.out[:, at] & measures.told & measures.on_duty
    came = asked & measures.came
    in_weeks = asked & (rhythm.by_week and rhythm.expects)
    return {
        **dict(ratio_judged(states, asked, came, facts, numbers)),
        SignalName.PROMISE: promises.promise(states, facts, asked, week=week, numbers=numbers),
        SignalName.BUNCHING: promises.bunching(states, facts, came, week=week, numbers=numbers),
        SignalName.SPIKE: spikes.spike(states, in_weeks, week=week, assessed=rhythm.assessed, numbers=numbers),
        SignalName.DISAGREEMENT: comparing.disagreement(states, came, numbers),
        SignalName.SPREAD: keeping.spread(states, known & rhythm.by_week, leaving.spiked(states, numbers), numbers),
        SignalName.UPKEEP: keeping.upkeep(states, facts, asked, day=day, numbers=numbers),
        SignalName.OWNERLESS: keeping.ownerless(measures, facts, asked, day=day, numbers=numbers),
        SignalName.REPLACEABLE: keeping.replaceable(facts, asked, numbers),
        SignalName.STALE: keeping.stale(states, facts, day=day, numbers=numbers),
        SignalName.DORMANT: keeping.dormant(states, facts, known, begins=begins, day=day, numbers=numbers),
    }

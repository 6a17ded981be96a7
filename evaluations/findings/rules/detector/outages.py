"""When a collector failed, as opposed to its systems: too many steady systems fall silent in the same week."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Flags, Reals, Whole


@dataclass(frozen=True, slots=True)
class Watch:
    """What the guard made of one collector, per week: whether it counts as missing, and the shares that decided it."""

    out: Flags
    share: Reals
    usual: Reals


@dataclass(slots=True)
class _Steadiness:
    """How each series stood before the week at hand."""

    streak: Whole  # weeks of use in a row, outages left out
    absent: Whole  # weeks since the last use


def watch(used: Flags, *, on_duty: Flags, said: Mapping[int, bool], numbers: Parameters) -> Watch:
    """Judge every week of one collector from its series (``series × weeks``: possible use).

    A series is steady when its last ``outage_steady_weeks`` weeks, outages left out, all had use: one that reports only now and
    then never is, or its gaps would look like an outage. It is forgotten after ``outage_longest_weeks`` of silence: an outage is
    seen as long as that, after which a person must say. Of fewer steady systems than show what is usual more than half have to fall
    silent. ``on_duty``: weeks with a working day; the others are neither. ``said`` is what people hold of a week (True: it was an
    outage).
    """
    weeks = used.shape[1]
    out, share, usual = np.zeros(weeks, np.bool_), np.zeros(weeks), np.zeros(weeks)
    normal: list[float] = []
    series = used.shape[0]
    before = _Steadiness(np.zeros(series, np.int64), np.zeros(series, np.int64))
    longest = 0
    for week in np.flatnonzero(on_duty).tolist():
        steady = before.streak >= numbers.outage_steady_weeks
        steady &= before.absent <= numbers.outage_longest_weeks
        silent = steady & ~used[:, week]
        count, gone = int(steady.sum()), int(silent.sum())
        share[week] = gone / count if count else 0.0
        usual[week] = statistics.median(normal[-numbers.outage_usual_weeks :]) if normal else 0.0
        line = max(numbers.outage_share, numbers.outage_times_usual * usual[week])
        if count < numbers.outage_least_steady:
            line = numbers.outage_few_share
        enough = count >= numbers.outage_few_steady and gone >= numbers.outage_least_silent
        seen = enough and share[week] > line and longest < numbers.outage_longest_weeks
        out[week] = said.get(week, seen)
        longest = longest + 1 if out[week] else 0
        if count >= numbers.outage_least_steady and not out[week]:
            normal.append(share[week])
        _pass(before, used[:, week], out=bool(out[week]))
    return Watch(out, share, usual)


def _pass(before: _Steadiness, used: Flags, *, out: bool) -> None:
    before.absent = np.where(used, 0, before.absent + 1)
    before.streak = np.where(used, before.streak + 1, before.streak if out else 0)

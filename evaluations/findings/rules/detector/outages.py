"""When a collector failed, as opposed to its systems: too many steady systems fall silent in the same week.

Where it failed for two days of a week, most of its systems were seen on the others: few more than usual fall silent. Such a week is
doubtful: it counts as it was told, but nothing new is said of what the collector watches.
"""

import math
import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Bytes, Flags, Reals, Whole

WORKED: Final = 0
DOUBTFUL: Final = 1
FAILED: Final = 2
"""How a collector stood in a week; of several the worst counts."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What the guard made of one collector, per week: how it stood, and the shares that decided it."""

    standing: Bytes
    share: Reals
    usual: Reals

    @property
    def out(self) -> Flags:
        """The weeks that count as missing."""
        return np.asarray(self.standing == FAILED)


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
    silent. A week is doubtful when clearly more than usual did, and more than chance makes of it; what it shows counts towards what
    is usual. ``on_duty``: weeks with a working day; the others are neither. ``said`` is what people hold of a week (True: it was an
    outage).
    """
    weeks = used.shape[1]
    standing, share, usual = np.zeros(weeks, np.uint8), np.zeros(weeks), np.zeros(weeks)
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
        out = said.get(week, seen)
        if out:
            standing[week] = FAILED
        elif week not in said and count >= numbers.outage_least_steady:
            standing[week] = DOUBTFUL if _is_doubtful(gone, usual[week] * count, numbers) else WORKED
        longest = longest + 1 if out else 0
        if count >= numbers.outage_least_steady and not out:
            normal.append(share[week])
        _pass(before, used[:, week], out=out)
    return Watch(standing, share, usual)


def _is_doubtful(gone: int, expected: float, numbers: Parameters) -> bool:
    """Whether so many systems are more than the usual number, and than chance makes of it: that varies by its root."""
    more = gone - expected
    return gone > numbers.doubtful_times_usual * expected and more > numbers.doubtful_deviations * math.sqrt(
        max(expected, 1)
    )


def _pass(before: _Steadiness, used: Flags, *, out: bool) -> None:
    before.absent = np.where(used, 0, before.absent + 1)
    before.streak = np.where(used, before.streak + 1, before.streak if out else 0)

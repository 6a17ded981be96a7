"""What a finding rests on, as figures a stranger can check: values, lines, window, measures and weeks held."""

from collections.abc import Sequence
from typing import Any

from evaluations.findings.enums import SignalName
from evaluations.findings.rules.detector.axis import Axis
from evaluations.findings.rules.detector.figures import figures
from evaluations.findings.rules.detector.figures.shown import share
from evaluations.findings.rules.detector.marks import MEASURES
from evaluations.findings.rules.detector.signals import LIMBS
from evaluations.findings.rules.detector.views import Subject, Views


def evidence_of(
    subject: Subject, row: int, views: Views, *, on: Sequence[SignalName], slow_start: bool, outages: Sequence[int]
) -> dict[str, Any]:
    """The evidence of one finding. Signals are told with the figures of the last week in which they could be judged.

    ``{"evaluated_on", "judged_on", "cadence", "records_begin_on", "launched_on", "last_possible_use_on",
    "last_proven_use_on", "coverage", "window": {...}, "measures", "outage_weeks", "slow_start", "signals": [...]}``;
    days are ISO dates, shares 0 … 1. ``outages``: the weeks in which a collector of the system failed. What is only watched because its
    reach is low as that of most of its kind is says ``"like_its_kind"``, too.
    """
    states, axis, rhythm = views.states, views.axis, views.rhythm
    week = views.judged_week(row)
    from_day, to_day = int(rhythm.firsts[rhythm.opening[week]]), week * 7 + 6
    told = int(states["judged_marks"][row])
    return {
        "evaluated_on": axis.week_end(axis.weeks - 1).isoformat(),
        "judged_on": axis.week_end(week).isoformat(),
        "cadence": subject.cadence,
        "duty_window": subject.duty_window,
        "launched_on": subject.launched_on.isoformat() if subject.launched_on else None,
        "records_begin_on": _day(axis, states["first_told"][row]),
        "last_possible_use_on": _day(axis, states["last_possible"][row]),
        "last_proven_use_on": _day(axis, states["last_proven"][row]),
        "coverage": share(states["judged_coverage"][row]),
        "window": {
            "from": axis.date_of(from_day).isoformat(),
            "to": axis.date_of(to_day).isoformat(),
            "duty_days": int(rhythm.duty[from_day : to_day + 1].sum()),
            "cycles": int(rhythm.spanned[week]),
        },
        "measures": sorted({MEASURES[mark] for mark in MEASURES if told & 1 << mark}),
        "outage_weeks": [axis.week_end(each).isoformat() for each in outages],
        "slow_start": slow_start,
        "signals": [_told(name, row, views) for name in on],
    }


def _told(name: SignalName, row: int, views: Views) -> dict[str, Any]:
    """One signal: its value against its lines, since when and for how many weeks it holds, and the limbs it speaks of."""
    since = views.began(name, row)
    return {
        "signal": str(name),
        **figures(name, row, views),
        "since": views.axis.week_end(since).isoformat(),
        "weeks_held": views.axis.weeks - since,
        "limbs": [str(limb) for limb in LIMBS.get(name, ())],
    }


def _day(axis: Axis, index: int) -> str | None:
    return axis.date_of(int(index)).isoformat() if index >= 0 else None

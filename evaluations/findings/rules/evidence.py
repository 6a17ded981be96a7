"""What a finding rests on, as figures a stranger can check: values, lines, window, measures, weeks held, and a seal of the series."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from evaluations.findings.enums import SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules import Whole
from evaluations.findings.rules.axis import Axis
from evaluations.findings.rules.holds import Held
from evaluations.findings.rules.marks import MEASURES, Mark
from evaluations.findings.rules.measures import Measures, Record
from evaluations.findings.rules.rhythms import Rhythm
from evaluations.findings.rules.signals import LIMBS


@dataclass(frozen=True, slots=True)
class Subject:
    """What the register says of a system that is judged."""

    system: int
    cadence: str
    duty_window: str
    eligible_users: int | None
    launched_on: date | None


@dataclass(frozen=True, slots=True)
class Views:
    """Everything known of the systems of one rhythm, for those who look at one row of it."""

    record: Record
    measures: Measures
    rhythm: Rhythm
    axis: Axis
    numbers: Parameters
    disuse: Mapping[SignalName, Held]
    by_machines: Held
    unseen: Held
    last_known: Whole
    last_possible: Whole
    last_proven: Whole
    days: list[str]

    def week_end(self, week: int) -> str:
        return self.days[week * 7 + 6]


def evidence_of(
    subject: Subject, row: int, views: Views, *, on: Sequence[SignalName], slow_start: bool
) -> dict[str, Any]:
    """The evidence of one finding. Signals are told with the figures of the last week in which they could be judged.

    ``{"evaluated_on", "judged_on", "cadence", "records_begin_on", "launched_on", "last_possible_use_on",
    "last_proven_use_on", "coverage", "window": {...}, "measures", "outage_weeks", "slow_start", "signals": [...], "series_sha256"}``;
    days are ISO dates, shares 0 … 1.
    """
    record, axis, rhythm, days = views.record, views.axis, views.rhythm, views.days
    week = int(views.last_known[row])
    marks = record.marks[row]
    from_day, to_day = int(rhythm.start[week]), week * 7 + 6
    first = int((marks > Mark.MISSING).argmax())
    first = first if marks[first] else -1
    in_window = np.flatnonzero(np.bincount(marks[from_day : to_day + 1], minlength=len(Mark))).tolist()
    lost = np.flatnonzero(record.out[row]).tolist() if record.out[row].any() else []
    return {
        "evaluated_on": views.week_end(axis.weeks - 1),
        "judged_on": views.week_end(week),
        "cadence": subject.cadence,
        "duty_window": subject.duty_window,
        "launched_on": subject.launched_on.isoformat() if subject.launched_on else None,
        "records_begin_on": _day(days, first),
        "last_possible_use_on": _day(days, int(views.last_possible[row])),
        "last_proven_use_on": _day(days, int(views.last_proven[row])),
        "coverage": _share(views.measures.coverage[row, week]),
        "window": {
            "from": days[from_day],
            "to": days[to_day],
            "duty_days": int(rhythm.duty[from_day : to_day + 1].sum()),
            "cycles": int(rhythm.spanned[week]),
        },
        "measures": sorted({MEASURES[mark] for mark in in_window if mark}),
        "outage_weeks": [views.week_end(each) for each in lost],
        "slow_start": slow_start,
        "signals": [_told(name, row, views) for name in on],
        "series_sha256": series_sha256(record, row, first, days),
    }


def series_sha256(record: Record, row: int, first: int, days: list[str]) -> str:
    """The seal of one system's days: the first that says anything as ISO text, then a byte of mark and one of percent for each."""
    digest = hashlib.sha256()
    if first >= 0:
        digest.update(days[first].encode())
        digest.update(record.marks[row, first:].tobytes())
        digest.update(record.coverage[row, first:].tobytes())
    return digest.hexdigest()


def _told(name: SignalName, row: int, views: Views) -> dict[str, Any]:
    """One signal: its value against its lines, since when and for how many weeks it holds, and the limbs it speaks of."""
    others = {SignalName.MACHINE_USE: views.by_machines, SignalName.MONITORING: views.unseen}
    held = others.get(name) or views.disuse[name]
    since = int(held.since[row])
    return {
        "signal": str(name),
        **_figures(name, row, views),
        "since": views.week_end(since),
        "weeks_held": views.axis.weeks - since,
        "limbs": [str(limb) for limb in LIMBS.get(name, ())],
    }


def _figures(name: SignalName, row: int, views: Views) -> dict[str, Any]:
    measures, numbers, week = views.measures, views.numbers, int(views.last_known[row])
    match name:
        case SignalName.NEVER_USED:
            value: float = round(float(measures.users[row, -1]))
            extra = {
                "zero_duty_days": _days(measures.zero_days[row, week]),
                "used_days": int(measures.used_days[row, -1]),
            }
            return {"value": value, "unit": "people", "enter": 0, "leave": numbers.never_leave_users, **extra}
        case SignalName.REACH:
            eligible, reached = round(float(measures.eligible[row, week])), round(float(measures.reached[row, week]))
            value = _share(reached / max(eligible, 1))
            extra = {"reached": reached, "eligible": eligible, "upper": _share(measures.reach_upper[row, week])}
            return {
                "value": value,
                "unit": "share",
                "enter": numbers.reach_enter,
                "leave": numbers.reach_leave,
                **extra,
            }
        case SignalName.RECENCY:
            value = _days(measures.zero_days[row, week])
            extra = {"zero_cycles": int(measures.zero_cycles[row, week])}
            weekly = views.rhythm.by_week
            leave = numbers.recency_leave_weeks if weekly else numbers.recency_leave_cycles
            units = {"unit": "duty days", "leave_unit": "weeks" if weekly else "cycles"}
            return {"value": value, **units, "enter": numbers.window_duty_days, "leave": leave, **extra}
        case SignalName.CYCLES:
            used, counted = int(measures.cycles_used[row, week]), int(measures.cycles_known[row, week])
            extra = {"used": used, "known": counted, "expected": int(measures.cycles_expected[row, week])}
            lines = {"enter": numbers.cycles_enter, "leave": numbers.cycles_leave}
            return {"value": _share(used / max(counted, 1)), "unit": "share", **lines, **extra}
        case SignalName.MACHINE_USE:
            value = int(measures.machine_weeks[row, -1])
            lines = {"enter": numbers.machine_enter_weeks, "leave": numbers.machine_leave_weeks}
            return {"value": value, "unit": "weeks", **lines, "of": int(measures.machine_known[row, -1])}
        case SignalName.MONITORING:
            line = numbers.coverage_least
            return {"value": _share(measures.monitored[row, -1]), "unit": "share", "enter": line, "leave": line}


def _day(days: list[str], index: int) -> str | None:
    return days[index] if index >= 0 else None


def _share(value: float) -> float:
    return round(float(value), 4)


def _days(value: float) -> float:
    return round(float(value), 1)

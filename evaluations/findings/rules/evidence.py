"""What a finding rests on, as figures a stranger can check: values, lines, window, measures and weeks held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from evaluations.findings.enums import SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.axis import Axis
from evaluations.findings.rules.marks import MEASURES
from evaluations.findings.rules.measures import Measures
from evaluations.findings.rules.ratios import RATIOS, totals
from evaluations.findings.rules.rhythms import Rhythm
from evaluations.findings.rules.signals import LIMBS
from evaluations.findings.rules.states import States, place_of


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
    """What is known of the systems of one rhythm at the end of the axis, for those who look at one row of it."""

    states: States
    measures: Measures
    rhythm: Rhythm
    axis: Axis
    numbers: Parameters

    def is_on(self, name: SignalName, row: int) -> bool:
        return bool(self.states["on"][row, place_of(name)])

    def began(self, name: SignalName, row: int) -> int:
        """The week in which the evaluations that let a signal enter began."""
        return int(self.states["began"][row, place_of(name)])

    def judged_week(self, row: int) -> int:
        """The last week in which use could be judged, or simply the last one."""
        week = int(self.states["judged_week"][row])
        return week if week >= 0 else self.axis.weeks - 1


def evidence_of(
    subject: Subject, row: int, views: Views, *, on: Sequence[SignalName], slow_start: bool, outages: Sequence[int]
) -> dict[str, Any]:
    """The evidence of one finding. Signals are told with the figures of the last week in which they could be judged.

    ``{"evaluated_on", "judged_on", "cadence", "records_begin_on", "launched_on", "last_possible_use_on",
    "last_proven_use_on", "coverage", "window": {...}, "measures", "outage_weeks", "slow_start", "signals": [...]}``;
    days are ISO dates, shares 0 … 1. ``outages``: the weeks in which a collector of the system failed.
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
        "coverage": _share(states["judged_coverage"][row]),
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
        **_figures(name, row, views),
        "since": views.axis.week_end(since).isoformat(),
        "weeks_held": views.axis.weeks - since,
        "limbs": [str(limb) for limb in LIMBS.get(name, ())],
    }


def _figures(name: SignalName, row: int, views: Views) -> dict[str, Any]:
    measures, numbers, states = views.measures, views.numbers, views.states[row]
    match name:
        case SignalName.NEVER_USED:
            value: float = round(float(measures.users[row]))
            extra = {"zero_duty_days": _days(states["judged_idle"]), "used_days": int(measures.used_days[row])}
            return {"value": value, "unit": "people", "enter": 0, "leave": numbers.never_leave_users, **extra}
        case SignalName.REACH:
            eligible, reached = round(float(states["judged_eligible"])), round(float(states["judged_reached"]))
            value = _share(reached / max(eligible, 1))
            extra = {"reached": reached, "eligible": eligible, "upper": _share(states["judged_reach_upper"])}
            lines = {"enter": numbers.reach_enter, "leave": numbers.reach_leave}
            return {"value": value, "unit": "share", **lines, **extra}
        case SignalName.RECENCY:
            value = _days(states["judged_idle"])
            extra = {"zero_cycles": int(states["judged_zero_cycles"])}
            weekly = views.rhythm.by_week
            leave = numbers.recency_leave_weeks if weekly else numbers.recency_leave_cycles
            units = {"unit": "duty days", "leave_unit": "weeks" if weekly else "cycles"}
            return {"value": value, **units, "enter": numbers.window_duty_days, "leave": leave, **extra}
        case SignalName.CYCLES:
            used, counted = int(states["judged_cycles_used"]), int(states["judged_cycles_known"])
            extra = {"used": used, "known": counted, "expected": _expected(row, views)}
            lines = {"enter": numbers.cycles_enter, "leave": numbers.cycles_leave}
            return {"value": _share(used / max(counted, 1)), "unit": "share", **lines, **extra}
        case SignalName.MACHINE_USE:
            value = int(measures.machine_weeks[row])
            lines = {"enter": numbers.machine_enter_weeks, "leave": numbers.machine_leave_weeks}
            return {"value": value, "unit": "weeks", **lines, "of": int(measures.machine_known[row])}
        case SignalName.MONITORING:
            line = numbers.coverage_least
            told = {"value": _share(measures.monitored[row]), "unit": "share", "enter": line, "leave": line}
        case _:
            told = _ratio(name, row, views)
    return told


def _ratio(name: SignalName, row: int, views: Views) -> dict[str, Any]:
    """A share of one sum in another, with both."""
    place = next(at for at, ratio in enumerate(RATIOS) if ratio.signal == name)
    part, whole = (round(float(each[0])) for each in totals(views.states[row : row + 1], place))
    line, numbers = RATIOS[place].line, views.numbers
    lines = {"enter": getattr(numbers, f"{line}_enter"), "leave": getattr(numbers, f"{line}_leave")}
    return {"value": _share(part / max(whole, 1)), "unit": "share", **lines, "part": part, "whole": whole}


def _expected(row: int, views: Views) -> int:
    """Cycles in which use was owed among those counted in the week judged."""
    week = views.judged_week(row)
    return int((views.rhythm.owed[views.rhythm.counted(week, views.numbers)] > 0).sum())


def _day(axis: Axis, index: int) -> str | None:
    return axis.date_of(int(index)).isoformat() if index >= 0 else None


def _share(value: float) -> float:
    return round(float(value), 4)


def _days(value: float) -> float:
    return round(float(value), 1)

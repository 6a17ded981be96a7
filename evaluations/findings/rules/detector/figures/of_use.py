"""Figures of use: told as of the last week in which use could be judged."""

from collections.abc import Callable

from evaluations.findings.enums import SignalName
from evaluations.findings.rules.detector import leaving
from evaluations.findings.rules.detector.figures.shown import Figures, days, share
from evaluations.findings.rules.detector.signals import next_to_nobody_lines
from evaluations.findings.rules.detector.views import Row


def _never_used(one: Row) -> Figures:
    told = {"zero_duty_days": days(one.told("judged_idle")), "used_days": int(one.measured("used_days"))}
    leave = one.numbers.never_leave_users
    return {"value": round(one.measured("users")), "unit": "people", "enter": 0, "leave": leave, **told}


def _reach(one: Row) -> Figures:
    eligible, reached = round(one.told("judged_eligible")), round(one.told("judged_reached"))
    lines = {"enter": one.numbers.reach_enter, "leave": one.numbers.reach_leave}
    told = {"reached": reached, "eligible": eligible, "upper": share(one.told("judged_reach_upper"))}
    return {"value": share(reached / max(eligible, 1)), "unit": "share", **lines, **told, **_left(one)}


def _left(one: Row) -> Figures:
    """The share of use that stays in the count where figures are held for flattered: whoever sees people come asks for it."""
    if not leaving.flattered(one.states, one.numbers)[0]:
        return {}
    return {"kept": share(leaving.kept(one.states, one.states["judged_marks"], one.numbers)[0])}


def _next_to_nobody(one: Row) -> Figures:
    numbers, eligible, typical = one.numbers, one.told("judged_eligible"), one.told("judged_typical")
    enter, leave = next_to_nobody_lines(one.views.rhythm, numbers)
    told = {"people": round(typical, 1), "eligible": round(eligible), "people_enter": numbers.next_to_nobody_people}
    return {"value": share(typical / max(eligible, 1)), "unit": "share", "enter": enter, "leave": leave, **told}


def _recency(one: Row) -> Figures:
    numbers, weekly = one.numbers, one.views.rhythm.by_week
    leave = numbers.recency_leave_weeks if weekly else numbers.recency_leave_cycles
    units = {"unit": "duty days", "leave_unit": "weeks" if weekly else "cycles"}
    lines = {"enter": numbers.window_duty_days * one.views.rhythm.patience, "leave": leave}
    return {
        "value": days(one.told("judged_idle")),
        **units,
        **lines,
        "zero_cycles": int(one.told("judged_zero_cycles")),
    }


def _cycles(one: Row) -> Figures:
    used, known = int(one.told("judged_cycles_used")), int(one.told("judged_cycles_known"))
    lines = {"enter": one.numbers.cycles_enter, "leave": one.numbers.cycles_leave}
    told = {"used": used, "known": known, "expected": _expected(one)}
    return {"value": share(used / max(known, 1)), "unit": "share", **lines, **told}


def _expected(one: Row) -> int:
    """Cycles in which use was owed among those counted in the week judged."""
    views = one.views
    return int((views.rhythm.owed[views.rhythm.counted(views.judged_week(one.row), one.numbers)] > 0).sum())


def _machine_use(one: Row) -> Figures:
    lines = {"enter": one.numbers.machine_enter_weeks, "leave": one.numbers.machine_leave_weeks}
    weeks, known = (int(one.measured(name)) for name in ("machine_weeks", "machine_known"))
    return {"value": weeks, "unit": "weeks", **lines, "of": known}


def _monitoring(one: Row) -> Figures:
    line = one.numbers.coverage_least
    return {"value": share(one.told("monitored")), "unit": "share", "enter": line, "leave": line}


SHOWN: dict[SignalName, Callable[[Row], Figures]] = {
    SignalName.NEVER_USED: _never_used,
    SignalName.REACH: _reach,
    SignalName.NEXT_TO_NOBODY: _next_to_nobody,
    SignalName.RECENCY: _recency,
    SignalName.CYCLES: _cycles,
    SignalName.MACHINE_USE: _machine_use,
    SignalName.MONITORING: _monitoring,
}

"""Figures of ease, of honest figures and of promises: what was added up, and what it comes to."""

from collections.abc import Callable
from functools import partial

from evaluations.findings.enums import SignalName
from evaluations.findings.rules.detector import comparing, promises
from evaluations.findings.rules.detector.figures.shown import Figures, date_text, share
from evaluations.findings.rules.detector.quantities import RATIOS, RISING, VOLUMES
from evaluations.findings.rules.detector.ratios import began, shares, totals
from evaluations.findings.rules.detector.views import Row

_MONTH = 30


def _ratio(place: int, one: Row) -> Figures:
    part, whole = (round(float(each[0])) for each in totals(one.states, place))
    line, unit = RATIOS[place].line, RATIOS[place].unit
    lines = {"enter": getattr(one.numbers, f"{line}_enter"), "leave": getattr(one.numbers, f"{line}_leave")}
    value = shares(one.states, place, one.facts)[0]
    told = {"part": part, "whole": whole, "counted_from": date_text(_begins(one))}
    return {"value": share(value), "unit": unit, **lines, **told}


def _begins(one: Row) -> int:
    """The first day, from the epoch, of what is added up: of the oldest block, or of the records."""
    axis = one.views.axis
    return max(began(axis.first_week + axis.weeks - 1) * 7, axis.first_day + int(one.told("first_told")))


def _promise(one: Row) -> Figures:
    week = one.views.axis.first_week + one.views.axis.weeks - 1
    kept, _known = promises.kept(one.states, one.facts, week=week, ago=1, numbers=one.numbers)
    lines = {"enter": one.numbers.promise_enter, "leave": one.numbers.promise_leave}
    told = {"of": VOLUMES[int(one.facts.promise_of[0])], "promised": _promised(one)}
    return {"value": share(kept[0]), "unit": "share", **lines, **told}


def _bunching(one: Row) -> Figures:
    near, told = (int(one.states[name].sum()) for name in ("near", "near_of"))
    lines = {"enter": one.numbers.bunching_enter, "leave": one.numbers.bunching_leave}
    counts = {"part": near, "whole": told, "within": one.numbers.bunching_within, "promised": _promised(one)}
    return {"value": share(near / max(told, 1)), "unit": "share", **lines, **counts}


def _promised(one: Row) -> int:
    """What was promised for a month of 30 days."""
    return round(float(one.facts.promised[0]) * _MONTH)


def _spike(one: Row) -> Figures:
    line, assessed = one.numbers.spike_enter, one.told("assessed") * 7 + 6
    lines = {"enter": line, "leave": line, "assessed_by": date_text(assessed)}
    lines |= {"of": RISING[int(one.states["highest"][0])]}
    return {"value": share(one.told("height")), "unit": "times", **lines}


def _disagreement(one: Row) -> Figures:
    times, _known = comparing.apart(one.states, one.numbers)
    lines = {"enter": one.numbers.disagreement_enter, "leave": one.numbers.disagreement_leave}
    return {"value": share(times[0]), "unit": "times", **lines}


SHOWN: dict[SignalName, Callable[[Row], Figures]] = {
    **{ratio.signal: partial(_ratio, place) for place, ratio in enumerate(RATIOS)},
    SignalName.PROMISE: _promise,
    SignalName.BUNCHING: _bunching,
    SignalName.SPIKE: _spike,
    SignalName.DISAGREEMENT: _disagreement,
}

"""Figures of whether somebody keeps a system, and of what could replace it."""

from collections.abc import Callable

from evaluations.findings.enums import SignalName
from evaluations.findings.rules.detector import keeping, leaving
from evaluations.findings.rules.detector.figures.shown import Figures, date_text, share
from evaluations.findings.rules.detector.views import Row


def _spread(one: Row) -> Figures:
    most = keeping.most_using(one.states, leaving.spiked(one.states, one.numbers))
    using, meant = round(float(most[0])), round(one.told("organisations"))
    lines = {"enter": one.numbers.spread_enter, "leave": one.numbers.spread_leave}
    return {"value": share(using / max(meant, 1)), "unit": "share", **lines, "part": using, "whole": meant}


def _upkeep(one: Row) -> Figures:
    numbers = one.numbers
    since, _told = keeping.unkept(one.states, one.facts, one.views.day)
    line = numbers.upkeep_days_without_contract if _ended(one) else numbers.upkeep_days
    return _since_release(one, line) | {"value": int(since[0])}


def _stale(one: Row) -> Figures:
    return _since_release(one, one.numbers.account_days)


def _dormant(one: Row) -> Figures:
    told = _since_release(one, one.numbers.dormant_days)
    if one.told("release_first") > 0:
        return told
    quiet = one.views.axis.days - 1 - max(one.told("last_possible"), one.told("first_told"))
    return {**told, "value": int(quiet)}


def _since_release(one: Row, line: int) -> Figures:
    since, _known = keeping.since_release(one.states, one.views.day)
    released = one.told("released")
    told = {"released_on": date_text(released) if released else None, "contract_ended_on": _ended(one)}
    return {"value": int(since[0]), "unit": "days", "enter": line, "leave": line, **told}


def _ownerless(one: Row) -> Figures:
    since, line = one.views.day - int(one.facts.contract_end[0]), one.numbers.ownerless_days
    return {"value": since, "unit": "days", "enter": line, "leave": line, "contract_ended_on": _ended(one)}


def _ended(one: Row) -> str | None:
    end = int(one.facts.contract_end[0])
    return date_text(end) if end < one.views.day else None


def _replaceable(one: Row) -> Figures:
    facts, numbers = one.facts, one.numbers
    lines = {"enter": numbers.replaceable_enter, "leave": numbers.replaceable_leave}
    told = {"by": str(facts.rival[0]), "wider": share(facts.wider[0]), "wider_enter": numbers.replaceable_reach}
    return {"value": share(facts.likeness[0]), "unit": "share", **lines, **told}


SHOWN: dict[SignalName, Callable[[Row], Figures]] = {
    SignalName.SPREAD: _spread,
    SignalName.UPKEEP: _upkeep,
    SignalName.STALE: _stale,
    SignalName.DORMANT: _dormant,
    SignalName.OWNERLESS: _ownerless,
    SignalName.REPLACEABLE: _replaceable,
}

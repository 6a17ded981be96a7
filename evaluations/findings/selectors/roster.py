"""Reading what the register and the promises say of the systems a sweep judges."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from evaluations.findings.models import Rival
from evaluations.findings.rules.detector.axis import number_of
from evaluations.usage.enums import CollectorKind
from evaluations.usage.models import AssessmentDay, Collector
from lifecycle.commitments.enums import Formula
from lifecycle.commitments.models import Commitment
from registry.systems.enums import Stage
from registry.systems.models import Contract, System
from registry.systems.selectors import successors

_PROMISES = (
    Formula.SUBSTANTIVE_ACTIONS,
    Formula.EFFECTIVE_USERS,
    Formula.EFFECTIVE_SHARE,
    Formula.INBOUND_CALLS,
    Formula.MINUTES_PER_CASE,
)


NO_RIVAL = ("", 0.0, 0.0)


def roster() -> list[dict[str, Any]]:
    """The systems a sweep judges, those that are live, by id, with their ``contracts``, ``promises``, ``rival`` and what they
    carry on (``earlier``). One that another carries on is judged with that. Five statements."""
    fields = ("id", "kind", "cadence", "duty_window", "eligible_users", "launched_on", "contract_ends_on")
    contracts, promised, earlier = _contracts(), _promises(), defaultdict[int, list[int]](list)
    for each, heir in sorted(heirs().items()):
        earlier[heir].append(each)
    rivals = {
        system: tuple(told) for system, *told in Rival.objects.values_list("system", "other__code", "likeness", "wider")
    }
    return [
        {
            **row,
            "contracts": contracts.get(row["id"], []),
            "promises": promised.get(row["id"], {}),
            "rival": rivals.get(row["id"], NO_RIVAL),
            "earlier": earlier.get(row["id"], []),
        }
        for row in System.objects.filter(stage=Stage.LIVE, succeeded=None).order_by("id").values(*fields)
    ]


def heirs() -> dict[int, int]:
    """``{earlier system: the last that carries it on}``. One statement."""
    later = successors()

    def last(system: int) -> int:
        return last(later[system]) if system in later else system

    return {earlier: last(earlier) for earlier in later}


def _contracts() -> Mapping[int, list[date | None]]:
    """``{system: the ends of its contracts}``, ``None`` where one has none."""
    found: dict[int, list[date | None]] = defaultdict(list)
    for system, ends_on in Contract.objects.order_by("id").values_list("system_id", "ends_on"):
        found[system].append(ends_on)
    return found


def _promises() -> Mapping[int, dict[str, tuple[float, date]]]:
    """``{system: {formula: (target, first due)}}``, the latest promise of each kind."""
    found: dict[int, dict[str, tuple[float, date]]] = defaultdict(dict)
    said = Commitment.objects.filter(formula__in=_PROMISES, due_dates__isnull=False)
    in_time = said.order_by(
        "promised_at", "case_number", "position", "-due_dates__due_on"
    )  # the last said is the one kept
    for system, formula, target, due_on in in_time.values_list("system_id", "formula", "target", "due_dates__due_on"):
        found[system][formula] = (float(target), due_on)
    return found


def assessed_weeks() -> frozenset[int]:
    """The weeks, counted from the epoch, in which use is looked at. One statement."""
    return frozenset(number_of(day) // 7 for day in AssessmentDay.objects.values_list("day", flat=True))


def reporting() -> frozenset[int]:
    """The collectors that pass on what people say. One statement."""
    return frozenset(Collector.objects.filter(kind=CollectorKind.REPORTED).values_list("id", flat=True))

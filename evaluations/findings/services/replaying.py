"""What last year would have looked like under other numbers: the engine run over the stored history; nothing is found anew."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from evaluations.findings.enums import FindingState
from evaluations.findings.models import PolicyDraft
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.policies import changed
from evaluations.findings.selectors.exemptions import exempt
from evaluations.findings.services.judging import judge
from registry.systems.models import System

WEEKS = 52
LEAST_WEEKS_BETWEEN = 4
SHOWN = 200
"""Systems listed by name, of those that would come and go each."""

_Key = tuple[int, str]
_Flagged = dict[_Key, tuple[str, str]]
"""{(system, kind): (tier, the first day of those looked at)}"""


def days_to_look_at(today: date, *numbers: Parameters) -> list[date]:
    """Days of the last year, the newest last, as far apart as a signal stays at least once it has entered: none is missed."""
    apart = max(min(each.hold_leave_weeks for each in numbers), LEAST_WEEKS_BETWEEN)
    return [today - timedelta(weeks=back) for back in [*range(0, WEEKS, apart), WEEKS]][::-1]


def what_if(draft: PolicyDraft, *, today: date, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Which systems would have been candidates last year as things are, and which under the draft.

    ``{"since", "until", "days", "before", "after", "added", "removed", "added_count", "removed_count"}``; the lists hold
    ``{"code", "name", "kind", "tier", "on"}``, at most :data:`SHOWN` each. Takes two full judgements a day looked at.
    """
    now = draft.based_on.numbers
    then = changed(now, draft.changes)
    days = days_to_look_at(today, now, then)
    before: _Flagged = {}
    after: _Flagged = {}
    for done, day in enumerate(days):
        progress(done, len(days))
        for numbers, found in ((now, before), (then, after)):
            _add(found, day, numbers)
    added, removed = _without(after, before), _without(before, after)
    return {
        "since": days[0].isoformat(),
        "until": days[-1].isoformat(),
        "days": len(days),
        "before": len(before),
        "after": len(after),
        "added": _told(added),
        "removed": _told(removed),
        "added_count": len(added),
        "removed_count": len(removed),
    }


def keep_what_if(*, draft: PolicyDraft, told: dict[str, Any]) -> None:
    """Keep what came out beside the draft, for as long as it is about the same values."""
    PolicyDraft.objects.filter(pk=draft.pk).update(what_if=told, what_if_sha256=draft.values_sha256)


def _add(found: _Flagged, day: date, numbers: Parameters) -> None:
    exempted = exempt(on=day)
    for verdict in judge(as_of=day, numbers=numbers).ranked():
        if verdict.state == FindingState.CANDIDATE and verdict.system not in exempted:
            found.setdefault((verdict.system, str(verdict.kind)), (str(verdict.tier or ""), day.isoformat()))


def _without(some: _Flagged, others: _Flagged) -> _Flagged:
    return {key: said for key, said in some.items() if key not in others}


def _told(flagged: _Flagged) -> list[dict[str, str]]:
    chosen = sorted(flagged.items(), key=lambda each: (each[1][0] or "Z", each[0]))[:SHOWN]
    systems = System.objects.in_bulk([system for (system, _kind), _said in chosen])
    return [
        {"code": systems[system].code, "name": systems[system].name, "kind": kind, "tier": tier, "on": on}
        for (system, kind), (tier, on) in chosen
    ]

"""The sweep: judge the fleet, then bring findings and incidents in line, in one transaction."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from evaluations.findings.enums import FindingKind, FindingState, Tier
from evaluations.findings.models import Finding, Policy, Sweep
from evaluations.findings.rules.dates import obstacles_to_sweep
from evaluations.findings.rules.detector.axis import settled_through
from evaluations.findings.rules.detector.verdicts import Verdict
from evaluations.findings.rules.dismissals import speaks_again
from evaluations.findings.selectors.exemptions import exempt
from evaluations.findings.selectors.findings import policy_in_force
from evaluations.findings.services import writing
from evaluations.findings.services.judgement import Judgement
from evaluations.findings.services.judging import judge
from evaluations.findings.services.memory import remember
from evaluations.findings.services.outages import keep_incidents
from evaluations.findings.services.repeating import keep_said
from evaluations.usage.services.lateness import forget_late, late, move_horizon
from registry.ledger.services import Actor, record
from registry.refusals import refuse_if


def sweep(*, as_of: date, by: Actor | None, full: bool = False, repeats: bool = True) -> Sweep:
    """Judge every live system as of a day, and open, refresh and lapse findings accordingly.

    Goes on from what the last one remembered, and says the same again where nothing is new (``repeats``); ``full`` makes all of that
    anew from usage, which comes to the same. Reads outside the transaction and writes in one; the number of statements does not depend
    on the number of systems, but for a few for every few thousand of them when all is made anew. Safe to run twice: a second run over
    the same data changes no finding and no incident.

    Raises:
        Refused: ``as_of`` lies in the future.
    """
    started_at = timezone.now()
    refuse_if(obstacles_to_sweep(as_of=as_of, today=timezone.localdate()))
    policy = policy_in_force(timezone.localdate())
    after = last_sweep()
    news = move_horizon(settled_through(as_of))
    noted = late()
    known = news if repeats else None
    judgement = judge(as_of=as_of, numbers=policy.numbers, late=None if full else noted, news=known)
    done = write(
        judgement, noted.notes, after=after, news=news, policy=policy, as_of=as_of, started_at=started_at, by=by
    )
    return done or sweep(as_of=as_of, by=by, full=full, repeats=False)


def last_sweep() -> int:
    """The id of the sweep that wrote last, 0 before the first. To be asked before anything is read. One statement."""
    return Sweep.objects.aggregate(last=Max("id"))["last"] or 0


@transaction.atomic
def write(
    judgement: Judgement,
    late_notes: Collection[int],
    *,
    after: int,
    policy: Policy,
    as_of: date,
    started_at: datetime,
    by: Actor | None,
    news: int = 0,
) -> Sweep | None:
    """Write what was judged, of so many ``news``. ``None``: nothing is written, and everything has to be judged again.

    For another sweep than ``after`` has written since, and may have forgotten notes of what was not read here; or something has to be
    written of a finding of which the judgement only says that nothing is new.
    """
    list(Policy.objects.select_for_update().order_by("pk"))  # one sweep writes at a time, whatever it goes by
    if last_sweep() != after:
        return None
    plan = _planned(judgement, policy=policy, as_of=as_of)
    if judgement.repeats and (plan.opened or plan.refreshed):
        return None
    if judgement.remembered:
        remember(judgement.ground, judgement.remembered, changed=judgement.changed)
        keep_said(judgement, plan.said, news=news)
    forget_late(late_notes)
    evaluated_on = judgement.axis.week_end(judgement.axis.weeks - 1)
    writing.open_findings(plan.opened, policy=policy, as_of=as_of, evaluated_on=evaluated_on)
    writing.refresh_findings(plan.refreshed, policy=policy, evaluated_on=evaluated_on)
    writing.lapse_findings(plan.lapsed, on=as_of)
    counts = {
        "systems": len(judgement.ground.roster),
        "without_rows": judgement.without_rows,
        "weeks": judgement.axis.weeks,
        "opened": len(plan.opened),
        "refreshed": len(plan.refreshed),
        "unchanged": plan.unchanged,
        "silenced": plan.silenced,
        "lapsed": len(plan.lapsed),
        "kinds": _counted([verdict.kind for verdict in plan.said], FindingKind.values),
        "tiers": _counted([verdict.tier or "" for verdict in plan.said], Tier.values),
        **keep_incidents(judgement),
    }
    done = Sweep.objects.create(
        as_of=as_of, policy=policy, started_at=started_at, finished_at=timezone.now(), counts=counts
    )
    record("findings.swept", subject=done, by=by, as_of=as_of, policy=policy.version, counts=counts)
    return done


@dataclass(slots=True)
class _Plan:
    said: list[Verdict]
    opened: list[Verdict] = field(default_factory=list)
    refreshed: list[tuple[int, Verdict]] = field(default_factory=list)
    lapsed: list[int] = field(default_factory=list)
    unchanged: int = 0
    silenced: int = 0


def _planned(judgement: Judgement, *, policy: Policy, as_of: date) -> _Plan:
    """Compare what is to be said with what was said. Three statements.

    What is said as before waits for the next week end with its evidence, unless something was said late. A claimed finding is left
    alone. A dismissal silences its kind until its date or until the evidence says more, a confirmation for as long as the disuse it
    confirmed goes on.
    """
    known = _Known.loaded(as_of)
    plan = _Plan(judgement.ranked(known.candidates()))
    worsening = None if judgement.repeats else policy.numbers.dismissal_worsening
    week_end = judgement.axis.week_end(judgement.axis.weeks - 1)
    exempted = exempt(on=as_of)
    for verdict in plan.said:
        if verdict.system in exempted and verdict.kind != FindingKind.NOT_MONITORED:
            plan.silenced += 1
            continue
        key = verdict.system, str(verdict.kind)
        standing = known.refreshed.pop(key, None)
        if standing:
            said = str(verdict.tier or ""), str(verdict.state), verdict.signals, verdict.since, policy.pk, week_end
            if standing[1:-1] == said and (
                verdict.system not in judgement.revised or standing[-1] == writing.sealed(verdict)[1]
            ):
                plan.unchanged += 1
            else:
                plan.refreshed.append((standing[0], verdict))
        elif known.silences(verdict, worsening=worsening):
            plan.silenced += 1
        else:
            plan.opened.append(verdict)
    plan.lapsed = sorted(standing[0] for standing in known.refreshed.values())
    return plan


_Key = tuple[int, str]


@dataclass(slots=True)
class _Known:
    """What was said before.

    ``refreshed`` is the sweep's to change, as ``(id, tier, state, signals, since, policy id, week end, seal)``; ``dismissed`` holds the
    evidence of dismissals that still last, ``confirmed`` the last day of a confirmation.
    """

    refreshed: dict[_Key, tuple[int, str, str, list[str], date, int, date, str]] = field(default_factory=dict)
    claimed: set[_Key] = field(default_factory=set)
    dismissed: dict[_Key, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    confirmed: dict[_Key, date] = field(default_factory=dict)

    @classmethod
    def loaded(cls, as_of: date) -> "_Known":
        known = cls()
        fields = (
            "id",
            "system_id",
            "kind",
            "state",
            "tier",
            "signals",
            "since",
            "policy_id",
            "evaluated_on",
            "evidence_sha256",
            "decided_at",
        )
        silenced = Finding.objects.filter(state=FindingState.DISMISSED, dismissed_until__gte=as_of)
        for system, kind, evidence in silenced.values_list("system_id", "kind", "evidence"):
            known.dismissed[system, kind].append(evidence)
        settled = [FindingState.LAPSED, FindingState.DISMISSED]
        for row in Finding.objects.exclude(state__in=settled).values_list(*fields):
            pk, system, kind, state, tier, signals, since, policy, evaluated_on, sha256, decided_at = row
            key = system, kind
            match state:
                case FindingState.NOTIFIED:
                    known.refreshed[key] = (
                        pk,
                        tier,
                        FindingState.CANDIDATE,
                        signals,
                        since,
                        policy,
                        evaluated_on,
                        sha256,
                    )
                case FindingState.WATCH | FindingState.CANDIDATE:
                    known.refreshed[key] = (pk, tier, state, signals, since, policy, evaluated_on, sha256)
                case FindingState.CLAIMED | FindingState.SNOOZED | FindingState.DATA_PROBLEM:
                    known.claimed.add(key)
                case FindingState.CONFIRMED:
                    on = timezone.localdate(decided_at) if decided_at else as_of
                    known.confirmed[key] = max(on, known.confirmed.get(key, date.min))
        return known

    def candidates(self) -> dict[int, bool]:
        """Of every system that is told to be unused, and that is the sweep's to change, whether it is a candidate."""
        unused = ((system, said[2]) for (system, kind), said in self.refreshed.items() if kind == FindingKind.UNUSED)
        return {system: state != FindingState.WATCH for system, state in unused}

    def silences(self, verdict: Verdict, *, worsening: float | None) -> bool:
        """Whether people have settled, or have in hand, all that a verdict says. ``worsening`` is ``None`` where nothing is new."""
        key = verdict.system, str(verdict.kind)
        return (
            key in self.claimed
            or verdict.since <= self.confirmed.get(key, date.min)
            or any(
                worsening is None or not speaks_again(each, verdict.evidence(), worsening=worsening)
                for each in self.dismissed.get(key, ())
            )
        )


def _counted(values: list[Any], vocabulary: list[str]) -> dict[str, int]:
    counted = Counter(str(value) for value in values)
    return {value: counted[value] for value in vocabulary}

"""What the program does by itself around findings, each night: it reminds, passes on and proposes; it decides nothing."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from evaluations.findings.enums import OPEN_DRAFTS, OPEN_STATES, DraftState, Provenance
from evaluations.findings.models import Inquiry, PolicyDraft
from evaluations.findings.rules.policies import needs_what_if, obstacles_to_changes
from evaluations.findings.rules.precision import Labelled, Score, is_imprecise, scores_by_signal, tightened
from evaluations.findings.selectors.findings import policy_in_force
from evaluations.findings.selectors.policies import decision_makers, newest_policy
from evaluations.findings.selectors.precision import labelled
from evaluations.findings.services.inquiries import tell
from evaluations.findings.services.policies import replay
from lifecycle.notices.services import notify
from registry.ledger.services import record


def note_silence(*, today: date) -> int:
    """Note where no answer came in time and tell whoever asked and whoever decides; how many. Safe to run twice."""
    silent = Inquiry.objects.filter(
        due_on__lt=today, answers__isnull=True, silent_noted_on__isnull=True, finding__state__in=OPEN_STATES
    )
    chosen = silent.select_related("finding__system", "finding__claimed_by", "asked_by", "organisation")
    return sum(_noted(inquiry, today) for inquiry in chosen.order_by("pk"))


@transaction.atomic
def _noted(inquiry: Inquiry, today: date) -> bool:
    still = Inquiry.objects.filter(pk=inquiry.pk, silent_noted_on__isnull=True, answers__isnull=True)
    if not still.update(silent_noted_on=today):
        return False
    finding = inquiry.finding
    people = {inquiry.asked_by, finding.claimed_by} - {None}
    key, due_on = f"{inquiry.pk}", inquiry.due_on
    tell("findings.no_answer", finding, [each for each in people if each], key=key, due_on=due_on)
    asked = inquiry.organisation.code
    record("findings.silence_noted", subject=finding, by=None, system=finding.system.code, due_on=due_on, asked=asked)
    return True


def propose_changes(*, today: date) -> list[PolicyDraft]:
    """Propose a change for each signal that people bear out too rarely; safe to run twice.

    A signal is proposed about again only after as many new decisions as precision is counted on.
    """
    policy, decisions = policy_in_force(today), labelled()
    numbers = policy.numbers
    if policy.pk != newest_policy():
        return []  # a change is on its way already
    scores = scores_by_signal(decisions, last=numbers.precision_decisions)
    asked = _proposed_before()
    return [
        _proposed(signal, score, decisions, policy_id=policy.pk, change=change)
        for signal, score in scores.items()
        if is_imprecise(score, numbers)
        and _is_due(signal, decisions, asked.get(signal), numbers.precision_decisions)
        and (change := _change(signal, numbers))
    ]


def _proposed_before() -> dict[str, tuple[bool, int]]:
    """``{signal: (it is open still, the last decision it rested on)}``"""
    proposed = PolicyDraft.objects.filter(because__isnull=False).order_by("pk")
    found = {}
    for state, because in proposed.values_list("state", "because"):
        told: dict[str, Any] = because or {}
        found[told["signal"]] = (state in OPEN_DRAFTS, told["last_ruling"])
    return found


def _is_due(signal: str, decisions: list[Labelled], before: tuple[bool, int] | None, enough: int) -> bool:
    if before is None:
        return True
    is_open, last = before
    return not is_open and sum(signal in each.signals for each in decisions if each.ruling > last) >= enough


def _change(signal: str, numbers: Any) -> dict[str, dict[str, Any]]:
    """Empty where no line can be moved, or not that far."""
    told = {"reason": "-", "provenance": str(Provenance.EXPERT), "source": ""}
    changes = {name: {"value": value, **told} for name, value in tightened(numbers, signal).items()}
    return {} if obstacles_to_changes(numbers, changes) else changes


@transaction.atomic
def _proposed(
    signal: str, score: Score, decisions: list[Labelled], *, policy_id: int, change: dict[str, dict[str, Any]]
) -> PolicyDraft:
    last = next(each.ruling for each in decisions if signal in each.signals)
    because: dict[str, Any] = {"signal": signal, "right": sum(score.last), "of": len(score.last), "last_ruling": last}
    draft = PolicyDraft.objects.create(
        state=DraftState.PROPOSED,
        based_on_id=policy_id,
        changes={name: {**each, "reason": ""} for name, each in change.items()},
        because=because,
        drafted_at=timezone.now(),
    )
    if needs_what_if(draft.changes):
        replay(draft=draft, by=None)
    kind = "findings.change_proposed"
    notify(kind=kind, subject=draft.code, people=decision_makers(on=timezone.localdate()), key=f"{kind}/{draft.code}")
    record("findings.change_proposed", subject=draft, by=None, **because, changes=draft.changes)
    return draft

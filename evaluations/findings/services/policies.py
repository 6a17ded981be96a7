"""Changing the policy: drafted, replayed over last year, decided on by a second person. Each act ends in one event."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from evaluations.findings.enums import DraftState
from evaluations.findings.models import Policy, PolicyDraft
from evaluations.findings.rules.acts import obstacles_to_reason
from evaluations.findings.rules.policies import (
    Changes,
    obstacles_to_changes,
    obstacles_to_date,
    obstacles_to_decide_draft,
    obstacles_to_draft,
    obstacles_to_refuse_draft,
    obstacles_to_replay,
    obstacles_to_take_up,
    obstacles_to_withdraw_draft,
)
from evaluations.findings.selectors.acts import officer_of
from evaluations.findings.selectors.policies import decision_makers, newest_policy, next_version
from lifecycle.notices.services import notify
from registry.jobs.models import Job
from registry.jobs.services import add
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import VersionChanged, refuse_if

WHAT_IF = "findings.what_if"


@transaction.atomic
def draft_policy(*, changes: Changes, effective_on: date | None, by: Person) -> PolicyDraft:
    """Draft a change of some numbers of the newest policy, each with its reason and source; decision makers are told.

    Raises:
        Refused: ``by`` is neither case officer nor decision maker of the bureau, or a value, a reason or the day is wrong.
    """
    based_on = Policy.objects.get(pk=newest_policy())
    refuse_if(
        [
            *obstacles_to_draft(officer_of(by)),
            *obstacles_to_changes(based_on.numbers, changes),
            *obstacles_to_date(effective_on, today=timezone.localdate()),
        ]
    )
    draft = PolicyDraft.objects.create(
        state=DraftState.DRAFTED,
        based_on=based_on,
        changes={name: dict(each) for name, each in changes.items()},
        effective_on=effective_on,
        drafted_by=by,
        drafted_at=timezone.now(),
    )
    _tell_deciders(draft, by)
    return _done("findings.policy_drafted", draft, by=by, changes=draft.changes, effective_on=effective_on)


@transaction.atomic
def take_up(
    *, draft: PolicyDraft, reason: str, effective_on: date | None, by: Person, expected_version: int | None = None
) -> PolicyDraft:
    """Make a proposal of the program one's own draft: from here on it is a person's, and another person decides.

    Raises:
        Refused: ``by`` may not draft, gives no reason or a day that is over, or the policy has been changed since.
        VersionChanged: somebody acted on it since ``expected_version`` was read.
    """
    draft = _locked(draft, expected_version)
    refuse_if(
        [
            *obstacles_to_take_up(draft, officer_of(by), newest_policy=newest_policy()),
            *obstacles_to_reason(reason),
            *obstacles_to_date(effective_on, today=timezone.localdate()),
        ]
    )
    draft.state, draft.drafted_by, draft.effective_on = DraftState.DRAFTED, by, effective_on
    draft.changes = {name: {**each, "reason": reason} for name, each in draft.changes.items()}
    _tell_deciders(draft, by)
    return _done("findings.proposal_taken_up", draft, by=by, reason=reason, effective_on=effective_on)


@transaction.atomic
def replay(*, draft: PolicyDraft, by: Person | None, expected_version: int | None = None) -> Job:
    """Have it worked out what last year would have looked like; the program itself asks with ``by`` None. The caller nudges.

    Raises:
        Refused: ``by`` may not draft, the draft is settled, or its numbers judge no system.
        VersionChanged: as in :func:`take_up`.
    """
    draft = _locked(draft, expected_version)
    if by is not None:
        refuse_if(obstacles_to_replay(draft, officer_of(by)))
    job = add(WHAT_IF, by=by, arguments={"draft": draft.pk})
    PolicyDraft.objects.filter(pk=draft.pk).update(what_if_job=job)
    return job


@transaction.atomic
def approve(*, draft: PolicyDraft, reason: str, by: Person, expected_version: int | None = None) -> Policy:
    """Put a draft in force from its day on, as the second person: the next version of the policy. Older ones stay.

    Raises:
        Refused: ``by`` is no decision maker of the bureau or drafted it; nobody looked at last year; another policy came between.
        VersionChanged: as in :func:`take_up`.
    """
    draft = _locked(draft, expected_version)
    newest = Policy.objects.select_for_update().get(pk=newest_policy())  # one approval at a time
    today = timezone.localdate()
    refuse_if(
        [
            *obstacles_to_decide_draft(draft, officer_of(by), newest_policy=newest.pk, today=today),
            *obstacles_to_reason(reason),
        ]
    )
    if draft.effective_on is None:
        raise AssertionError("Whoever drafts gives a day.")
    policy = Policy.objects.create(
        version=next_version(),
        parameters=_merged(newest, draft),
        source="；".join(dict.fromkeys(filter(None, (each.get("source", "") for each in draft.changes.values()))))[
            :300
        ],
        effective_on=draft.effective_on,
    )
    draft.state, draft.policy = DraftState.APPROVED, policy
    _decided(draft, reason=reason, by=by)
    if "shadow" in draft.changes:
        turned = "off" if draft.changes["shadow"]["value"] else "on"
        record(f"findings.notices_turned_{turned}", subject=policy, by=by, effective_on=policy.effective_on)
    _done(
        "findings.policy_approved",
        draft,
        by=by,
        reason=reason,
        policy=policy.version,
        effective_on=policy.effective_on,
        changes=draft.changes,
    )
    return policy


@transaction.atomic
def refuse(*, draft: PolicyDraft, reason: str, by: Person, expected_version: int | None = None) -> PolicyDraft:
    """Refuse a draft, as the second person.

    Raises:
        Refused: ``by`` is no decision maker of the bureau or drafted it; or it does not wait for approval.
        VersionChanged: as in :func:`take_up`.
    """
    draft = _locked(draft, expected_version)
    refuse_if([*obstacles_to_refuse_draft(draft, officer_of(by)), *obstacles_to_reason(reason)])
    draft.state = DraftState.REFUSED
    _decided(draft, reason=reason, by=by)
    return _done("findings.policy_refused", draft, by=by, reason=reason)


@transaction.atomic
def withdraw(*, draft: PolicyDraft, reason: str, by: Person, expected_version: int | None = None) -> PolicyDraft:
    """Take one's own draft back, or decline what the program proposes.

    Raises:
        Refused: somebody else drafted it, it is settled, or there is no reason.
        VersionChanged: as in :func:`take_up`.
    """
    draft = _locked(draft, expected_version)
    refuse_if([*obstacles_to_withdraw_draft(draft, officer_of(by)), *obstacles_to_reason(reason)])
    draft.state = DraftState.WITHDRAWN
    _decided(draft, reason=reason, by=by)
    return _done("findings.policy_withdrawn", draft, by=by, reason=reason)


def _merged(newest: Policy, draft: PolicyDraft) -> dict[str, dict[str, Any]]:
    merged = newest.numbers.stored() | newest.parameters
    return {name: {**entry, **draft.changes.get(name, {})} for name, entry in merged.items()}


def _decided(draft: PolicyDraft, *, reason: str, by: Person) -> None:
    draft.decided_by, draft.decided_at, draft.decided_reason = by, timezone.now(), reason


def _locked(draft: PolicyDraft, expected_version: int | None) -> PolicyDraft:
    now = PolicyDraft.objects.select_for_update(of=("self",)).select_related("based_on").get(pk=draft.pk)
    if expected_version is not None and now.version != expected_version:
        raise VersionChanged(now.code)
    return now


def _tell_deciders(draft: PolicyDraft, by: Person) -> None:
    people = [each for each in decision_makers(on=timezone.localdate()) if each != by]
    kind = "findings.policy_to_approve"
    notify(kind=kind, subject=draft.code, people=people, key=f"{kind}/{draft.code}")


def _done(verb: str, draft: PolicyDraft, *, by: Person | None, **data: Any) -> PolicyDraft:
    draft.version += 1
    draft.save()
    record(verb, subject=draft, by=by, version=draft.version, **data)
    return draft

"""Decisions of two people: confirmed, dismissed, or a matter of the data. Each is kept as a ruling."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from evaluations.findings.enums import Asked, Confirmation, FindingState, Ruled
from evaluations.findings.models import Finding, Ruling
from evaluations.findings.rules.acts import obstacles_to_dismissal, obstacles_to_reason, obstacles_to_settle
from evaluations.findings.rules.asking import obstacles_to_report_data
from evaluations.findings.rules.confirming import (
    CONFIRMATIONS,
    PROCESS_OF,
    obstacles_to_confirm,
    obstacles_to_confirmation,
)
from evaluations.findings.selectors.acts import officer_of, situation_of
from evaluations.findings.selectors.inquiries import answers_to_tell, keepers_of_data
from evaluations.findings.services.acts.writing import done, locked
from evaluations.findings.services.inquiries import ask
from lifecycle.cases.models import Case
from lifecycle.cases.services import open_case
from registry.organisations.models import Person
from registry.refusals import refuse_if
from registry.systems.models import System


@transaction.atomic
def confirm(
    *,
    finding: Finding,
    reason: str,
    by: Person,
    confirmed_as: str = "",
    successor: System | None = None,
    expected_version: int | None = None,
) -> Case:
    """Say, as the second person, that it is so: opens the case that fits, with the frozen evidence and the answers as grounds.

    ``confirmed_as`` "" is what usually follows from its kind; ``successor`` takes over where systems are merged. Both people are
    authors of that case, so neither can review or decide it.

    Raises:
        Refused: ``by`` is the claimer, of the sponsor or no case officer; the sponsor still has time to answer; the content is
            wrong; or the system has an open case.
        VersionChanged: somebody acted on it since ``expected_version`` was read.
    """
    finding = locked(finding, expected_version)
    confirmed_as = confirmed_as or next(iter(CONFIRMATIONS[finding.kind]), "")
    refuse_if(obstacles_to_confirm(finding, officer_of(by), situation_of(finding)))
    refuse_if(obstacles_to_confirmation(finding, confirmed_as=confirmed_as, successor=successor, reason=reason))
    case = open_case(
        system=finding.system,
        process=PROCESS_OF[Confirmation(confirmed_as)],
        grounds=_grounds(finding, successor=successor, reason=reason),
        by=by,
        also_authors=[_claimer(finding)],
    )
    finding.state, finding.case_number, finding.confirmed_as = FindingState.CONFIRMED, case.number, confirmed_as
    _ruled(Ruled.CONFIRMED, finding, reason=reason, by=by, successor=successor)
    done("findings.confirmed", finding, by=by, reason=reason, case=case.number, confirmed_as=confirmed_as)
    return case


@transaction.atomic
def dismiss(
    *, finding: Finding, code: str, reason: str, until: date | None, by: Person, expected_version: int | None = None
) -> Finding:
    """Set a finding aside, as the second person, through the day ``until``; the sweep stays silent about it so long.

    Raises:
        Refused: as in :func:`confirm`; or the code is unknown, or ``until`` is not within the next twelve months.
        VersionChanged: as in :func:`confirm`.
    """
    finding = locked(finding, expected_version)
    situation = situation_of(finding)
    refuse_if(
        [
            *obstacles_to_settle(finding, officer_of(by), situation),
            *obstacles_to_dismissal(code=code, reason=reason, until=until, today=situation.today),
        ]
    )
    finding.state, finding.dismissed_code, finding.dismissed_until = FindingState.DISMISSED, code, until
    _ruled(Ruled.DISMISSED, finding, reason=reason, by=by)
    return done("findings.dismissed", finding, by=by, code=code, reason=reason, until=until)


@transaction.atomic
def report_data_problem(*, finding: Finding, reason: str, by: Person, expected_version: int | None = None) -> Finding:
    """Say, as the second person, that the data are at fault: whoever runs the collectors is asked to mend them.

    The sweep leaves the finding alone until they say that they have, or somebody reopens it.

    Raises:
        Refused: as in :func:`confirm`.
        VersionChanged: as in :func:`confirm`.
    """
    finding = locked(finding, expected_version)
    situation = situation_of(finding)
    refuse_if([*obstacles_to_report_data(finding, officer_of(by), situation), *obstacles_to_reason(reason)])
    finding.state = FindingState.DATA_PROBLEM
    _ruled(Ruled.DATA_PROBLEM, finding, reason=reason, by=by)
    asked = [
        ask(finding=finding, kind=Asked.COLLECTOR, organisation=each, words=reason, situation=situation, by=by)
        for each in keepers_of_data(finding.system)
    ]
    to = [inquiry.organisation.code for inquiry in asked]
    return done("findings.data_problem", finding, by=by, reason=reason, to=to)


def _ruled(outcome: Ruled, finding: Finding, *, reason: str, by: Person, successor: System | None = None) -> None:
    finding.decided_by, finding.decided_at, finding.decided_reason = by, timezone.now(), reason
    Ruling.objects.create(
        finding=finding,
        outcome=outcome,
        confirmed_as=finding.confirmed_as,
        dismissed_code=finding.dismissed_code,
        successor=successor,
        reason=reason,
        until=finding.dismissed_until,
        case_number=finding.case_number,
        tier=finding.tier,
        signals=finding.signals,
        evidence=finding.evidence,
        evidence_sha256=finding.evidence_sha256,
        policy=finding.policy,
        claimed_by=_claimer(finding),
        by=by,
        at=finding.decided_at,
    )


def _claimer(finding: Finding) -> Person:
    if finding.claimed_by is None:
        raise AssertionError("A claimed finding has a claimer.")
    return finding.claimed_by


def _grounds(finding: Finding, *, successor: System | None, reason: str) -> dict[str, Any]:
    grounds = {
        "finding": finding.code,
        "tier": finding.tier,
        "signals": finding.signals,
        "limbs": finding.limbs,
        "evidence": finding.evidence,
        "evidence_sha256": finding.evidence_sha256,
        "policy": finding.policy.version,
        "reason": reason,
    }
    if successor:
        grounds["merge_into"] = {"code": successor.code, "name": successor.name}
    if answers := answers_to_tell(finding):
        grounds["answers"] = answers
    return grounds

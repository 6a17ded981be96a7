"""Making an appraisal, and completing it with what reviewers judged."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from evaluations.appraisals.enums import Purpose
from evaluations.appraisals.models import Appraisal
from evaluations.appraisals.rules.acts import obstacles_to_appraise, obstacles_to_officer
from evaluations.appraisals.rules.periods import obstacles_to_period
from evaluations.appraisals.selectors.appraisals import figures_of
from evaluations.appraisals.selectors.looks import Look, completed, look_at
from evaluations.appraisals.selectors.officers import officer_of
from evaluations.appraisals.selectors.schemes import scheme_for
from lifecycle.calendar.rules import WorkingDays
from lifecycle.cases.models import Case
from lifecycle.cases.receipts import sha256_of
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import refuse_if
from registry.systems.models import System


@transaction.atomic
def appraise(
    *,
    system: System,
    since: date,
    until: date,
    by: Person | None,
    purpose: str = Purpose.SURVEY,
    case: Case | None = None,
    working: WorkingDays | None = None,
) -> Appraisal:
    """Measure a system from ``since`` through ``until`` with the scheme in force today, and freeze what came of it.

    ``by=None`` is the program itself, when a case or a schedule asks for it. Judged indicators wait; see :func:`complete`.

    Raises:
        Refused: the period is not over or of an odd length, the system is not in use, there is no scheme for its kind, or
            ``by`` is no case officer of the data bureau.
    """
    today = timezone.localdate()
    scheme = scheme_for(system.kind, on=today)
    refuse_if(
        [
            *(obstacles_to_officer(officer_of(by)) if by else []),
            *obstacles_to_period(since, until, today=today),
            *obstacles_to_appraise(stage=system.stage, has_scheme=scheme is not None),
        ]
    )
    if scheme is None:
        raise AssertionError("Refused above.")
    look = look_at(system, scheme, since=since, until=until, working=working)
    return freeze(look, system=system, purpose=purpose, case=case, by=by)


@transaction.atomic
def complete(*, case: Case, by: Person | None) -> Appraisal | None:
    """Fill in what the reviewers of the case's round judged; None where the case has no appraisal, or has a complete one.

    The measured values, their period and their scheme are taken over as they are. Safe to run twice.
    """
    known = Appraisal.objects.filter(figures_of(case)).select_related("system", "scheme")
    newest = known.filter(judged=False).order_by("-pk").first()
    if newest is None or known.filter(judged=True, round=case.round).exists():
        return None
    look = completed(newest, case)
    return freeze(look, system=newest.system, purpose=newest.purpose, case=case, by=by, judged=True, follows=newest)


def freeze(
    look: Look,
    *,
    system: System,
    purpose: str,
    by: Person | None,
    case: Case | None = None,
    judged: bool = False,
    follows: Appraisal | None = None,
) -> Appraisal:
    """Write a look down for ever, with its seal and one event; call it inside a transaction."""
    System.objects.select_for_update().get(pk=system.pk)  # one at a time, so that no number is given twice
    number = Appraisal.objects.filter(system=system).count() + 1
    appraisal = Appraisal(
        code=f"AP-{system.code}-{number:02}",
        system=system,
        scheme=look.scheme,
        purpose=purpose,
        since=look.since,
        until=look.until,
        case=case,
        round=case.round if case else None,
        follows=follows,
        judged=judged,
        values=look.values,
        commitments=look.commitments,
        findings=look.findings,
        points=look.total.points,
        weight_counted=look.total.weight_counted,
        weight_open=look.total.weight_open,
        grade=look.grade,
        grade_least=look.grades[0],
        grade_most=look.grades[1],
        proposal=look.proposal,
        proposal_reasons=[str(reason) for reason in look.reasons],
        by=by,
        at=timezone.now(),
    )
    appraisal.sha256 = sha256_of(appraisal.sealed)
    appraisal.save(force_insert=True)
    record(
        "appraisals.completed" if judged else "appraisals.made",
        subject=appraisal,
        by=by,
        system=system.code,
        scheme=look.scheme.code,
        case=case.number if case else "",
        since=look.since,
        until=look.until,
        sha256=appraisal.sha256,
    )
    return appraisal

"""The yearly self-evaluation, and values nobody can compute."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from evaluations.appraisals.enums import Purpose
from evaluations.appraisals.models import Reading, SelfEvaluation
from evaluations.appraisals.rules.acts import (
    obstacles_to_appraise,
    obstacles_to_reader,
    obstacles_to_reading,
    obstacles_to_self_evaluation,
)
from evaluations.appraisals.rules.periods import year_so_far
from evaluations.appraisals.selectors.looks import look_at
from evaluations.appraisals.selectors.officers import officer_of
from evaluations.appraisals.selectors.schemes import scheme_for
from evaluations.appraisals.services.appraising import freeze
from lifecycle.cases.receipts import sha256_of
from lifecycle.commitments.models import Commitment
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import refuse_if
from registry.systems.models import System


@transaction.atomic
def file_self_evaluation(
    *, system: System, year: int, comments: Mapping[str, str], statement: str, by: Person
) -> SelfEvaluation:
    """Freeze what is stored about a system's year, with the sponsor's comments on it: nothing is typed in a second time.

    ``comments``: {what fills an indicator: text}; empty ones are left out.

    Raises:
        Refused: ``by`` is not of the sponsor's staff, it was filed already, or there is too little of the year.
    """
    today = timezone.localdate()
    system = System.objects.select_for_update(of=("self",)).select_related("sponsor").get(pk=system.pk)
    scheme = scheme_for(system.kind, on=today)
    said = {name: text.strip() for name, text in comments.items() if text.strip()}
    refuse_if(
        [
            *obstacles_to_appraise(stage=system.stage, has_scheme=scheme is not None),
            *obstacles_to_self_evaluation(
                officer_of(by),
                sponsor_id=system.sponsor_id,
                year=year,
                today=today,
                filed=SelfEvaluation.objects.filter(system=system, year=year).exists(),
                comments=said,
                known=[line.filled_from for line in scheme.lines] if scheme else [],
            ),
        ]
    )
    if scheme is None:
        raise AssertionError("Refused above.")
    since, until = year_so_far(year, today)
    appraisal = freeze(look_at(system, scheme, since=since, until=until), system=system, purpose=Purpose.YEARLY, by=by)
    filed = SelfEvaluation.objects.create(
        system=system,
        year=year,
        appraisal=appraisal,
        comments=said,
        statement=statement.strip(),
        by=by,
        at=timezone.now(),
        sha256=sha256_of(
            {"appraisal_sha256": appraisal.sha256, "year": year, "comments": said, "statement": statement.strip()}
        ),
    )
    record("appraisals.self_evaluated", subject=filed, by=by, system=system.code, year=year, sha256=filed.sha256)
    return filed


@transaction.atomic
def read_off(*, commitment: Commitment, since: date, until: date, value: Decimal, evidence: str, by: Person) -> Reading:
    """Enter the value of a commitment that the program cannot compute, and where it can be looked up.

    Raises:
        Refused: the program computes it, the period or the evidence is missing, or ``by`` is neither of the sponsor nor a case officer.
    """
    today = timezone.localdate()
    refuse_if(
        [
            *obstacles_to_reader(officer_of(by), sponsor_id=commitment.system.sponsor_id),
            *obstacles_to_reading(
                since=since, until=until, evidence=evidence, computed=bool(commitment.formula), today=today
            ),
        ]
    )
    reading = Reading.objects.create(
        commitment=commitment,
        since=since,
        until=until,
        value=value,
        evidence=evidence.strip(),
        by=by,
        at=timezone.now(),
    )
    record(
        "appraisals.read_off",
        subject=reading,
        by=by,
        system=commitment.system.code,
        value=value,
        since=since,
        until=until,
        evidence=evidence.strip(),
    )
    return reading

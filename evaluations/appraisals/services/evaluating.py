"""Evaluations: opened on an appraisal, or given one when they are opened."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from evaluations.appraisals.enums import Purpose
from evaluations.appraisals.models import Appraisal
from evaluations.appraisals.rules.acts import obstacles_to_appraise, obstacles_to_officer
from evaluations.appraisals.rules.periods import last_twelve_months, obstacles_to_period
from evaluations.appraisals.selectors.looks import look_at
from evaluations.appraisals.selectors.officers import officer_of
from evaluations.appraisals.selectors.schemes import scheme_for
from evaluations.appraisals.services.appraising import freeze
from lifecycle.cases.models import Case
from lifecycle.cases.services import open_case
from registry.organisations.models import Person
from registry.refusals import refuse_if
from registry.systems.models import System


@transaction.atomic
def open_evaluation(*, system: System, since: date, until: date, by: Person) -> Case:
    """Measure a system and open its evaluation with the frozen figures as grounds.

    Raises:
        Refused: as for :func:`~evaluations.appraisals.services.appraising.appraise`; or the system has an open evaluation.
    """
    today = timezone.localdate()
    scheme = scheme_for(system.kind, on=today)
    refuse_if(
        [
            *obstacles_to_officer(officer_of(by)),
            *obstacles_to_period(since, until, today=today),
            *obstacles_to_appraise(stage=system.stage, has_scheme=scheme is not None),
        ]
    )
    if scheme is None:
        raise AssertionError("Refused above.")
    look = look_at(system, scheme, since=since, until=until)
    figures = freeze(look, system=system, purpose=Purpose.EVALUATION, by=by)
    return open_case(system=system, process="evaluation", grounds={"appraisal": grounds_of(figures)}, by=by)


@transaction.atomic
def fill_in(*, case: Case) -> Appraisal | None:
    """Give an evaluation that was opened without one its appraisal of the last twelve months.

    None where its grounds name one already, or nobody appraises its kind.
    """
    today = timezone.localdate()
    scheme = scheme_for(case.system.kind, on=today)
    if scheme is None or "appraisal" in case.grounds:
        return None
    since, until = last_twelve_months(today)
    look = look_at(case.system, scheme, since=since, until=until)
    return freeze(look, system=case.system, purpose=Purpose.EVALUATION, by=None, case=case)


def grounds_of(appraisal: Appraisal) -> dict[str, str]:
    """What a case keeps of the appraisal it was opened on."""
    return {
        "code": appraisal.code,
        "sha256": appraisal.sha256,
        "since": appraisal.since.isoformat(),
        "until": appraisal.until.isoformat(),
        "points": f"{appraisal.points:.2f}",
        "weight_open": f"{appraisal.weight_open:.2f}",
    }

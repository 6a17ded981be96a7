"""A new version of a scheme."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from evaluations.appraisals.indicators import Indicator
from evaluations.appraisals.models import Scheme
from evaluations.appraisals.rules.acts import obstacles_to_make_a_scheme
from evaluations.appraisals.rules.schemes import Lines, obstacles_to_scheme
from evaluations.appraisals.selectors.officers import officer_of
from evaluations.appraisals.selectors.schemes import questions
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import refuse_if


@transaction.atomic
def make_version(
    *,
    kind: str,
    title: str,
    indicators: Sequence[Indicator],
    lines: Lines,
    source: str,
    source_text: str,
    effective_on: date,
    by: Person,
) -> Scheme:
    """Store the next version of the scheme of a kind; it holds for appraisals made from ``effective_on`` on.

    Raises:
        Refused: with every obstacle of the scheme; or ``by`` is not of the data bureau.
    """
    today = timezone.localdate()
    refuse_if(
        [
            *obstacles_to_make_a_scheme(officer_of(by)),
            *obstacles_to_scheme(
                indicators, lines, questions=questions(on=effective_on).keys(), effective_on=effective_on, today=today
            ),
        ]
    )
    list(Scheme.objects.select_for_update().filter(kind=kind))  # one at a time, so that no version is given twice
    newest = Scheme.objects.filter(kind=kind).aggregate(newest=Max("version"))["newest"] or 0
    scheme = Scheme.objects.create(
        kind=kind,
        version=newest + 1,
        title=title,
        indicators=[indicator.stored() for indicator in indicators],
        excellent_from=lines.excellent_from,
        good_from=lines.good_from,
        fair_from=lines.fair_from,
        coverage_least_percent=lines.coverage_least_percent,
        remeasure_days=lines.remeasure_days,
        young_months=lines.young_months,
        source=source,
        source_text=source_text,
        effective_on=effective_on,
        created_by=by,
    )
    record("appraisals.scheme_made", subject=scheme, by=by, effective_on=effective_on, sha256=scheme.sha256)
    return scheme

"""Measuring before and after a rectification, and tying up what to trace back where it did not help."""

import json
from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from evaluations.appraisals.enums import Purpose
from evaluations.appraisals.models import Appraisal, Bundle, Remeasurement
from evaluations.appraisals.rules.acts import obstacles_to_officer
from evaluations.appraisals.rules.comparing import comparison_of, suggested
from evaluations.appraisals.rules.rectifying import honesty_of, window_after
from evaluations.appraisals.selectors.looks import look_at
from evaluations.appraisals.selectors.officers import officer_of
from evaluations.appraisals.selectors.rectification import (
    before_of,
    bundle_content,
    reasons_against_remeasuring,
    reported_done_on,
)
from evaluations.appraisals.selectors.schemes import scheme_for
from evaluations.appraisals.services.appraising import freeze
from lifecycle.cases.models import Case, Decision
from lifecycle.cases.receipts import sha256_of
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import refuse_if


@transaction.atomic
def measure_before(*, case: Case) -> Appraisal | None:
    """Freeze the figures of the window before a rectification, when it is ordered; None for kinds nobody appraises."""
    today = timezone.localdate()
    scheme = scheme_for(case.system.kind, on=today)
    if scheme is None:
        return None
    until = today - timedelta(days=1)
    since = until - timedelta(days=scheme.remeasure_days - 1)
    look = look_at(case.system, scheme, since=since, until=until)
    return freeze(look, system=case.system, purpose=Purpose.BEFORE, by=None, case=case)


@transaction.atomic
def remeasure(*, case: Case, by: Person | None) -> Remeasurement:
    """Measure the same indicators over as many days after the work was reported done, and compare.

    ``by=None``: the schedule, on the day the window is over.

    Raises:
        Refused: the window is not over, nothing was measured before, or it has been measured already.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    reasons = reasons_against_remeasuring(case, today=timezone.localdate())
    refuse_if([*(obstacles_to_officer(officer_of(by)) if by else []), *reasons])
    before, done_on = before_of(case), reported_done_on(case)
    if before is None or done_on is None:
        raise AssertionError("Refused above.")
    since, until = window_after(done_on, before.scheme.remeasure_days)
    look = look_at(case.system, before.scheme, since=since, until=until)
    after = freeze(look, system=case.system, purpose=Purpose.AFTER, by=by, case=case)
    comparison = comparison_of(before.values, after.values)
    suggests = suggested(comparison)
    said = {
        "comparison": comparison,
        "suggests": str(suggests),
        "before_sha256": before.sha256,
        "after_sha256": after.sha256,
    }
    found = Remeasurement.objects.create(
        case=case,
        before=before,
        after=after,
        comparison=comparison,
        suggests=suggests,
        by=by,
        at=timezone.now(),
        sha256=sha256_of(said),
    )
    record(
        "appraisals.remeasured",
        subject=found,
        by=by,
        system=case.system.code,
        case=case.number,
        suggests=found.suggests,
        sha256=found.sha256,
    )
    return found


@transaction.atomic
def bundle(*, case: Case, decision: Decision) -> Bundle:
    """Tie up what to trace back after a rectification without effect, with the mark of an honest failure and its reason."""
    honest, reason = honesty_of(decision.details)
    content = json.loads(DjangoJSONEncoder().encode(bundle_content(case, decision)))  # dates as text, as they are kept
    made = Bundle(case=case, content=content, honest_failure=honest, honest_failure_reason=reason, at=timezone.now())
    made.sha256 = sha256_of(
        {"content": content, "honest_failure": honest, "honest_failure_reason": reason, "decision": decision.sha256}
    )
    made.save(force_insert=True)
    record(
        "appraisals.bundled",
        subject=made,
        by=None,
        system=case.system.code,
        case=case.number,
        honest_failure=honest,
        sha256=made.sha256,
    )
    return made

"""A bureau, a system and a year of its usage."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from evaluations.appraisals.enums import Effect, Purpose
from evaluations.appraisals.models import Remeasurement
from evaluations.appraisals.rules.comparing import comparison_of
from evaluations.appraisals.rules.rectifying import window_after
from evaluations.appraisals.selectors.looks import look_at
from evaluations.appraisals.selectors.rectification import before_of, reported_done_on
from evaluations.appraisals.services.appraising import freeze
from evaluations.usage.models import UsageRow
from lifecycle.cases.models import Case
from lifecycle.commitments.models import Commitment, DueDate
from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Organisation, Person
from registry.systems.models import System
from tests import factories
from tests.evaluations.findings.factories import collector


def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


def bureau() -> Organisation:
    found = Organisation.objects.filter(kind=OrganisationKind.DATA_BUREAU).first()
    return found or factories.organisation("青溪县数据局", kind=OrganisationKind.DATA_BUREAU)


def case_officer(name: str = "王磊") -> Person:
    return factories.person(name, role=Role.CASE_OFFICER, organisation=bureau())


def staff_of(system: System) -> Person:
    return factories.person(role=Role.SPONSOR_STAFF, organisation=system.sponsor)


def system(**fields: Any) -> System:
    """An information system in daily use, launched long ago, meant for 100 people."""
    given = {"eligible_users": 100, "launched_on": date(2020, 1, 1), **fields}
    return factories.system("智慧村务通", **given)


def daily(system: System, *, until: date | None = None, days: int = 365, **measures: Any) -> None:
    """The same counters on each of the last ``days`` days."""
    until = until or yesterday()
    by = collector()
    UsageRow.objects.bulk_create(
        UsageRow(system=system, collector=by, day=until - timedelta(days=number), **measures) for number in range(days)
    )


def monthly(system: System, people: Sequence[int], *, until: date, measure: str = "effective_users") -> None:
    """Different people of the last calendar months, the newest last; ``until`` lies in the newest."""
    by = collector("monthly")
    end = _month_end(until)
    for count in reversed(people):
        first = end.replace(day=1)
        UsageRow.objects.create(
            system=system, collector=by, day=end, period_days=(end - first).days + 1, **{measure: count}
        )
        end = first - timedelta(days=1)


def _month_end(day: date) -> date:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def commitment(system: System, *, due_on: Sequence[date], **fields: Any) -> Commitment:
    """A promise of 1,000 substantive actions a month."""
    given = {
        "case_number": "AD-2025-0001",
        "position": system.commitments.count() + 1,
        "label": "matters dealt with",
        "unit": "actions a month",
        "direction": "higher",
        "target": Decimal(1000),
        "tolerance_percent": Decimal(10),
        "population": "eligible users",
        "data_source": "usage",
        "formula": "substantive_actions",
        "responsible_post": "处长",
        **fields,
    }
    made = Commitment.objects.create(system=system, **given)
    DueDate.objects.bulk_create(DueDate(commitment=made, due_on=day) for day in due_on)
    return made


def remeasured(case: Case) -> Case:
    """A rectification that was reported done, as if its window had passed and been measured: nobody can wait 91 days here."""
    before, done_on = before_of(case), reported_done_on(case)
    assert before is not None
    assert done_on is not None
    since, until = window_after(done_on, before.scheme.remeasure_days)
    look = look_at(case.system, before.scheme, since=since, until=until)
    with transaction.atomic():
        after = freeze(look, system=case.system, purpose=Purpose.AFTER, by=None, case=case)
        Remeasurement.objects.create(
            case=case,
            before=before,
            after=after,
            comparison=comparison_of(before.values, after.values),
            suggests=Effect.UNCLEAR,
            at=timezone.now(),
            sha256="0" * 64,
        )
    return case

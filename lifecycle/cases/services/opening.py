"""Opening a case."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lifecycle.calendar.selectors import working_days
from lifecycle.cases.enums import DutyKind, State, TaskState
from lifecycle.cases.models import Case, Duty, NumberSeries, Task
from lifecycle.cases.processes import newest
from lifecycle.cases.processes.table import Process
from lifecycle.cases.receipts import sha256_of
from lifecycle.cases.selectors.opening import standing_to_open
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import Obstacle, Refused, refuse_if
from registry.systems.enums import Stage
from registry.systems.models import System


@transaction.atomic
def open_case(
    *, system: System, process: str, grounds: Mapping[str, Any], by: Person, also_authors: Sequence[Person] = ()
) -> Case:
    """Open a case about a system as a draft. ``by`` and ``also_authors`` become its authors and nothing else in it, ever.

    ``grounds`` is JSON, frozen with its SHA-256: a finding's evidence, or an order's reference.

    Raises:
        Refused: ``by`` may not open such a case, the system is not in use, or a case of this kind is open already.
    """
    system = System.objects.select_for_update().get(pk=system.pk)  # two openings at once must see each other
    table, now = newest(process), timezone.now()
    today = timezone.localdate(now)
    standing = standing_to_open(by, process)
    if standing is None:
        raise Refused(
            [Obstacle("role-missing", _("Only a case officer of the data bureau can open this case."), kind="who")]
        )
    refuse_if(_obstacles_to_open(table, system))
    case = Case.objects.create(
        number=_next_number(table, today.year),
        system=system,
        process=table.code,
        process_version=table.version,
        opener=standing.organisation,
        lead=standing.organisation,
        opened_by=by,
        opened_at=now,
        grounds=dict(grounds),
        grounds_sha256=sha256_of(grounds),
    )
    authors = list(dict.fromkeys([by, *also_authors]))
    Duty.objects.bulk_create(Duty(case=case, person=author, kind=DutyKind.AUTHOR, since=now) for author in authors)
    first = next(step for step in table.steps if step.state == State.DRAFT)
    Task.objects.create(
        case=case,
        round=case.round,
        step=first.code,
        state=TaskState.OPEN,
        organisation=case.opener,
        assignee=by,
        due_on=working_days().add_working_days(today, first.days),
    )
    record(
        "cases.opened",
        subject=case,
        by=by,
        stream=case.stream,
        system=system.code,
        process=table.code,
        process_version=table.version,
        grounds_sha256=case.grounds_sha256,
        authors=[author.account for author in authors],
        state=["", case.state],
        stage=[system.stage, system.stage],
        round=[0, case.round],
        standing={
            "role": standing.role,
            "organisation": standing.organisation.code,
            "name": standing.organisation.name,
            "since": standing.since,
        },
    )
    return case


def _obstacles_to_open(table: Process, system: System) -> list[Obstacle]:
    found = []
    if system.stage != Stage.LIVE:
        told = {"stage": system.get_stage_display()}
        found.append(Obstacle("stage", _("A case can be opened for a live system; this one is %(stage)s.") % told))
    if opened := Case.objects.open().filter(system=system, process=table.code).first():
        message = _("Case %(number)s about this system is still open; go on with that one.")
        found.append(Obstacle("already-open", message % {"number": opened.number}))
    return found


def _next_number(table: Process, year: int) -> str:
    """E.g. ``RT-2026-0012``: no number is given twice, and none is skipped."""
    prefix = f"{table.prefix}-{year}"
    NumberSeries.objects.get_or_create(prefix=prefix)
    series = NumberSeries.objects.select_for_update().get(prefix=prefix)
    series.last += 1
    series.save(update_fields=["last"])
    return str(series)

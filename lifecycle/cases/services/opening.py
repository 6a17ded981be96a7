"""Opening a case."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lifecycle.calendar.selectors import working_days
from lifecycle.cases.enums import DutyKind, TaskState
from lifecycle.cases.models import Case, Duty, NumberSeries, Task
from lifecycle.cases.processes import newest
from lifecycle.cases.processes.table import Process, Seat
from lifecycle.cases.receipts import sha256_of
from lifecycle.cases.rules.beginning import obstacles_to_open
from lifecycle.cases.selectors.opening import lead_for, standing_to_open
from lifecycle.cases.signals import case_opened
from registry.ledger.services import record
from registry.organisations.enums import OrganisationKind
from registry.organisations.models import Membership, Organisation, Person
from registry.refusals import Obstacle, Refused, refuse_if
from registry.systems.models import System
from registry.systems.services.registering import propose


@transaction.atomic
def open_case(
    *,
    system: System | None = None,
    proposed: Mapping[str, str] | None = None,
    process: str,
    grounds: Mapping[str, Any],
    by: Person,
    also_authors: Sequence[Person] = (),
) -> Case:
    """Open a case about a system as a draft. ``by`` and ``also_authors`` become its authors and nothing else in it, ever.

    ``grounds`` is JSON, frozen with its SHA-256: a finding's evidence, or an order's reference. ``proposed`` in place of
    ``system``: the cells of a system that does not exist yet and is registered as proposed (admission only).

    Raises:
        Refused: ``by`` may not open such a case, the system's stage or kind forbids it, a case of this kind is open already,
            there is no data bureau to lead it, or a cell of ``proposed`` is wrong.
    """
    table = newest(process)
    standing = standing_to_open(by, process, system)
    if standing is None:
        who = " / ".join(str(each.label) for each in table.openers)
        raise Refused([Obstacle("role-missing", _("Only %(who)s can open this case.") % {"who": who}, kind="who")])
    if system is None:
        system = propose(cells=proposed or {}, by=by)
        standing = standing_to_open(by, process, system) or standing
    system = System.objects.select_for_update(of=("self",)).select_related("sponsor").get(pk=system.pk)
    lead = standing.organisation if _is_bureau(standing) else lead_for(system.sponsor)
    if lead is None:
        raise Refused([Obstacle("no-bureau", _("There is no data bureau to lead the case; have one entered first."))])
    return begin(
        table=table,
        system=system,
        opener=standing.organisation,
        lead=lead,
        grounds=grounds,
        by=by,
        authors=list(dict.fromkeys([by, *also_authors])),
        standing=_as_json(standing),
    )


def _is_bureau(standing: Membership) -> bool:
    return standing.organisation.kind == OrganisationKind.DATA_BUREAU


def begin(
    *,
    table: Process,
    system: System,
    opener: Organisation,
    lead: Organisation,
    grounds: Mapping[str, Any],
    by: Person,
    authors: Sequence[Person],
    standing: Mapping[str, Any],
    follows: Case | None = None,
) -> Case:
    """Write a new case; ``system`` is locked. For :func:`open_case`, and for what a decision opens.

    Raises:
        Refused: the system's stage or kind forbids it, or a case of this kind is open already.
    """
    now = timezone.now()
    already = Case.objects.open().filter(system=system, process=table.code).first()
    refuse_if(
        obstacles_to_open(table, stage=system.stage, kind=system.kind, open_case=already.number if already else "")
    )
    case = Case.objects.create(
        number=_next_number(table, timezone.localdate(now).year),
        system=system,
        process=table.code,
        process_version=table.version,
        opener=opener,
        lead=lead,
        opened_by=authors[0],
        opened_at=now,
        grounds=dict(grounds),
        grounds_sha256=sha256_of(grounds),
        follows=follows,
    )
    Duty.objects.bulk_create(Duty(case=case, person=author, kind=DutyKind.AUTHOR, since=now) for author in authors)
    _first_task(case, table, now)
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
        follows=follows.number if follows else "",
        state=["", case.state],
        stage=[system.stage, system.stage],
        round=[0, case.round],
        standing=dict(standing),
    )
    case_opened.send(Case, case=case)
    return case


def _first_task(case: Case, table: Process, now: datetime) -> None:
    """Whoever opened it goes on, where that is their organisation's work and an author's."""
    first = table.first
    place = {Seat.OPENER: case.opener, Seat.SPONSOR: case.system.sponsor}.get(first.seat, case.lead)
    goes_on = first.duty == DutyKind.AUTHOR and place == case.opener and case.follows is None
    Task.objects.create(
        case=case,
        round=case.round,
        step=first.code,
        state=TaskState.OPEN,
        organisation=place,
        assignee=case.opened_by if goes_on else None,
        due_on=working_days().add_working_days(timezone.localdate(now), first.days),
    )


def _as_json(standing: Membership) -> dict[str, Any]:
    return {
        "role": standing.role,
        "organisation": standing.organisation.code,
        "name": standing.organisation.name,
        "since": standing.since,
    }


def _next_number(table: Process, year: int) -> str:
    """E.g. ``RT-2026-0012``: no number is given twice, and none is skipped."""
    prefix = f"{table.prefix}-{year}"
    NumberSeries.objects.get_or_create(prefix=prefix)
    series = NumberSeries.objects.select_for_update().get(prefix=prefix)
    series.last += 1
    series.save(update_fields=["last"])
    return str(series)

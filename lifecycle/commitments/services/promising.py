"""Making promises rows for ever."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from lifecycle.commitments.models import Commitment, DueDate
from lifecycle.commitments.rules import obstacles_to_commitments, promised
from lifecycle.commitments.selectors import library
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import refuse_if
from registry.systems.models import System


@transaction.atomic
def promise(
    *, system: System, case_number: str, entries: Sequence[Mapping[str, Any]], by: Person | None
) -> list[Commitment]:
    """Store the commitments of a submission that was admitted; one event. Called by the engine, once a case.

    Due dates may have come nearer or passed, and an indicator may have been withdrawn, while the case was decided; that is no
    reason against it.

    Raises:
        Refused: an entry cannot be measured, or names an indicator the library never had.
    """
    known = library()
    refuse_if(obstacles_to_commitments(entries, library=known))
    kept: list[Commitment] = []
    for position, entry in enumerate(entries, start=1):
        told = promised(entry, known)
        commitment = Commitment.objects.create(
            system=system,
            case_number=case_number,
            position=position,
            indicator=known.get(told.indicator),
            label=told.label,
            unit=told.unit,
            direction=told.direction,
            baseline=told.baseline,
            baseline_note=told.baseline_note,
            target=told.target,
            tolerance_percent=told.tolerance_percent,
            population=told.population,
            data_source=told.data_source,
            formula=told.formula,
            how_measured=told.how_measured,
            responsible_post=told.responsible_post,
            promised_by=by,
        )
        DueDate.objects.bulk_create(DueDate(commitment=commitment, due_on=day) for day in told.due_on)
        kept.append(commitment)
    record(
        "commitments.promised",
        subject=system,
        by=by,
        case=case_number,
        count=len(kept),
        commitments=[
            {"code": each.code, "label": each.label, "target": each.target, "unit": each.unit} for each in kept
        ],
    )
    return kept

"""Destroying data: one person's word, another one's eyes."""

from django.db import transaction
from django.utils import timezone

from lifecycle.closeout.enums import Way
from lifecycle.closeout.models import Destruction, Matter, Settlement
from lifecycle.closeout.permissions import settlers, witnesses
from lifecycle.closeout.receipts import NO_RECEIPT, Receipt
from lifecycle.closeout.rules.settling import (
    obstacles_to_attest_destruction,
    obstacles_to_statement,
    obstacles_to_witness,
)
from lifecycle.closeout.selectors.matters import matter_view, part_of
from lifecycle.closeout.services.locking import hold, stream_of
from lifecycle.closeout.services.settling import file_settlement
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import refuse_if


@transaction.atomic
def attest_destruction(*, matter: Matter, statement: str, by: Person, receipt: Receipt = NO_RECEIPT) -> Destruction:
    """One person's word that the data was destroyed, and how. It settles nothing until it is witnessed.

    Raises:
        Refused: not one's role, not now, no data, waiting already, or nothing said.
    """
    case = hold(matter.case)
    part = part_of(case, by, settlers(case))
    refuse_if([*part.obstacles, *obstacles_to_attest_destruction(matter_view(matter), statement)])
    said = Destruction.objects.create(
        matter=matter,
        statement=statement.strip(),
        file_name=receipt.name,
        file_size=receipt.size,
        file_sha256=receipt.sha256,
        by=by,
        standing=dict(part.standing),
        at=timezone.now(),
    )
    told = {"matter": matter.label, "statement": said.statement, "file_sha256": receipt.sha256}
    record("closeout.destruction_attested", subject=matter, by=by, stream=stream_of(case), **told)
    return said


@transaction.atomic
def witness_destruction(*, matter: Matter, statement: str, by: Person) -> Settlement:
    """Another person's word that they saw it: the data is settled as destroyed, under both names.

    Raises:
        Refused: not one's role, not now, nobody attested it, ``by`` attested it, or nothing said.
    """
    case = hold(matter.case)
    part = part_of(case, by, witnesses(case))
    refuse_if([*part.obstacles, *obstacles_to_witness(matter_view(matter), statement, by=by.pk)])
    said = Destruction.objects.select_related("by").get(matter=matter)
    settlement = Settlement(
        matter=matter,
        way=Way.DESTROYED,
        statement=said.statement,
        file_name=said.file_name,
        file_size=said.file_size,
        file_sha256=said.file_sha256,
        by=said.by,
        standing=said.standing,
        at=said.at,
        witnessed_by=by,
        witness_statement=statement.strip(),
    )
    said.delete()
    return file_settlement(settlement, verb="closeout.destruction_witnessed", by=by)


@transaction.atomic
def decline_destruction(*, matter: Matter, reason: str, by: Person) -> None:
    """It was not so, or was a mistake: nothing is destroyed as far as the case knows. Whoever attested may take it back.

    Raises:
        Refused: not one's role, not now, nobody attested it, or no reason.
    """
    case = hold(matter.case)
    said = Destruction.objects.filter(matter=matter).first()
    seats = settlers(case) if said and said.by_id == by.pk else witnesses(case)
    against = [] if said else obstacles_to_witness(matter_view(matter), reason, by=by.pk)
    refuse_if([*part_of(case, by, seats).obstacles, *(against or obstacles_to_statement(reason))])
    Destruction.objects.filter(matter=matter).delete()
    told = {"matter": matter.label, "reason": reason.strip()}
    record("closeout.destruction_declined", subject=matter, by=by, stream=stream_of(case), **told)

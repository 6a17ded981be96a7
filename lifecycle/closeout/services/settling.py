"""Settling a matter."""

from django.db import transaction
from django.utils import timezone

from lifecycle.cases.models import Case
from lifecycle.cases.receipts import sha256_of
from lifecycle.closeout.enums import Way
from lifecycle.closeout.models import Matter, Settlement
from lifecycle.closeout.permissions import EXECUTORS, Part, settlers, waivers
from lifecycle.closeout.receipts import NO_RECEIPT, Receipt
from lifecycle.closeout.rules.settling import SuccessorView, Told, obstacles_to_settle
from lifecycle.closeout.selectors.matters import matter_view, part_of
from lifecycle.closeout.services.locking import hold, stream_of
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import refuse_if
from registry.systems.models import System


@transaction.atomic
def settle(
    *,
    matter: Matter,
    way: str,
    statement: str,
    by: Person,
    receiver: str = "",
    successor: System | None = None,
    receipt: Receipt = NO_RECEIPT,
) -> Settlement:
    """File how a matter was settled; a later settlement takes the place of an earlier one.

    Raises:
        Refused: not one's role (waiving takes a case officer or decision maker who clears nothing in the case), not now, a way
            that does not fit, a receiver, receipt, successor or statement missing; destroying data takes two people.
    """
    case = hold(matter.case)
    part = who_may(case, by, way)
    seen = SuccessorView(successor.stage, is_the_system=successor.pk == case.system_id) if successor else None
    told = Told(way=way, statement=statement, receiver=receiver, successor=seen, receipt=receipt)
    refuse_if([*part.obstacles, *obstacles_to_settle(matter_view(matter), told)])
    return file_settlement(
        Settlement(
            matter=matter,
            way=way,
            statement=statement.strip(),
            receiver=receiver.strip(),
            successor=successor,
            file_name=receipt.name,
            file_size=receipt.size,
            file_sha256=receipt.sha256,
            by=by,
            standing=dict(part.standing),
            at=timezone.now(),
        ),
        verb="closeout.settled",
        by=by,
    )


def who_may(case: Case, by: Person, way: str) -> Part:
    """The part a person has in settling a matter this way. Two queries."""
    if way == Way.WAIVED:
        return part_of(case, by, waivers(case), kept_from=EXECUTORS)
    return part_of(case, by, settlers(case))


def file_settlement(settlement: Settlement, *, verb: str, by: Person) -> Settlement:
    """Write the row, hashed over everything it says, and its event; ``by`` is whoever acts now."""
    settlement.filed_at = timezone.now()
    settlement.sha256 = sha256_of(settlement.said)
    settlement.save(force_insert=True)
    matter = settlement.matter
    told = {"matter": matter.label, "way": settlement.way, "sha256": settlement.sha256}
    record(verb, subject=settlement, by=by, stream=stream_of(matter.case), **told)
    return settlement

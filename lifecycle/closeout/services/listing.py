"""The list of matters."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from lifecycle.cases.models import Case
from lifecycle.cases.receipts import sha256_of
from lifecycle.closeout.enums import MatterKind, MatterSource
from lifecycle.closeout.models import Matter, NothingHeld
from lifecycle.closeout.permissions import settlers
from lifecycle.closeout.rules.settling import obstacles_to_list, obstacles_to_remove, obstacles_to_statement
from lifecycle.closeout.selectors.matters import matter_view, part_of, unlisted_in
from lifecycle.closeout.services.locking import hold, stream_of
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import refuse_if
from registry.systems.models import Contract, DataSet, Interface


@transaction.atomic
def begin(*, case: Case, by: Person | None) -> int:
    """Put what the register knows on the list as soon as it is decided that the system goes; how many there were."""
    return _take(case, by)


@transaction.atomic
def take_from_register(*, case: Case, by: Person) -> int:
    """Put on the list what was registered since; how many were added.

    Raises:
        Refused: not one's role, or the case is not between its decision and its end.
    """
    case = hold(case)
    refuse_if(part_of(case, by, settlers(case)).obstacles)
    return _take(case, by)


def _take(case: Case, by: Person | None) -> int:
    now, found = timezone.now(), list(unlisted_in(case))
    for each in found:
        stands_for: dict[str, Any] = {
            "interface": each.fact if isinstance(each.fact, Interface) else None,
            "data_set": each.fact if isinstance(each.fact, DataSet) else None,
            "contract": each.fact if isinstance(each.fact, Contract) else None,
        }
        told = {"case": case, "kind": each.kind, "label": each.label, "source": MatterSource.REGISTER}
        Matter.objects.create(**told, **stands_for, added_by=by, added_at=now)
    if found:
        labels = [each.label for each in found]
        record("closeout.register_taken", subject=case, by=by, stream=stream_of(case), matters=labels)
    return len(found)


@transaction.atomic
def add_matter(*, case: Case, kind: str, label: str, note: str = "", by: Person) -> Matter:
    """Put something on the list that the register does not name, such as a server or a consumer nobody knew of.

    Raises:
        Refused: not one's role, not now, nothing said, or on the list already.
    """
    case, label = hold(case), label.strip()
    twin = Matter.objects.filter(case=case, kind=kind, label=label).exists()
    refuse_if([*part_of(case, by, settlers(case)).obstacles, *obstacles_to_list(label, has_twin=twin)])
    matter = Matter.objects.create(
        case=case,
        kind=MatterKind(kind),
        label=label,
        note=note.strip(),
        source=MatterSource.ENTERED,
        added_by=by,
        added_at=timezone.now(),
    )
    record("closeout.matter_added", subject=matter, by=by, stream=stream_of(case), matter=label, kind=kind)
    return matter


@transaction.atomic
def remove_matter(*, matter: Matter, by: Person) -> None:
    """Take off the list what should never have been on it.

    Raises:
        Refused: not one's role, not now, named by the register, or settled already.
    """
    case = hold(matter.case)
    refuse_if([*part_of(case, by, settlers(case)).obstacles, *obstacles_to_remove(matter_view(matter))])
    record("closeout.matter_removed", subject=matter, by=by, stream=stream_of(case), matter=matter.label)
    matter.delete()


@transaction.atomic
def state_nothing_held(*, case: Case, kind: str, statement: str, by: Person) -> NothingHeld:
    """Somebody's written word that there is nothing of a kind. The same again changes nothing.

    Raises:
        Refused: not one's role, not now, or nothing said.
    """
    case = hold(case)
    part = part_of(case, by, settlers(case))
    refuse_if([*part.obstacles, *obstacles_to_statement(statement)])
    if earlier := NothingHeld.objects.filter(case=case, kind=kind).first():
        return earlier
    told = {"kind": kind, "statement": statement.strip(), "standing": dict(part.standing), "at": timezone.now()}
    sha256 = sha256_of({**told, "case": case.number, "by": by.account})
    stated = NothingHeld.objects.create(case=case, by=by, sha256=sha256, **told)
    record("closeout.nothing_held", subject=stated, by=by, stream=stream_of(case), kind=kind, sha256=sha256)
    return stated

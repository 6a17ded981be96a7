"""The hand-over list of a merge."""

from django.db import transaction
from django.utils import timezone

from lifecycle.cases.models import Case
from lifecycle.cases.receipts import sha256_of
from lifecycle.closeout.enums import Portion
from lifecycle.closeout.models import Acceptance, HandOverItem
from lifecycle.closeout.permissions import settlers, takers
from lifecycle.closeout.rules.handing_over import obstacles_to_accept, obstacles_to_add, obstacles_to_hand_over
from lifecycle.closeout.selectors.leaving import hand_over_of, items_of, successor_of
from lifecycle.closeout.selectors.matters import part_of
from lifecycle.closeout.services.locking import hold, stream_of
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import refuse_if


@transaction.atomic
def add_to_hand_over(*, case: Case, portion: str, label: str, place: str, by: Person) -> HandOverItem:
    """One more line: what is handed over, and where it goes in the successor. A list accepted before has to be accepted again.

    Raises:
        Refused: not one's role, not now, no merge, nothing said, or on the list already.
    """
    case, label, place = hold(case), label.strip(), place.strip()
    twin = HandOverItem.objects.filter(case=case, portion=portion, label=label).exists()
    found = [*part_of(case, by, settlers(case)).obstacles, *obstacles_to_hand_over(hand_over_of(case))]
    refuse_if(found + obstacles_to_add(label, place, has_twin=twin))
    item = HandOverItem.objects.create(
        case=case, portion=Portion(portion), label=label, place=place, added_by=by, added_at=timezone.now()
    )
    record("closeout.hand_over_added", subject=item, by=by, stream=stream_of(case), item=label, place=place)
    return item


@transaction.atomic
def remove_from_hand_over(*, item: HandOverItem, by: Person) -> None:
    """Take a line off the list; a list accepted before has to be accepted again.

    Raises:
        Refused: not one's role, or not now.
    """
    case = hold(item.case)
    refuse_if(part_of(case, by, settlers(case)).obstacles)
    record("closeout.hand_over_removed", subject=item, by=by, stream=stream_of(case), item=item.label)
    item.delete()


@transaction.atomic
def accept_hand_over(*, case: Case, by: Person, statement: str = "", read_sha256: str = "") -> Acceptance:
    """The successor's sponsor takes over what is on the list. ``read_sha256``: the list as the person read it.

    Raises:
        Refused: not staff of the successor's sponsor, who drew the list up, not now, nothing to accept, or changed since read.
    """
    case = hold(case)
    view, successor = hand_over_of(case), successor_of(case)
    refuse_if(obstacles_to_hand_over(view))
    assert successor is not None  # noqa: S101  (else there is no view)
    part = part_of(case, by, takers(successor))
    refuse_if([*part.obstacles, *obstacles_to_accept(view, by=by.pk, read_sha256=read_sha256)])
    items, now = items_of(case), timezone.now()
    last = HandOverItem.objects.filter(case=case).select_related("added_by").latest("id")
    told = {"items": items, "items_sha256": sha256_of(items), "statement": statement.strip()}
    accepted = Acceptance(
        case=case, successor=successor, drawn_up_by=last.added_by, by=by, standing=dict(part.standing), at=now, **told
    )
    accepted.sha256 = sha256_of({**told, "case": case.number, "successor": successor.code, "by": by.account, "at": now})
    accepted.save(force_insert=True)
    said = {"successor": successor.code, "name": successor.name, "sha256": accepted.sha256}
    record("closeout.hand_over_accepted", subject=accepted, by=by, stream=stream_of(case), **said)
    return accepted

"""Suspending money and approvals while a system goes. Finance carries it out and says under which paper."""

from django.db import transaction
from django.utils import timezone

from lifecycle.cases.enums import Outcome
from lifecycle.cases.models import Case
from lifecycle.closeout.enums import HoldKind, HoldState
from lifecycle.closeout.models import FundHold, HoldReceipt
from lifecycle.closeout.permissions import treasurers
from lifecycle.closeout.rules.holding import obstacles_to_carry_out
from lifecycle.closeout.selectors.matters import part_of
from lifecycle.closeout.services.locking import stream_of
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import refuse_if
from registry.systems.models import Contract

GONE = frozenset({Outcome.RETIRED, Outcome.MERGED})


@transaction.atomic
def suspend(*, case: Case, by: Person | None) -> list[FundHold]:
    """From the decision on: the yearly money, every contract that still runs, and approvals to extend the system."""
    now, today, system = timezone.now(), timezone.localdate(), case.system
    holds = [
        FundHold(case=case, kind=HoldKind.APPROVALS, label=system.name, since=now),
        FundHold(case=case, kind=HoldKind.OPERATION, label=system.name, amount_fen=system.annual_cost_fen, since=now),
    ]
    for contract in Contract.objects.filter(system=system).select_related("contractor").order_by("id"):
        if contract.ends_on is None or contract.ends_on >= today:
            told = {"label": str(contract)[:300], "amount_fen": contract.cost_fen, "contract": contract}
            holds.append(FundHold(case=case, kind=HoldKind.CONTRACT, since=now, **told))
    FundHold.objects.bulk_create(holds)
    record("closeout.funds_suspended", subject=case, by=by, stream=stream_of(case), holds=[_told(one) for one in holds])
    return holds


@transaction.atomic
def end_holds(*, case: Case, by: Person | None) -> int:
    """When the case closes: ended where the system is gone, resumed where it stays after all; how many there were."""
    state = HoldState.ENDED if case.outcome in GONE else HoldState.RESUMED
    holds = list(FundHold.objects.select_for_update().filter(case=case, state=HoldState.SUSPENDED).order_by("id"))
    if not holds:
        return 0
    FundHold.objects.filter(pk__in=[one.pk for one in holds]).update(state=state, over_at=timezone.now())
    verb = "closeout.funds_ended" if state == HoldState.ENDED else "closeout.funds_resumed"
    record(verb, subject=case, by=by, stream=stream_of(case), holds=[_told(one) for one in holds])
    return len(holds)


@transaction.atomic
def carry_out(*, hold: FundHold, reference: str, by: Person) -> HoldReceipt:
    """Finance has done what the hold asks for, under the paper ``reference``.

    Raises:
        Refused: not a finance reviewer of the organisation that was given the case, done already, or no paper named.
    """
    hold = FundHold.objects.select_for_update(of=("self",)).select_related("case__system").get(pk=hold.pk)
    case, reference = hold.case, reference.strip()
    given = case.tasks.values_list("organisation", flat=True).distinct()
    part = part_of(case, by, treasurers(given))
    done = HoldReceipt.objects.filter(hold=hold, state=hold.state).exists()
    refuse_if([*part.obstacles, *obstacles_to_carry_out(reference, is_done=done)])
    receipt = HoldReceipt.objects.create(
        hold=hold, state=hold.state, reference=reference, by=by, standing=dict(part.standing), at=timezone.now()
    )
    told = {"hold": hold.kind, "state": hold.state, "reference": reference}
    record("closeout.hold_carried_out", subject=receipt, by=by, stream=stream_of(case), **told)
    return receipt


def _told(hold: FundHold) -> dict[str, object]:
    return {"kind": hold.kind, "label": hold.label, "amount_fen": hold.amount_fen}

"""Holding a case while something of it is settled."""

from lifecycle.cases.models import Case
from lifecycle.closeout.rules.settling import obstacles_to_work
from registry.refusals import refuse_if


def hold(case: Case) -> Case:
    """The case as it is now, until the transaction ends: no shutdown slips between a look and a row.

    Raises:
        Refused: the case is not between its decision and its end.
    """
    kept = Case.objects.select_for_update(of=("self",)).select_related("system__sponsor").get(pk=case.pk)
    refuse_if(obstacles_to_work(kept.state))
    return kept


def stream_of(case: Case) -> str:
    """The ledger stream of what is settled in a case; the case's own counts its commands only."""
    return f"closeout/{case.number}"

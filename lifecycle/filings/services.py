"""Keeping filings, and saying in a case how they came to their end."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from lifecycle.cases.models import Case
from lifecycle.cases.receipts import sha256_of
from lifecycle.closeout.permissions import settlers
from lifecycle.closeout.receipts import NO_RECEIPT, Receipt
from lifecycle.closeout.rules.settling import obstacles_to_work
from lifecycle.closeout.selectors import part_of
from lifecycle.filings.enums import Ending, FilingState
from lifecycle.filings.models import Cancellation, Filing
from lifecycle.filings.rules import FilingView, obstacles_to_cancel, obstacles_to_keep
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import flaws_of, refuse_if
from registry.systems.services.registering import Editor

FIELDS = ("kind", "authority", "number", "state", "filed_on", "expires_on")


@transaction.atomic
def keep_filing(*, filing: Filing, by: Person) -> Filing:
    """Enter or change one filing. No difference, no event.

    Raises:
        Refused: ``by`` is neither the sponsor's staff nor the bureau's, a value is wrong, or it is registered already.
    """
    kept = Filing.objects.select_for_update().filter(pk=filing.pk).first() if filing.pk else None
    same = {"system": filing.system, "kind": filing.kind, "authority": filing.authority, "number": filing.number}
    twin = Filing.objects.filter(**same).exclude(pk=filing.pk).exists()
    found = Editor.of(by).obstacles(filing.system.sponsor_id) + flaws_of(filing)
    refuse_if(found + obstacles_to_keep(filing, has_twin=twin))
    before = {name: getattr(kept, name) if kept else None for name in FIELDS}
    filing.save()
    changes = {name: [before[name], getattr(filing, name)] for name in FIELDS if before[name] != getattr(filing, name)}
    if changes:
        verb = "filings.changed" if kept else "filings.entered"
        record(verb, subject=filing, by=by, filing=str(filing), system=filing.system.code, changes=changes)
    return filing


@transaction.atomic
def cancel(
    *,
    case: Case,
    filing: Filing,
    ending: str,
    statement: str,
    by: Person,
    reference: str = "",
    receipt: Receipt = NO_RECEIPT,
) -> Cancellation:
    """File how a filing came to its end in a case, for ever; what the authority has cancelled is cancelled here too.

    Raises:
        Refused: not one's role, not between decision and end, ended already, no statement, or no receipt of the authority.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("system__sponsor").get(pk=case.pk)
    part = part_of(case, by, settlers(case))
    done = Cancellation.objects.filter(case=case, filing=filing).exists()
    view = FilingView(str(filing), filing.state, is_ended=done)
    found = [*part.obstacles, *obstacles_to_work(case.state)]
    refuse_if(found + obstacles_to_cancel(view, ending=ending, statement=statement, receipt=receipt))
    told: dict[str, Any] = {
        "ending": ending,
        "reference": reference.strip(),
        "statement": statement.strip(),
        "file_name": receipt.name,
        "file_size": receipt.size,
        "file_sha256": receipt.sha256,
        "standing": dict(part.standing),
        "at": timezone.now(),
    }
    sha256 = sha256_of({**told, "case": case.number, "filing": str(filing), "by": by.account})
    ended = Cancellation.objects.create(case=case, filing=filing, by=by, sha256=sha256, **told)
    if ending == Ending.CANCELLED:  # elsewhere it may go on for the successor, or for other systems
        Filing.objects.filter(pk=filing.pk).update(state=FilingState.CANCELLED)
    said = {"filing": str(filing), "ending": ending, "sha256": sha256}
    record("filings.ended", subject=ended, by=by, stream=f"closeout/{case.number}", **said)
    return ended

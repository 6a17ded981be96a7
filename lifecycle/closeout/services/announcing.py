"""Announcing a time without service."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lifecycle.cases.models import Case
from lifecycle.cases.receipts import sha256_of
from lifecycle.closeout.models import Announcement
from lifecycle.closeout.permissions import settlers
from lifecycle.closeout.rules.announcing import obstacles_to_announce
from lifecycle.closeout.selectors.leaving import leaving_of
from lifecycle.closeout.selectors.matters import part_of
from lifecycle.closeout.services.locking import hold, stream_of
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import refuse_if


@transaction.atomic
def announce(
    *, case: Case, begins_at: datetime, ends_at: datetime, text: str, shown_at: str, by: Person
) -> Announcement:
    """Keep what the users were told, and where, before the system stops answering for a while.

    Raises:
        Refused: not one's role, not now, too late, no text, or a text that does not name the successor.
    """
    case, now = hold(case), timezone.now()
    found = obstacles_to_announce(
        begins_at=begins_at,
        ends_at=ends_at,
        text=text,
        shown_at=shown_at,
        at=now,
        days_ahead=settings.BROWNOUT_NOTICE_DAYS,
        successor=leaving_of(case).successor,
    )
    refuse_if([*part_of(case, by, settlers(case)).obstacles, *found])
    told = {"begins_at": begins_at, "ends_at": ends_at, "text": text.strip(), "shown_at": shown_at.strip()}
    sha256 = sha256_of({**told, "case": case.number, "by": by.account, "at": now})
    said = Announcement.objects.create(case=case, by=by, at=now, sha256=sha256, **told)
    told = {"begins_at": begins_at, "ends_at": ends_at, "shown_at": said.shown_at, "sha256": sha256}
    record("closeout.brownout_announced", subject=said, by=by, stream=stream_of(case), **told)
    return said

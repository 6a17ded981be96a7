"""Sealing the ledger."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.checkpoints.errors import LedgerBroken
from registry.checkpoints.keys import public_key, signing_key
from registry.checkpoints.models import Checkpoint, SealedHead
from registry.checkpoints.selectors import ends_at, newest, verify_with_checkpoints
from registry.ledger.chain import as_bytes, body_hash, body_of
from registry.ledger.selectors import ends
from registry.ledger.services import Actor, record


def seal(*, by: Actor | None) -> Checkpoint:
    """Walk the whole ledger and, if it holds, sign how far every stream has come. Reads every event once.

    Raises:
        LedgerBroken: it does not hold; ``verify_ledger`` says where.
        KeyExposed: others can read the signing key.
    """
    if breaks := verify_with_checkpoints().breaks:
        message = _("The ledger does not hold (%(count)s breaks); run verify_ledger to see where. Nothing was sealed.")
        raise LedgerBroken(message % {"count": len(breaks)})
    key = signing_key()
    with transaction.atomic():
        before = newest()
        number, now, algorithm = before.number + 1 if before else 1, timezone.now(), settings.LEDGER_ALGORITHM
        previous = body_hash(before.body) if before else ""
        now_at, known = ends(), set(ends_at(number - 1))
        body = body_of(number=number, at=now, algorithm=algorithm, previous=previous, ends=now_at)
        checkpoint = Checkpoint.objects.create(
            number=number,
            at=now,
            algorithm=algorithm,
            streams=body["streams"],
            events=body["events"],
            body=body,
            key=public_key(key),
            signature=key.sign(as_bytes(body)).hex(),
        )
        moved = (end for end in now_at if end not in known)
        SealedHead.objects.bulk_create(
            (SealedHead(checkpoint=checkpoint, stream=end.stream, seq=end.seq, hash=end.hash) for end in moved),
            batch_size=1000,
        )
        record("checkpoints.sealed", subject=checkpoint, by=by, number=number, body_hash=body_hash(body))
    return checkpoint

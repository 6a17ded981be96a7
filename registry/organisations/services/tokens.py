"""Issuing and revoking the tokens of programs."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from registry.ledger.services import record
from registry.organisations.enums import TokenScope
from registry.organisations.models import MachineToken, Organisation, Person
from registry.organisations.services.administering import obstacles_to_administer
from registry.refusals import refuse_if


@transaction.atomic
def issue_token(
    *, name: str, organisation: Organisation, scope: TokenScope | str, by: Person | None
) -> tuple[MachineToken, str]:
    """A token for a program of ``organisation``, and its secret: shown once, kept nowhere.

    Raises:
        Refused: ``by`` is no administrator.
    """
    refuse_if(obstacles_to_administer(by))
    secret = secrets.token_urlsafe(32)
    digest = hashlib.sha256(secret.encode()).hexdigest()
    token = MachineToken.objects.create(name=name, organisation=organisation, scope=scope, secret_sha256=digest)
    record("organisations.token_issued", subject=token, by=by, name=name, organisation=organisation.code, scope=scope)
    return token, secret


@transaction.atomic
def revoke_token(*, token: MachineToken, by: Person | None) -> MachineToken:
    """End a token at once. Revoking it again changes nothing.

    Raises:
        Refused: ``by`` is no administrator.
    """
    refuse_if(obstacles_to_administer(by))
    token = MachineToken.objects.select_for_update().select_related("organisation").get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(
            "organisations.token_revoked", subject=token, by=by, name=token.name, organisation=token.organisation.code
        )
    return token

"""Granting and ending roles, issuing and revoking tokens. Each ends in one event on the stream ``organisations``."""

import hashlib
import secrets
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.ledger.services import record
from registry.organisations.enums import Role, TokenScope
from registry.organisations.models import MachineToken, Membership, Organisation, Person
from registry.organisations.permissions import may_administer
from registry.organisations.rules import obstacles_to_grant
from registry.organisations.selectors import memberships_from, roles_today
from registry.refusals import Obstacle, refuse_if


def obstacles_to_administer(by: Person | None) -> list[Obstacle]:
    """``None`` is the program itself (a command on the machine). One query."""
    if by is None or may_administer(roles_today(by)):
        return []
    return [Obstacle("not-administrator", _("Only an administrator may do this."), kind="who")]


@transaction.atomic
def grant(
    *, person: Person, organisation: Organisation, role: Role | str, by: Person | None, since: date | None = None
) -> Membership:
    """Give somebody a role in an organisation from ``since`` (today) on.

    Raises:
        Refused: ``by`` is no administrator, or the role may not meet another the person holds.
    """
    refuse_if(obstacles_to_administer(by))
    Person.objects.select_for_update().get(pk=person.pk)  # two grants at once must see each other
    since = since or timezone.localdate()
    refuse_if(
        obstacles_to_grant(
            role=role,
            organisation_id=organisation.pk,
            organisation_kind=organisation.kind,
            since=since,
            held=memberships_from(person, since),
            is_active=person.is_active,
        )
    )
    membership = Membership.objects.create(person=person, organisation=organisation, role=role, since=since)
    record("organisations.role_granted", subject=person, by=by, role=role, organisation=organisation.code, since=since)
    return membership


@transaction.atomic
def end(*, membership: Membership, by: Person | None, until: date | None = None) -> Membership:
    """Let a role end with the day ``until`` (yesterday: it ends at once; never before it began).

    Raises:
        Refused: ``by`` is no administrator, or the role has ended already.
    """
    refuse_if(obstacles_to_administer(by))
    membership = Membership.objects.select_for_update().select_related("person", "organisation").get(pk=membership.pk)
    today = timezone.localdate()
    if membership.until and membership.until < today:
        refuse_if([Obstacle("already-ended", _("The role has ended already."))])
    membership.until = max(membership.since, until or today)
    membership.save(update_fields=["until"])
    record(
        "organisations.role_ended",
        subject=membership.person,
        by=by,
        role=membership.role,
        organisation=membership.organisation.code,
        until=membership.until,
    )
    return membership


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

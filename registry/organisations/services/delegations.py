"""Letting somebody act for another, and ending it."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.ledger.services import record
from registry.organisations.enums import Role
from registry.organisations.models import Delegation, Organisation, Person
from registry.organisations.permissions import may_administer
from registry.organisations.rules import obstacles_to_delegate, obstacles_to_end_delegation
from registry.organisations.selectors import held_from, membership_in, roles_today
from registry.refusals import Obstacle, refuse_if


@transaction.atomic
def delegate(
    *,
    giver: Person,
    taker: Person,
    role: Role | str,
    organisation: Organisation,
    since: date,
    until: date,
    reason: str,
    by: Person,
) -> Delegation:
    """Let ``taker`` do in an organisation what ``giver`` may as ``role``, from ``since`` through ``until``.

    Raises:
        Refused: ``by`` is neither ``giver`` nor an administrator; the giver does not hold the role or the taker may not; or
            the days will not do.
    """
    refuse_if(_obstacles_to_give_for(giver, by))
    list(Person.objects.select_for_update().filter(pk__in=[giver.pk, taker.pk]).order_by("pk"))  # as ``grant`` does
    today = timezone.localdate()
    given_by = membership_in(organisation, giver, role, max(since, today))
    held = held_from(taker, since)
    given = list(Delegation.objects.standing(today).filter(giver=giver, role=role, organisation=organisation))
    refuse_if(
        obstacles_to_delegate(
            role=role,
            given_by=given_by,
            taker_held=held,
            is_own=giver.pk == taker.pk,
            is_colleague=any(each.organisation_id == organisation.pk for each in held),
            is_active=taker.is_active,
            given_before=given,
            days=(since, until),
            today=today,
            reason=reason,
        )
    )
    delegation = Delegation.objects.create(
        giver=giver, taker=taker, role=role, organisation=organisation, since=since, until=until, reason=reason
    )
    record(
        "organisations.delegated",
        subject=delegation,
        by=by,
        giver=giver.account,
        taker=taker.account,
        role=role,
        organisation=organisation.code,
        since=since,
        until=until,
        reason=reason,
    )
    return delegation


@transaction.atomic
def end_delegation(*, delegation: Delegation, by: Person) -> Delegation:
    """Let somebody act for another no more, from this moment on.

    Raises:
        Refused: ``by`` is neither of the two nor an administrator, or it has ended already.
    """
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    today = timezone.localdate()
    may_end = by.pk in {delegation.giver_id, delegation.taker_id} or may_administer(roles_today(by))
    refuse_if(obstacles_to_end_delegation(delegation, today=today, may_end=may_end))
    delegation.ended_on = today
    delegation.save(update_fields=["ended_on"])
    record("organisations.delegation_ended", subject=delegation, by=by, ended_on=today)
    return delegation


def _obstacles_to_give_for(giver: Person, by: Person) -> list[Obstacle]:
    if by.pk == giver.pk or may_administer(roles_today(by)):
        return []
    message = _("Only the person who holds a role, or an administrator, can delegate it.")
    return [Obstacle("not-yours", message, kind="who")]

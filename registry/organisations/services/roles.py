"""Granting and ending roles."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.ledger.services import record
from registry.organisations.enums import Role
from registry.organisations.models import Membership, Organisation, Person
from registry.organisations.rules import obstacles_to_grant
from registry.organisations.selectors import held_from
from registry.organisations.services.administering import obstacles_to_administer
from registry.refusals import Obstacle, refuse_if


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
            held=held_from(person, since),
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

"""Declaring interests, and that they have ended."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from registry.ledger.services import record
from registry.organisations.enums import InterestKind
from registry.organisations.models import Interest, Organisation, Person
from registry.organisations.rules import obstacles_to_declare_interest, obstacles_to_end_interest
from registry.refusals import refuse_if


@transaction.atomic
def declare_interest(
    *,
    organisation: Organisation,
    kind: InterestKind | str,
    since: date,
    statement: str,
    by: Person,
    until: date | None = None,
) -> Interest:
    """Say what ``by`` has to do with an organisation. While it holds, the organisation's ties to a system are theirs too.

    The statement stays out of the ledger, which many may read.

    Raises:
        Refused: nothing is said, the days will not do, or it is declared already.
    """
    Person.objects.select_for_update().get(pk=by.pk)  # two clicks at once must see each other
    today = timezone.localdate()
    declared = Interest.objects.active(today).filter(person=by, organisation=organisation, kind=kind).exists()
    refuse_if(
        obstacles_to_declare_interest(statement=statement, since=since, until=until, today=today, declared=declared)
    )
    interest = Interest.objects.create(
        person=by, organisation=organisation, kind=kind, since=since, until=until, statement=statement
    )
    record(
        "organisations.interest_declared",
        subject=interest,
        by=by,
        kind=kind,
        organisation=organisation.code,
        since=since,
        until=until,
    )
    return interest


@transaction.atomic
def end_interest(*, interest: Interest, by: Person, until: date | None = None) -> Interest:
    """Say that an interest has ended with the day ``until`` (today); it still counts on that day.

    Raises:
        Refused: it is somebody else's, has ended already, or the day will not do.
    """
    interest = Interest.objects.select_for_update().get(pk=interest.pk)
    today = timezone.localdate()
    until = until or today
    refuse_if(obstacles_to_end_interest(interest, until=until, today=today, is_own=interest.person_id == by.pk))
    interest.until = until
    interest.save(update_fields=["until"])
    record("organisations.interest_ended", subject=interest, by=by, until=until)
    return interest

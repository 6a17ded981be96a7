"""Accounts: who can sign in. Nothing is deleted, and no event ever holds a password."""

from django.db import transaction
from django.utils import timezone

from registry.ledger.services import record
from registry.organisations.models import Person
from registry.organisations.rules import (
    obstacles_to_account,
    obstacles_to_close,
    obstacles_to_password,
    obstacles_to_reopen,
    obstacles_to_set_password,
)
from registry.organisations.selectors import active_memberships, is_taken, other_administrators
from registry.organisations.services.administering import obstacles_to_administer
from registry.refusals import refuse_if


@transaction.atomic
def create_account(*, username: str, name: str, password: str, by: Person | None) -> Person:
    """Somebody who can sign in, and may do nothing until a role is granted.

    Raises:
        Refused: ``by`` is no administrator, the account exists in this or another case of letters, or name or password will not do.
    """
    refuse_if(obstacles_to_administer(by))
    username, name = Person.normalize_username(username.strip()), " ".join(name.split())
    refuse_if(
        [
            *obstacles_to_account(username=username, name=name, taken=is_taken(username)),
            *obstacles_to_password(password),
        ]
    )
    person = Person(username=username, name=name)
    person.set_password(password)
    person.save()
    record("organisations.account_created", subject=person, by=by, name=name)
    return person


@transaction.atomic
def set_password(*, person: Person, password: str, by: Person | None) -> Person:
    """Give an account a new password; whoever is signed in with the old one is not any more.

    Raises:
        Refused: ``by`` is neither the person nor an administrator, the account is closed, or the password will not do.
    """
    own = by is not None and by.pk == person.pk
    refuse_if([] if own else obstacles_to_administer(by))
    person = Person.objects.select_for_update().get(pk=person.pk)
    refuse_if([*obstacles_to_set_password(is_active=person.is_active), *obstacles_to_password(password)])
    person.set_password(password)
    person.save(update_fields=["password"])
    record("organisations.password_changed" if own else "organisations.password_reset", subject=person, by=by)
    return person


@transaction.atomic
def set_email(*, person: Person, email: str, by: Person) -> Person:
    """Where a person gets e-mail; empty for nowhere. The event does not hold the address.

    Raises:
        Refused: ``by`` is neither the person nor an administrator.
    """
    refuse_if([] if by.pk == person.pk else obstacles_to_administer(by))
    person.email = email
    person.save(update_fields=["email"])
    record("organisations.email_changed", subject=person, by=by, given=bool(email))
    return person


@transaction.atomic
def close_account(*, person: Person, by: Person | None) -> Person:
    """Let somebody in no more, at once. The roles rest and are named in the event; none is ended.

    Raises:
        Refused: ``by`` is no administrator or the person, the account is closed, or nobody could administer any more.
    """
    refuse_if(obstacles_to_administer(by))
    person = Person.objects.select_for_update().get(pk=person.pk)
    today = timezone.localdate()
    held = list(active_memberships(person, today))
    refuse_if(
        obstacles_to_close(
            is_active=person.is_active,
            is_own=by is not None and by.pk == person.pk,
            roles={membership.role for membership in held},
            others_administer=other_administrators(person, today).exists(),
        )
    )
    person.is_active = False
    person.save(update_fields=["is_active"])
    resting = [{"role": membership.role, "organisation": membership.organisation.code} for membership in held]
    record("organisations.account_closed", subject=person, by=by, resting=resting)
    return person


@transaction.atomic
def reopen_account(*, person: Person, by: Person | None) -> Person:
    """Let somebody in again, with the password and the roles that rested.

    Raises:
        Refused: ``by`` is no administrator, or the account is open.
    """
    refuse_if(obstacles_to_administer(by))
    person = Person.objects.select_for_update().get(pk=person.pk)
    refuse_if(obstacles_to_reopen(is_active=person.is_active))
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("organisations.account_reopened", subject=person, by=by)
    return person

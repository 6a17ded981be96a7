"""Who can sign in, who says so, and what the ledger keeps of it."""

from typing import Any

import pytest

from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.organisations.models import Membership, Person
from registry.organisations.selectors import can_anybody_sign_in, roles_today
from registry.organisations.services import close_account, create_account, reopen_account, set_password
from registry.refusals import Refused
from tests.factories import person

pytestmark = pytest.mark.django_db
PASSWORD = "青山绿水 for everybody"


def opened(
    username: str = "zhang", *, by: Person | None = None, name: str = "张三", password: str = PASSWORD
) -> Person:
    return create_account(username=username, name=name, password=password, by=by)


def refusal_of(act: Any, **arguments: Any) -> list[tuple[str, str]]:
    """The codes and fields of a refusal that wrote nothing."""
    before = list(Person.objects.order_by("pk").values()), Event.objects.count()
    with pytest.raises(Refused) as refusal:
        act(**arguments)
    assert (list(Person.objects.order_by("pk").values()), Event.objects.count()) == before
    return [(obstacle.code, obstacle.field) for obstacle in refusal.value.obstacles]


def test_an_account_can_sign_in_and_may_do_nothing() -> None:
    administrator = person(role=Role.ADMINISTRATOR)
    made = opened(" zhang ", name="  张  三 ", by=administrator)
    assert (made.username, made.name, made.check_password(PASSWORD), roles_today(made)) == (
        "zhang",
        "张 三",
        True,
        set(),
    )
    event = Event.objects.get()
    assert (event.verb, event.subject, event.actor, event.data) == (
        "organisations.account_created",
        "zhang",
        administrator.username,
        {"name": "张 三"},
    )


def test_no_event_holds_a_password() -> None:
    made = opened()
    set_password(person=made, password=PASSWORD + "!", by=None)
    set_password(person=made, password=PASSWORD + "!!", by=made)
    assert [event.verb.partition(".")[2] for event in Event.objects.order_by("seq")] == [
        "account_created",
        "password_reset",
        "password_changed",
    ]
    assert [event.data for event in Event.objects.order_by("seq")] == [{"name": "张三"}, {}, {}]


@pytest.mark.parametrize("role", ["", Role.LEADER, Role.CASE_OFFICER, Role.AUDITOR])
def test_nobody_else_touches_accounts(role: str) -> None:
    other, by = opened(), person(role=role)
    expected = [("not-administrator", "")]
    assert refusal_of(create_account, username="li", name="李四", password=PASSWORD, by=by) == expected
    assert refusal_of(set_password, person=other, password=PASSWORD, by=by) == expected
    assert refusal_of(close_account, person=other, by=by) == expected
    assert refusal_of(reopen_account, person=other, by=by) == expected


def test_everything_wrong_with_an_account_is_told_at_once() -> None:
    opened("Zhang")
    assert refusal_of(create_account, username="zhang", name=" ", password="123456", by=None) == [
        ("username-taken", "username"),
        ("bad-name", "name"),
        ("weak-password", "password"),
        ("weak-password", "password"),
        ("weak-password", "password"),
    ]
    assert refusal_of(create_account, username="token:1", name="张三", password=PASSWORD, by=None) == [
        ("bad-username", "username")
    ]


def test_a_closed_account_is_out_at_once_and_its_roles_rest() -> None:
    administrator, officer = person(role=Role.ADMINISTRATOR), person(role=Role.CASE_OFFICER)
    held = Membership.objects.get(person=officer)
    close_account(person=officer, by=administrator)
    officer.refresh_from_db()
    held.refresh_from_db()
    assert (officer.is_active, roles_today(officer), held.until) == (False, set(), None)
    event = Event.objects.get()
    assert event.data == {"resting": [{"role": "case_officer", "organisation": held.organisation.code}]}
    assert refusal_of(close_account, person=officer, by=administrator) == [("account-closed", "")]
    assert refusal_of(set_password, person=officer, password=PASSWORD, by=administrator) == [("account-closed", "")]
    reopen_account(person=officer, by=administrator)
    assert roles_today(officer) == {Role.CASE_OFFICER}
    assert refusal_of(reopen_account, person=officer, by=administrator) == [("account-open", "")]


def test_somebody_is_always_left_who_can_administer() -> None:
    one, other = person(role=Role.ADMINISTRATOR), person(role=Role.ADMINISTRATOR)
    assert refusal_of(close_account, person=one, by=one) == [("own-account", "")]
    close_account(person=one, by=other)
    assert refusal_of(close_account, person=other, by=None) == [("last-administrator", "")]


def test_only_an_open_account_with_a_password_can_sign_in() -> None:
    made = person()
    made.set_unusable_password()
    made.save()
    assert not can_anybody_sign_in()
    made = opened()
    assert can_anybody_sign_in()
    close_account(person=made, by=None)
    assert not can_anybody_sign_in()

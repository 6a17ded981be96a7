"""The first person of an empty installation."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from registry.ledger.models import Event
from registry.organisations.enums import OrganisationKind
from registry.organisations.models import Membership, Organisation, Person
from tests.factories import organisation, person

pytestmark = pytest.mark.django_db
PASSWORD = "青山绿水 for everybody"


def made(*arguments: str, **options: Any) -> dict[str, Any]:
    out = StringIO()
    try:
        call_command("create_administrator", *arguments, json=True, stdout=out, **options)
    except CommandError:
        assert json.loads(out.getvalue())["ok"] is False
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_PASSWORD", PASSWORD)


def test_an_empty_installation_gets_a_data_bureau_and_its_administrator() -> None:
    assert made("zhang", "--name", "张三", "--organisation", "青山县数据局") == {
        "ok": True,
        "account": "zhang",
        "name": "张三",
        "organisation": {"code": "LOCAL-青山县数据局", "name": "青山县数据局", "made": True},
        "errors": [],
    }
    assert Person.objects.get().check_password(PASSWORD)
    assert list(Membership.objects.values_list("role", "organisation__kind", "person__username")) == [
        ("administrator", "data_bureau", "zhang")
    ]
    assert list(Event.objects.order_by("seq").values_list("verb", flat=True)) == [
        "organisations.account_created",
        "organisations.organisation_added",
        "organisations.role_granted",
    ]
    assert PASSWORD not in json.dumps([*Event.objects.values_list("data", flat=True)], ensure_ascii=False)


def test_the_only_data_bureau_is_meant_when_none_is_named() -> None:
    bureau = organisation("青山县数据局", kind=OrganisationKind.DATA_BUREAU)
    assert made("zhang", "--name", "张三")["organisation"] == {"code": bureau.code, "name": bureau.name, "made": False}
    assert made("li", "--name", "李四", "--organisation", bureau.code)["organisation"]["made"] is False
    organisation("另一数据局", kind=OrganisationKind.DATA_BUREAU)
    with pytest.raises(CommandError, match="Several organisations"):
        call_command("create_administrator", "wang", name="王五")


def test_a_refusal_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    person(username="zhang")
    told = made("Zhang", "--name", "张三", "--organisation", "数据局")
    assert [error["code"] for error in told["errors"]] == ["username-taken"]
    monkeypatch.setenv("TAIZHANG_PASSWORD", "short")
    assert [error["field"] for error in made("li", "--name", "李四")["errors"]] == ["password"]
    assert (Person.objects.count(), Organisation.objects.count(), Event.objects.count()) == (1, 0, 0)


def test_the_password_is_typed_twice_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TAIZHANG_PASSWORD")
    with pytest.raises(CommandError, match="TAIZHANG_PASSWORD"):
        call_command("create_administrator", "zhang", name="张三")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    typed = iter([PASSWORD, "other", PASSWORD, PASSWORD])
    monkeypatch.setattr(
        "registry.organisations.management.commands.create_administrator.getpass", lambda _: next(typed)
    )
    with pytest.raises(CommandError, match="not the same"):
        call_command("create_administrator", "zhang", name="张三")
    call_command("create_administrator", "zhang", name="张三", stdout=StringIO())
    assert list(Person.objects.values_list("username", flat=True)) == ["zhang"]

"""The same addresses for every process; and many cases at once, each ending as it would have ended alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from lifecycle.cases.api.commands import COMMANDS
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case
from lifecycle.cases.processes import CURRENT
from lifecycle.cases.processes.table import Process
from registry.ledger.models import Event
from registry.organisations.models import Person
from tests.factories import system
from tests.lifecycle.cases import walks
from tests.lifecycle.cases.api.test_retirements import post as post_to_retirement
from tests.lifecycle.cases.factories import County, case_in

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
OPENERS = {"admission": "sponsor_staff", "light_exit": "sponsor_staff", "suspension": "clearance_verifier"}


def post(client: Client, case: Case, resource: str, body: dict[str, Any]) -> Any:
    case.refresh_from_db()
    headers = {"If-Match": f'"v{case.version}"'}
    address = f"/api/v1/{case.table.address}/{case.number}/{resource}/"
    return client.post(address, body, content_type="application/json", headers=headers)


@pytest.mark.parametrize("process", CURRENT, ids=lambda each: each.code)
def test_every_process_is_opened_listed_and_read_at_its_own_address(
    process: Process, cast: County, sign_in: SignIn
) -> None:
    kind = min(process.kinds, default="platform")
    about = system(sponsor=cast.sponsor, operator=cast.operator, kind=kind)
    client = sign_in(cast.one(OPENERS.get(process.code, "case_officer")))
    body = {"system": about.code, "origin": "order", "reason": "上级要求"}
    answer = client.post(f"/api/v1/{process.address}/", body, content_type="application/json")
    case = Case.objects.get()
    here = f"/api/v1/{process.address}/{case.number}/"
    assert (answer.status_code, answer["Location"], answer.json()["process"]) == (201, here, process.code)
    reader = sign_in(cast.one("leader"))
    numbers = {
        each.address: [line["number"] for line in reader.get(f"/api/v1/{each.address}/").json()["results"]]
        for each in CURRENT
    }
    assert numbers == {each.address: [case.number] if each is process else [] for each in CURRENT}
    assert [reader.get(f"/api/v1/{each.address}/{case.number}/").status_code for each in CURRENT] == [
        200 if each is process else 404 for each in CURRENT
    ]


@pytest.mark.parametrize("process", CURRENT, ids=lambda each: each.code)
def test_a_process_has_a_resource_for_each_of_its_commands_and_no_other(process: Process) -> None:
    names = {str(name) for name in get_resolver().namespace_dict["api"][1].reverse_dict if isinstance(name, str)}
    offered = {name.removeprefix(f"{process.code}-") for name in names if name.startswith(f"{process.code}-")}
    meant = {resource for resource, each in COMMANDS.items() if each.command_type in process.commands}
    assert offered & set(COMMANDS) == meant
    assert {COMMANDS[resource].command_type for resource in meant} == set(process.commands)


def test_an_admission_of_a_system_that_does_not_exist_yet(cast: County, sign_in: SignIn) -> None:
    client = sign_in(cast.one("sponsor_staff"))
    cells = {"name": "掌上办", "kind": "APP", "sponsor": cast.sponsor.code, "functions": "网上办事"}
    body = {"proposed": cells, "origin": "sponsor", "reason": "群众要求"}
    answer = client.post("/api/v1/admissions/", body, content_type="application/json")
    assert (answer.status_code, Case.objects.get().system.stage) == (201, "proposed")
    for wrong in ({**body, "system": system().code}, {"origin": "sponsor", "reason": "?"}):
        refusal = client.post("/api/v1/admissions/", wrong, content_type="application/json")
        assert (refusal.status_code, refusal.json()["obstacles"][0]["code"]) == (422, "system-or-proposed")
    assert Case.objects.count() == 1


def test_a_rectification_goes_to_its_end_and_opens_the_retirement(cast: County, sign_in: SignIn) -> None:
    case = walks.opened("rectification", cast, "case_officer")
    content = walks.content_of(case.table, case.system.kind)
    sponsor, decider = sign_in(cast.one("sponsor_staff")), sign_in(cast.one("decision_maker"))
    honest = {"answer": True, "why": "按计划推进"}
    details = {"measured_again": "无变化", "honest_failure": honest}
    steps = [
        post(sponsor, case, "submissions", {"content": content}),
        post(sign_in(cast.one("intake_officer")), case, "acceptances", {}),
        post(sponsor, case, "reports", {"statement": "已改版"}),
        post(decider, case, "decisions", {"outcome": "ineffective", "reason": "无效", "details": details}),
    ]
    assert [answer.status_code for answer in steps] == [201] * 4
    assert steps[-1].json()["decisions"][0]["details"] == details
    opened = Case.objects.get(process="retirement")
    told = sign_in(cast.one("case_officer")).get(f"/api/v1/retirements/{opened.number}/").json()
    assert (told["follows"], told["grounds"]["details"]) == (case.number, details)


def test_a_null_character_is_refused_wherever_it_stands(cast: County, sign_in: SignIn) -> None:
    """A4: PostgreSQL could not keep it."""
    case = walks.opened("rectification", cast, "case_officer")
    sponsor = sign_in(cast.one("sponsor_staff"))
    for content in ({"causes": "a\x00b"}, {"a\x00": "b"}, {"causes": [{"why": "\x00"}]}):
        answer = post(sponsor, case, "submissions", {"content": content})
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
        assert [each["code"] for each in answer.json()["obstacles"]] == ["null-character"]


def bulk(client: Client, resource: str, items: list[dict[str, Any]], *, preview: bool) -> Any:
    body = {"preview": preview, "items": items}
    return client.post(f"/api/v1/cases/bulk/{resource}/", body, content_type="application/json")


def written() -> tuple[list[tuple[str, int]], int]:
    """Every case's version, and the number of events."""
    return list(Case.objects.order_by("pk").values_list("number", "version")), Event.objects.count()


def extensions(cast: County) -> list[dict[str, Any]]:
    """One that will do, one that is too long, one of an old version, one nobody can see, and the first once more."""
    good, long, stale = (case_in(State.REVIEW, cast) for _case in range(3))
    item = {"step": "necessity", "days": 2, "reason": "资料未齐"}
    return [
        {**item, "number": good.number, "version": good.version},
        {**item, "number": long.number, "version": long.version, "days": 99},
        {**item, "number": stale.number, "version": 1},
        {**item, "number": "RT-1999-0001", "version": 1},
        {**item, "number": good.number, "version": good.version},
    ]


def test_a_preview_says_how_each_would_end_and_writes_nothing(cast: County, sign_in: SignIn) -> None:
    """A3."""
    items, client = extensions(cast), sign_in(cast.one("intake_officer"))
    before = written()
    shown = bulk(client, "extensions", items, preview=True).json()
    assert ([each["status"] for each in shown["results"]], shown["preview"]) == ([201, 422, 412, 404, 412], True)
    assert written() == before
    done = bulk(client, "extensions", items, preview=False).json()
    assert done["results"] == shown["results"]
    assert written()[1] == before[1] + 1


def test_many_at_once_end_as_each_would_have_ended_alone(cast: County, sign_in: SignIn) -> None:
    """A3."""
    items, client = extensions(cast)[:3], sign_in(cast.one("intake_officer"))
    shown = bulk(client, "extensions", items, preview=True).json()["results"]
    alone = []
    for item in items:
        case = Case.objects.get(number=item["number"])
        body = {name: item[name] for name in ("step", "days", "reason")}
        answer = post_to_retirement(client, case, "extensions", body, If_Match=f'"v{item["version"]}"')
        told = answer.json()
        obstacles = [] if answer.status_code == 412 else told.get("obstacles", [])
        alone.append((answer.status_code, told.get("version"), obstacles))
    assert [(each["status"], each["version"], each["obstacles"]) for each in shown] == alone


@pytest.mark.parametrize("resource", ["submissions", "reviews", "decisions", "verifications", "shutdowns", "halts"])
def test_nothing_that_takes_thought_is_done_to_many_at_once(resource: str, cast: County, sign_in: SignIn) -> None:
    assert bulk(sign_in(cast.one("decision_maker")), resource, [], preview=True).status_code == 404


def test_reminders_and_assignments_in_bulk(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.REVIEW, cast)
    item = {"number": case.number, "version": case.version, "step": "necessity"}
    reminded = bulk(sign_in(cast.one("intake_officer")), "reminders", [item], preview=False).json()["results"]
    assert [each["status"] for each in reminded] == [201]
    given = {**item, "version": case.version + 1, "person": cast.reviewer("necessity").account}
    refused = bulk(sign_in(cast.one("intake_officer")), "assignments", [given], preview=False).json()["results"]
    assert [(each["status"], each["obstacles"][0]["code"]) for each in refused] == [(403, "role-missing")]

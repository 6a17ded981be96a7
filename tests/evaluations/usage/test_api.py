"""Programs that report usage: whose systems, all or nothing, and the same request twice."""

import gzip
import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from evaluations.usage.models import Collector, Heartbeat, KeptAnswer, UsageRow
from registry.ledger.models import Event
from registry.organisations.enums import Role, TokenScope
from registry.organisations.models import Organisation
from registry.organisations.services import revoke_token
from tests.evaluations.usage.factories import bring, row, systems
from tests.factories import organisation, person, system, token

pytestmark = pytest.mark.django_db
USAGE, HEARTBEATS = "/api/v1/usage/", "/api/v1/usage/heartbeats/"


@pytest.fixture
def ours() -> Organisation:
    unit = organisation("Ours")
    systems("S-1", "S-2", sponsor=unit)
    return unit


@pytest.fixture
def secret(ours: Organisation) -> str:
    return token(organisation=ours, scope=TokenScope.REPORT_USAGE)[1]


def send(
    secret: str, content: Any, url: str = USAGE, *, content_type: str = "application/json", **headers: str
) -> tuple[int, Any]:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    with translation.override("en"):
        answer = Client().post(
            url,
            body,
            content_type=content_type,
            headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"} | headers,
        )
    return answer.status_code, answer.json()


def batch(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"collector": "gateway", "rows": list(rows)} | more


def test_a_batch_is_taken_in_and_says_what_became_of_it(secret: str, ours: Organisation) -> None:
    status, told = send(secret, batch(row(sessions=3), row(system="S-2", sesions=4)))
    assert (status, told["rows"], told["unknown_columns"]) == (
        200,
        {"new": 2, "changed": 0, "same": 0, "wrong": 0},
        ["sesions"],
    )
    assert Collector.objects.get().organisation == ours
    assert Event.objects.get(verb="usage.taken_in").data["sha256"] == told["sha256"]


def test_the_operators_program_may_report_too(ours: Organisation) -> None:
    operator = organisation("Operator")
    system(code="S-3", sponsor=ours, operator=operator)
    assert send(token(organisation=operator, scope=TokenScope.REPORT_USAGE)[1], batch(row(system="S-3")))[0] == 200


def test_a_strangers_program_writes_nothing_and_learns_nothing(ours: Organisation) -> None:
    stranger = token(scope=TokenScope.REPORT_USAGE)[1]
    status, told = send(stranger, batch(row(), row(system="NONE")))
    assert status == 422
    assert [(each["row"], each["field"], each["code"]) for each in told["obstacles"]] == [
        (0, "system", "not-yours"),
        (1, "system", "not-yours"),
    ]
    assert (UsageRow.objects.count(), Collector.objects.count()) == (0, 0)


def test_all_errors_are_named_and_nothing_is_half_written(secret: str) -> None:
    status, told = send(secret, batch(row(sessions=1), row(day="x", errors=-1), row(active_users=1, effective_users=2)))
    assert status == 422
    assert [(each["row"], each["field"], each["code"]) for each in told["obstacles"]] == [
        (1, "day", "not-a-day"),
        (1, "errors", "negative"),
        (2, "effective_users", "part-above-whole"),
    ]
    assert UsageRow.objects.count() == 0


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"rows": [{}]},
        {"collector": "", "rows": [{}]},
        {"collector": "g", "rows": []},
        {"collector": "g", "rows": [1]},
        {"collector": "g", "rows": [{}], "complete": "yes"},
        {"collector": "g", "rows": [{}], "surprise": 1},
        {"collector": "g", "rows": [{}] * 10_001},
    ],
)
def test_a_body_of_the_wrong_shape_is_refused(secret: str, content: Any) -> None:
    assert send(secret, content)[0] == 422
    assert UsageRow.objects.count() == 0


def test_the_same_batch_twice_changes_nothing(secret: str) -> None:
    send(secret, batch(row(sessions=3)))
    before = list(UsageRow.objects.values())
    assert send(secret, batch(row(sessions=3)))[1]["rows"] == {"new": 0, "changed": 0, "same": 1, "wrong": 0}
    assert list(UsageRow.objects.values()) == before


def test_an_idempotency_key_gives_the_first_answer_again(secret: str) -> None:
    first = send(secret, batch(row(sessions=3)), **{"Idempotency-Key": "k1"})
    send(secret, batch(row(sessions=9)))
    assert send(secret, batch(row(sessions=3)), **{"Idempotency-Key": "k1"}) == first
    assert UsageRow.objects.get().sessions == 9


def test_an_idempotency_key_with_another_body_is_refused(secret: str) -> None:
    send(secret, batch(row(sessions=3)), **{"Idempotency-Key": "k1"})
    status, told = send(secret, batch(row(sessions=4)), **{"Idempotency-Key": "k1"})
    assert (status, [each["code"] for each in told["obstacles"]]) == (422, ["idempotency-key-reused"])
    assert UsageRow.objects.get().sessions == 3


def test_a_refused_batch_leaves_its_key_free(secret: str) -> None:
    assert send(secret, batch(row(day="x")), **{"Idempotency-Key": "k1"})[0] == 422
    assert KeptAnswer.objects.count() == 0
    assert send(secret, batch(row()), **{"Idempotency-Key": "k1"})[0] == 200


def test_keys_of_two_programs_do_not_meet(secret: str) -> None:
    other = organisation()
    systems("S-8", sponsor=other)
    second = token(organisation=other, scope=TokenScope.REPORT_USAGE)[1]
    content = {"collector": "other", "rows": [row(system="S-8")]}
    assert send(secret, batch(row()), **{"Idempotency-Key": "k1"})[0] == 200
    assert send(second, content, **{"Idempotency-Key": "k1"})[1]["rows"]["new"] == 1


def test_gzip_is_unpacked_and_broken_gzip_refused(secret: str) -> None:
    packed = gzip.compress(json.dumps(batch(row(sessions=3))).encode())
    assert send(secret, packed[:-9], **{"Content-Encoding": "gzip"})[0] == 400
    assert send(secret, b"no gzip", **{"Content-Encoding": "gzip"})[0] == 400
    assert send(secret, packed, **{"Content-Encoding": "gzip"})[0] == 200


def test_csv_is_taken_in_like_a_file_and_like_json(secret: str) -> None:
    lines = "系统编码,日期,会话数,collector,mood\nS-1,2026-05-01,3,,x\nS-2,2026/5/1,4,other,\n"
    url = f"{USAGE}?collector=gateway"
    for body, headers in ((lines.encode(), {}), (gzip.compress(lines.encode()), {"Content-Encoding": "gzip"})):
        UsageRow.objects.all().delete()
        status, told = send(secret, body, url, content_type="text/csv", **headers)
        assert (status, told["rows"]["new"], told["unknown_columns"]) == (200, 2, ["mood"])
        rows = UsageRow.objects.order_by("system").values_list("system__code", "collector__code", "day", "sessions")
        assert [*rows] == [("S-1", "gateway", date(2026, 5, 1), 3), ("S-2", "other", date(2026, 5, 1), 4)]


def test_rows_that_tell_what_they_tell_in_unknown_fields_are_refused(secret: str) -> None:
    status, told = send(secret, {"collector": "gateway", "rows": [{"system": "S-1", "day": "2026-05-01", "visits": 3}]})
    assert (status, [each["field"] for each in told["obstacles"]], UsageRow.objects.count()) == (422, ["rows"], 0)
    assert send(secret, batch({"system": "S-1", "day": "2026-05-01"}))[0] == 200


def test_csv_says_in_its_address_that_it_is_complete(secret: str) -> None:
    status, told = send(
        secret, b"system,day\nS-1,2026-05-01\n", f"{USAGE}?collector=g&complete=true", content_type="text/csv"
    )
    assert (status, told["heartbeats"], Heartbeat.objects.count()) == (200, 1, 1)


@pytest.mark.parametrize(
    ("query", "body", "codes"),
    [
        ("?collector=g", "system,day,errors\nS-1,2026-05-01,1\nS-1,x,-1\n", [(3, "day", "not-a-day"), (3, "errors", "negative")]),
        ("?collector=g", "system,errors\nS-1,1\n", [(None, "file", "missing-header")]),
        ("?collector=g", "", [(None, "rows", "invalid")]),
        ("?collector=g", "system,day\n" + "S-1,2026-05-01\n" * 10_001, [(None, "file", "too-many-rows")]),
        ("?collector=g&complete=1", "system,day\nS-1,2026-05-01\n", [(None, "complete", "invalid")]),
        ("", "system,day\nS-1,2026-05-01\n", [(None, "collector", "invalid")]),
    ],
)  # fmt: skip
def test_csv_that_cannot_be_followed_is_refused(secret: str, query: str, body: str, codes: Any) -> None:
    status, told = send(secret, body.encode(), USAGE + query, content_type="text/csv")
    assert (status, [(each.get("row"), each["field"], each["code"]) for each in told["obstacles"]]) == (422, codes)
    assert UsageRow.objects.count() == 0


def test_a_bomb_is_refused(secret: str) -> None:
    assert send(secret, gzip.compress(b" " * 50_000_000), **{"Content-Encoding": "gzip"})[0] == 413


def test_people_wrong_scopes_and_revoked_tokens_may_not_report(ours: Organisation) -> None:
    reader = token(organisation=ours)[1]
    revoked, secret = token(organisation=ours, scope=TokenScope.REPORT_USAGE)
    revoke_token(token=revoked, by=None)
    browser = Client()
    browser.force_login(person(role=Role.INTAKE_OFFICER), backend="django.contrib.auth.backends.ModelBackend")
    assert [send(reader, batch(row()))[0], send(secret, batch(row()))[0], send("", batch(row()))[0]] == [403, 401, 401]
    assert browser.post(USAGE, batch(row()), content_type="application/json").status_code == 403
    assert UsageRow.objects.count() == 0


def test_heartbeats_are_noted_once(secret: str) -> None:
    content = {"collector": "gateway", "days": ["2026-05-01", "2026-05-02"]}
    assert [send(secret, content, HEARTBEATS)[1], send(secret, content, HEARTBEATS)[1]] == [{"new": 2}, {"new": 0}]
    assert Heartbeat.objects.count() == 2


def test_nobody_speaks_for_another_organisations_collector(secret: str) -> None:
    Collector.objects.create(code="theirs", organisation=organisation())
    Collector.objects.create(code="nobodys")
    content = {"days": ["2026-05-01"]}
    assert send(secret, content | {"collector": "theirs"}, HEARTBEATS)[0] == 403
    assert send(secret, content | {"collector": "nobodys"}, HEARTBEATS)[0] == 403
    assert send(secret, batch(row(), collector="theirs"))[0] == 403
    assert send(secret, batch(row(), collector="nobodys", complete=True))[0] == 403
    assert (Heartbeat.objects.count(), UsageRow.objects.count()) == (0, 0)


def test_a_series_says_null_where_nobody_looked_and_zero_where_it_was_counted(ours: Organisation) -> None:
    bring(row(sessions=0), row(day="2026-05-03", sessions=2, coverage=0.5))
    reader = token(organisation=ours)[1]
    answer = Client().get(
        "/api/v1/systems/S-1/usage/?from=2026-05-01&to=2026-05-03", headers={"Authorization": f"Bearer {reader}"}
    )
    assert answer.json() == {
        "system": "S-1",
        "days": [
            {"day": "2026-05-01", "coverage": 1.0, "measures": {"sessions": 0.0}},
            {"day": "2026-05-02", "coverage": None, "measures": {}},
            {"day": "2026-05-03", "coverage": 0.5, "measures": {"sessions": 2.0}},
        ],
    }


def test_a_stranger_sees_no_series(ours: Organisation) -> None:
    bring(row(sessions=1))
    stranger = token()[1]
    answer = Client().get("/api/v1/systems/S-1/usage/", headers={"Authorization": f"Bearer {stranger}"})
    assert answer.status_code == 404

"""The addresses of the program, and beside them its lists as one SQL statement gives them: the floor of ``benchmarks.lists``.

Whoever asks is signed in as for the real list. The database makes the JSON of a count and of one page of rows; nothing is judged,
nothing narrowed to what one may see, no object made.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse  # noqa: TID251  (it is asked like a page)
from django.urls import path

from config.urls import urlpatterns as site

PAGE = 50
Shape = dict[str, Any]
"""What a row is made of: SQL by name, or a shape again."""


@dataclass(frozen=True, slots=True)
class Floor:
    """``{page}`` is where the page of ids is chosen from ``table`` in this ``order``."""

    table: str
    order: str
    joined: str
    shape: Shape


def _named(alias: str) -> Shape:
    return {"code": f"{alias}.code", "name": f"{alias}.name"}


FLOORS = {
    "systems": Floor(
        table="systems_system",
        order="{0}.code",
        joined="JOIN organisations_organisation o ON o.id = r.sponsor_id",
        shape={
            **{name: f"r.{name}" for name in ("code", "name", "kind", "stage")},
            "sponsor": _named("o"),
            "operator": "NULL",
            **{name: f"r.{name}" for name in ("functions", "audience", "eligible_users", "cadence", "duty_window")},
            **{name: f"r.{name}" for name in ("launched_on", "build_cost_fen", "annual_cost_fen", "contract_ends_on")},
            "addresses": "<addresses>",
            **{name: f"r.{name}" for name in ("approved_by", "approved_on", "funding")},
            "registered_at": "<time>r.registered_at",
        },
    ),
    "findings": Floor(
        table="findings_finding",
        order="{0}.tier, {0}.since, {0}.code",
        joined=(
            "JOIN systems_system s ON s.id = r.system_id JOIN organisations_organisation o ON o.id = s.sponsor_id "
            "JOIN findings_policy p ON p.id = r.policy_id"
        ),
        shape={
            "code": "r.code",
            "system": _named("s"),
            "sponsor": _named("o"),
            "kind": "r.kind",
            "tier": "r.tier",
            "limbs": "<json>r.limbs",
            "state": "r.state",
            "signals": "<json>r.signals",
            "since": "r.since",
            "first_seen_on": "r.first_seen_on",
            "policy_version": "p.version",
            **{name: f"r.{name}" for name in ("version", "snoozed_until", "dismissed_until", "confirmed_as")},
            "case_number": "r.case_number",
        },
    ),
    "cases": Floor(
        table="cases_case",
        order="{0}.opened_at DESC, {0}.id DESC",
        joined=(
            "JOIN systems_system s ON s.id = r.system_id JOIN organisations_organisation o ON o.id = r.opener_id "
            "JOIN organisations_organisation l ON l.id = r.lead_id"
        ),
        shape={
            "url": "'/api/v1/retirements/' || r.number || '/'",
            "number": "r.number",
            "system": _named("s"),
            **{name: f"r.{name}" for name in ("process", "process_version", "state", "outcome", "round", "version")},
            "opener": _named("o"),
            "lead": _named("l"),
            "follows": "''",
            "opened_at": "<time>r.opened_at",
            "closed_at": "<time>r.closed_at",
            **{name: f"r.{name}" for name in ("notice_ends_on", "grade", "grade_on", "observation_ends_on")},
        },
    ),
}


def statement(floor: Floor) -> str:
    """The count and the rows of a page, as one JSON document."""
    gathered = "json_agg" if connection.vendor == "postgresql" else "json_group_array"
    row = _object(floor.shape)
    order = floor.order.format("r")
    rows = (
        f"SELECT {row} AS line FROM (SELECT id FROM {floor.table} r ORDER BY {order} LIMIT {PAGE}) page "
        f"JOIN {floor.table} r ON r.id = page.id {floor.joined} ORDER BY {order}"
    )
    count = f"(SELECT COUNT(*) FROM {floor.table})"
    lines = "line" if connection.vendor == "postgresql" else "json(line)"
    document = _called({"count": count, "results": f"(SELECT {gathered}({lines}) FROM ({rows}) every)"})
    return f"SELECT CAST({document} AS text)"


def answered(floor: Floor) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement(floor))
        answer: str = cursor.fetchone()[0]
        return answer


@login_required
def view(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(answered(FLOORS[name]), content_type="application/json")


urlpatterns = [*site, path("floor/<str:name>/", view)]


def _object(shape: Shape) -> str:
    return _called({name: _object(sql) if isinstance(sql, dict) else _expression(sql) for name, sql in shape.items()})


def _called(pairs: dict[str, str]) -> str:
    made = "json_build_object" if connection.vendor == "postgresql" else "json_object"
    return f"{made}({', '.join(f'{name!r}, {sql}' for name, sql in pairs.items())})"


def _expression(sql: str) -> str:
    """What the two databases write differently."""
    postgresql = connection.vendor == "postgresql"
    if sql == "<addresses>":
        some = "SELECT address FROM systems_accesspath a WHERE a.system_id = r.id ORDER BY address"
        gathered = "json_agg" if postgresql else "json_group_array"
        return f"(SELECT {gathered}(address) FROM ({some}) theirs)"
    if sql.startswith("<time>"):
        column = sql.removeprefix("<time>")
        if postgresql:
            return f"to_char({column} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD\"T\"HH24:MI:SS\"+08:00\"')"
        return f"strftime('%Y-%m-%dT%H:%M:%S+08:00', {column}, '+8 hours')"
    if sql.startswith("<json>"):
        return sql.removeprefix("<json>") if postgresql else f"json({sql.removeprefix('<json>')})"
    return sql

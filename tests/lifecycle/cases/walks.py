"""Every process walked in the database by the county's cast, from the first command to the last."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from lifecycle.cases.commands import (
    Accept,
    Countersign,
    Decide,
    RecordAcceptance,
    ReportDone,
    Submit,
    Suspend,
)
from lifecycle.cases.enums import AcceptanceTest, FieldKind
from lifecycle.cases.models import Case
from lifecycle.cases.processes.table import Field, Process
from lifecycle.cases.services import open_case
from lifecycle.red_lines.selectors import rule_set
from registry.systems.models import System
from tests.evaluations.appraisals.factories import remeasured
from tests.factories import system
from tests.lifecycle.cases.factories import STEPS, County, do, file


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def commitments() -> list[dict[str, Any]]:
    """Two promises that can be measured."""
    promise = {
        "indicator": "",
        "baseline": "10",
        "baseline_note": "",
        "target": "60",
        "unit": "件",
        "direction": "higher",
        "population": "全县办件",
        "due_on": [in_days(400)],
        "data_source": "records",
        "how_measured": "按月统计",
        "tolerance_percent": "5",
        "responsible_post": "信息科",
    }
    return [{**promise, "label": "月均办结"}, {**promise, "label": "月均减少填报"}]


def filled(field: Field, kind: str) -> Any:
    """A complete value of a field, for a system of that kind."""
    rules = rule_set()
    lines = rules.binding(kind) if rules else ()
    return {
        FieldKind.YES_NO: {"answer": True, "why": "已核对。"},
        FieldKind.CONFIRM: True,
        FieldKind.CHOICE: field.options[0][0] if field.options else "",
        FieldKind.DATE: in_days(30),
        FieldKind.MONEY: 100_00,
        FieldKind.TABLE: [{each.code: filled(each, kind) for each in field.columns} for _row in range(field.rows)],
        FieldKind.COMMITMENTS: commitments(),
        FieldKind.OVERLAPS: {},
        FieldKind.RED_LINES: {line.code: {"answer": "no", "note": ""} for line in lines},
    }.get(field.kind, "写明。")


def content_of(table: Process, kind: str, **instead: Any) -> dict[str, Any]:
    """A complete submission."""
    told = {each.code: filled(each, kind) for each in table.fields if each.kind != FieldKind.SYSTEM}
    return {**told, **instead}


def opened(process: str, cast: County, by: str, *, about: System | None = None, **fields: Any) -> Case:
    about = about or system(sponsor=cast.sponsor, operator=cast.operator, **fields)
    return open_case(system=about, process=process, grounds={"reason": "上级要求"}, by=cast.one(by))


def submitted(case: Case, cast: County, by: str, **instead: Any) -> Case:
    content = content_of(case.table, case.system.kind, **instead)
    return do(case, Submit(content, tuple("已补" for _item in case.return_items)), cast.one(by))


def reviewed(case: Case, cast: County, *, objecting: tuple[str, ...] = ()) -> Case:
    """Accepted, and all three opinions filed."""
    case = do(case, cast.accept(), cast.one("intake_officer"))
    for step in STEPS:
        case = file(case, cast, step, "object" if step in objecting else "support")
    return case


def decided(case: Case, cast: County, outcome: str, **details: Any) -> Case:
    """Decided, and countersigned where that is needed."""
    case = do(case, Decide(outcome, "理由", details), cast.one("decision_maker"))
    if not case.decisions.exists():
        case = do(case, Countersign("同意"), cast.another("decision_maker"))
    return case


def awaiting_decision(process: str, cast: County, by: str, *, objecting: tuple[str, ...] = (), **more: Any) -> Case:
    instead = more.pop("instead", {})
    return reviewed(submitted(opened(process, cast, by, **more), cast, by, **instead), cast, objecting=objecting)


def rectifying(cast: County) -> Case:
    """A rectification whose measures are being taken."""
    case = submitted(opened("rectification", cast, "case_officer"), cast, "sponsor_staff")
    return do(case, Accept(), cast.one("intake_officer"))


def measured_again(cast: County) -> Case:
    """Reported as done, and measured again since."""
    return remeasured(do(rectifying(cast), ReportDone("已改版。"), cast.one("sponsor_staff")))


def suspended(cast: County) -> Case:
    case = opened("suspension", cast, "case_officer")
    return do(case, Suspend("正在泄露个人信息"), cast.one("clearance_verifier"))


def tested(**failing: bool) -> RecordAcceptance:
    """An acceptance in which everything passes but what is named."""
    passed = {test: failing.get(test, True) for test in AcceptanceTest.values}
    return RecordAcceptance(passed, dict.fromkeys(passed, "现场测试"))

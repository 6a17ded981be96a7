"""Importing the register: everything that is wrong is told by row and column, and what is right is written as a whole or not at all."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from openpyxl import load_workbook

from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.organisations.models import Organisation, Person
from registry.refusals import Refused
from registry.systems.models import AccessPath, ImportBatch, System
from registry.systems.plans import Plan
from registry.systems.services.importing import Upload, apply, dry_run, folder_of, receive
from registry.systems.services.undoing import clear_files, undo
from tests.factories import credit_code, organisation, person, system
from tests.registry.sheets.files import csv_file, xlsx

pytestmark = pytest.mark.django_db

BUREAU, HEALTH = credit_code(900_001), credit_code(900_002)
ORGANISATIONS = [
    ["统一社会信用代码", "单位名称", "类型", "上级单位", "行政区划代码"],
    [HEALTH, "卫健局", "业务部门", "数据局", "330100"],
    [BUREAU, "数据局", "数据局", "", ""],
]
SYSTEMS: list[list[Any]] = [
    [
        "系统名称",
        "类别",
        "主办单位",
        "应用人数",
        "业务周期",
        "业务时段",
        "上线日期",
        "建设金额（万元）",
        "访问地址",
        "状态",
    ],
    [
        "智慧社区",
        "平台",
        "数据局",
        "1,200",
        "季节性",
        "6月1日-8月31日",
        "2023年5月1日",
        12.5,
        "https://A.cn/x；dns:b.cn",
        "在用",
    ],
    ["健康码", "小程序", HEALTH, "", "应急", "", "2020/2/3", "", "", "停用"],
]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def officer() -> Person:
    return person(role=Role.CASE_OFFICER)


def received(*paths: Path, by: Person | None = None, **options: Any) -> ImportBatch:
    return receive(uploads=[Upload(path.name, [path.read_bytes()]) for path in paths], by=by, **options)


def imported(*paths: Path, **options: Any) -> ImportBatch:
    batch = received(*paths, **options)
    dry_run(batch=batch)
    apply(batch=batch, by=None)
    batch.refresh_from_db()
    return batch


def errors_of(plan: Plan) -> list[tuple[int, str, str]]:
    return [(problem.error.row, problem.error.column, problem.error.code) for problem in plan.errors]


def book(tmp_path: Path, systems: list[list[Any]] = SYSTEMS) -> Path:
    return xlsx(tmp_path / "台账.xlsx", ("说明", [["怎样填写"]]), ("单位", ORGANISATIONS), ("系统", systems))


def test_a_workbook_of_two_sheets_brings_organisations_and_systems(tmp_path: Path) -> None:
    batch = imported(book(tmp_path))
    bureau = Organisation.objects.get(code=BUREAU)
    assert Organisation.objects.get(code=HEALTH).parent == bureau
    community = System.objects.get(name="智慧社区")
    assert community.code == f"SYS-{community.registered_at.year}-000001"
    assert (community.kind, community.sponsor, community.eligible_users) == ("platform", bureau, 1200)
    assert (community.cadence, community.duty_window) == ("seasonal", "06-01~08-31")
    assert (community.launched_on, community.build_cost_fen) == (date(2023, 5, 1), 12_500_000)
    assert sorted(community.access_paths.values_list("address", flat=True)) == ["dns:b.cn", "https://a.cn/x"]
    assert "zhsq" in community.search_text
    code = System.objects.get(name="健康码")
    assert (code.stage, code.cadence, code.sponsor.code) == ("retired", "event_driven", HEALTH)
    event = Event.objects.get(verb="systems.imported")
    assert (event.stream, event.subject) == ("systems", batch.code)
    assert event.data["systems"] == {"new": 2, "changed": 0, "same": 0, "wrong": 0}
    assert event.data["files"] == [{"name": "台账.xlsx", "sha256": batch.files[0]["sha256"]}]


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    imported(book(tmp_path))
    plan = dry_run(batch=received(book(tmp_path)))
    assert plan.report()["systems"] == {"new": 0, "changed": 0, "same": 2, "wrong": 0}
    assert plan.report()["organisations"] == {"new": 0, "changed": 0, "same": 2, "wrong": 0}
    assert plan.lines == []


def test_a_changed_row_shows_its_differences_and_an_empty_cell_leaves_a_value(tmp_path: Path) -> None:
    imported(book(tmp_path))
    rows: list[list[Any]] = [SYSTEMS[0], ["智慧社区", "", "数据局", "1500", "", "", "", "", "", ""]]
    batch = received(book(tmp_path, rows))
    plan = dry_run(batch=batch)
    assert [line.differences for line in plan.lines] == [{"eligible_users": [1200, 1500]}]
    apply(batch=batch, by=None)
    kept = System.objects.get(name="智慧社区")
    assert (kept.eligible_users, kept.duty_window) == (1500, "06-01~08-31")


def test_all_errors_of_all_rows_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    organisation("民政局", code="LOCAL-A")
    organisation("民政局", code="LOCAL-B")
    organisation("教育局", code="LOCAL-C")
    head = [
        "系统编码",
        "系统名称",
        "主办单位",
        "类别",
        "应用人数",
        "上线日期",
        "建设金额(万元)",
        "访问地址",
        "审批时间",
        "业务时段",
    ]
    rows = [
        head,
        ["A-1", "甲", "无此局", "火箭", "很多", "去年", "很贵", "ftp://x", "2999-01-01", "夏天"],
        ["A-2", "", "民政局", "", "", "", "-1", "", "", ""],
        ["A-2", "丙", "教育局", "", "", "", "", "", "", ""],
        ["bad code", "丁", "教育局", "", "", "2999-01-01", "", "", "", ""],
    ]
    batch = received(csv_file(tmp_path / "系统.csv", rows, encoding="gb18030"))
    assert errors_of(dry_run(batch=batch)) == [
        (2, "主办单位", "unknown-organisation"),
        (2, "类别", "unknown-word"),
        (2, "应用人数", "not-a-count"),
        (2, "上线日期", "not-a-date"),
        (2, "建设金额(万元)", "not-an-amount"),
        (2, "访问地址", "not-an-address"),
        (2, "审批时间", "date-out-of-range"),
        (2, "业务时段", "not-a-window"),
        (3, "系统名称", "required"),
        (3, "主办单位", "ambiguous-organisation"),
        (3, "建设金额(万元)", "amount-out-of-range"),
        (4, "系统编码", "duplicate"),
        (5, "系统编码", "bad-code"),
        (5, "上线日期", "date-out-of-range"),
    ]
    with pytest.raises(Refused, match="14 errors"):
        apply(batch=batch, by=None)
    assert System.objects.count() == 0
    assert not Event.objects.filter(verb="systems.imported").exists()


def test_the_error_file_is_the_own_file_with_red_cells_and_reasons(tmp_path: Path) -> None:
    rows = [["系统名称", "主办单位", "备注"], ["=1+1", "无此局", "=2"], ["", "", ""]]
    batch = received(csv_file(tmp_path / "系统.csv", rows))
    dry_run(batch=batch)
    sheet = load_workbook(folder_of(batch) / "errors-0.xlsx").worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["what to mend", "系统名称", "主办单位", "备注"],
        ["主办单位: No organisation is called “无此局”.", "=1+1", "无此局", "=2"],
    ]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "s", "s"]
    assert [cell.fill.fgColor.rgb for cell in sheet[2]] == ["FFFFC7CE", "00000000", "FFFFC7CE", "00000000"]


def test_wrong_rows_are_left_out_only_on_purpose(tmp_path: Path) -> None:
    organisation("教育局")
    rows = [["系统名称", "主办单位"], ["甲", "教育局"], ["乙", "无此局"]]
    batch = imported(csv_file(tmp_path / "系统.csv", rows), skip_wrong=True)
    assert list(System.objects.values_list("name", flat=True)) == ["甲"]
    assert Event.objects.get(verb="systems.imported").data["skipped_wrong"] is True
    assert batch.report["systems"] == {"new": 1, "changed": 0, "same": 0, "wrong": 1}


def test_unknown_sponsors_are_made_once_when_asked_for_and_told(tmp_path: Path) -> None:
    rows = [["系统名称", "主办单位", "运维单位"], ["甲", "青山镇", "某公司"], ["乙", "青山镇", "某公司"]]
    path = csv_file(tmp_path / "系统.csv", rows)
    batch = received(path, create_organisations=True)
    plan = dry_run(batch=batch)
    assert [problem.error.code for problem in plan.warnings] == ["organisation-made", "organisation-made"]
    apply(batch=batch, by=None)
    assert list(Organisation.objects.order_by("code").values_list("code", "name", "kind")) == [
        ("LOCAL-某公司", "某公司", "company"),
        ("LOCAL-青山镇", "青山镇", "department"),
    ]
    assert System.objects.filter(sponsor__name="青山镇", operator__name="某公司").count() == 2
    assert dry_run(batch=received(path)).report()["systems"]["same"] == 2


def test_wrong_organisation_codes_and_circles_are_told(tmp_path: Path) -> None:
    wrong = HEALTH[:17] + ("0" if HEALTH[17] != "0" else "1")
    rows = [
        ["code", "name", "parent"],
        [wrong, "甲", ""],
        ["123", "乙", ""],
        ["LOCAL-1", "丙", "丁"],
        ["LOCAL-2", "丁", "丙"],
        ["LOCAL-3", "戊", "无"],
        ["LOCAL-3", "己", ""],
    ]
    assert errors_of(dry_run(batch=received(csv_file(tmp_path / "单位.csv", rows)))) == [
        (2, "code", "bad-check-character"),
        (3, "code", "bad-code"),
        (4, "parent", "circle"),
        (5, "parent", "circle"),
        (6, "parent", "unknown-organisation"),
        (7, "code", "duplicate"),
    ]


def test_a_code_that_became_a_number_is_an_error_of_its_row(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "单位.xlsx", ("单位", [["统一社会信用代码", "单位名称"], [913301000000000012, "甲"]]))
    assert errors_of(dry_run(batch=received(path))) == [(2, "统一社会信用代码", "code-as-number")]


def test_the_stage_of_a_registered_system_is_not_imported(tmp_path: Path) -> None:
    kept = system(name="甲", sponsor=organisation("教育局"))
    rows = [["系统编码", "系统名称", "主办单位", "状态"], [kept.code, "甲", "教育局", "停用"]]
    assert errors_of(dry_run(batch=received(csv_file(tmp_path / "系统.csv", rows)))) == [(2, "状态", "stage-by-case")]


def test_a_register_that_changed_since_the_preview_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    education = organisation("教育局")
    rows = [["系统名称", "主办单位", "应用人数"], ["甲", "教育局", "5"], ["乙", "教育局", "5"]]
    batch = received(csv_file(tmp_path / "系统.csv", rows))
    dry_run(batch=batch)
    system(name="乙", sponsor=education, eligible_users=9)
    with pytest.raises(Refused, match="rows 3"):
        apply(batch=batch, by=None)
    assert list(System.objects.values_list("name", "eligible_users")) == [("乙", 9)]
    dry_run(batch=batch)
    apply(batch=batch, by=None)
    assert sorted(System.objects.values_list("name", "eligible_users")) == [("乙", 5), ("甲", 5)]


def test_a_register_that_changes_while_the_plan_is_made_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    education = organisation("教育局")
    batch = received(csv_file(tmp_path / "系统.csv", [["系统名称", "主办单位"], ["甲", "教育局"]]))
    dry_run(batch=batch)

    def somebody_writes(_done: int, _total: int) -> None:
        system(name="丙", sponsor=education)

    with pytest.raises(Refused) as refusal:
        apply(batch=batch, by=None, progress=somebody_writes)
    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["register-changing"]
    assert list(System.objects.values_list("name", flat=True)) == ["丙"]
    apply(batch=batch, by=None)
    assert sorted(System.objects.values_list("name", flat=True)) == ["丙", "甲"]


@pytest.mark.django_db(transaction=True)
def test_others_may_write_while_the_plan_is_made(tmp_path: Path) -> None:
    organisation("教育局")
    batch = received(csv_file(tmp_path / "系统.csv", [["系统名称", "主办单位"], ["甲", "教育局"]]))
    dry_run(batch=batch)
    locked: list[bool] = []
    apply(batch=batch, by=None, progress=lambda _done, _total: locked.append(connection.in_atomic_block))
    assert (locked, System.objects.count()) == ([False], 1)


def test_undo_removes_what_was_made_and_puts_back_what_was_changed(tmp_path: Path) -> None:
    kept = system(name="甲", sponsor=organisation("教育局"), eligible_users=3, paths=("https://old.cn",))
    rows = [
        ["系统名称", "主办单位", "应用人数", "访问地址"],
        ["甲", "教育局", "5", "https://new.cn"],
        ["乙", "新局", "", ""],
    ]
    batch = imported(csv_file(tmp_path / "系统.csv", rows), create_organisations=True)
    assert list(kept.access_paths.values_list("address", flat=True)) == ["https://new.cn"]
    undo(batch=batch, by=None)
    kept.refresh_from_db()
    assert (kept.eligible_users, list(kept.access_paths.values_list("address", flat=True))) == (3, ["https://old.cn"])
    assert list(System.objects.values_list("name", flat=True)) == ["甲"]
    assert not Organisation.objects.filter(name="新局").exists()
    assert Event.objects.get(verb="systems.import_undone").data["removed"] == {"organisations": 1, "systems": 1}
    with pytest.raises(Refused, match="undone already"):
        undo(batch=batch, by=None)


def test_undo_is_refused_for_rows_changed_or_referred_to_since(tmp_path: Path) -> None:
    rows = [["系统编码", "系统名称", "主办单位"], ["A-1", "甲", "新局"], ["A-2", "乙", "新局"]]
    batch = imported(csv_file(tmp_path / "系统.csv", rows), create_organisations=True)
    System.objects.filter(code="A-1").update(funding="新的")
    made = Organisation.objects.get(name="新局")
    person(role=Role.SPONSOR_STAFF, organisation=made)
    with pytest.raises(Refused) as refusal:
        undo(batch=batch, by=None)
    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["changed-since", "used-since"]
    assert "A-1" in str(refusal.value)
    assert made.code in str(refusal.value)
    assert System.objects.count() == 2


def test_a_code_given_out_once_is_never_given_again(tmp_path: Path) -> None:
    organisation("教育局")
    path = csv_file(tmp_path / "系统.csv", [["系统名称", "主办单位"], ["甲", "教育局"]])
    first = imported(path)
    made = System.objects.get().code
    undo(batch=first, by=None)
    imported(path)
    assert int(System.objects.get().code[-6:]) == int(made[-6:]) + 1


def test_only_the_data_bureaus_officers_import(tmp_path: Path, officer: Person) -> None:
    path = csv_file(tmp_path / "系统.csv", [["系统名称", "主办单位"]])
    for role in (Role.ADMINISTRATOR, Role.SPONSOR_STAFF, Role.AUDITOR, Role.DECISION_MAKER):
        with pytest.raises(Refused):
            received(path, by=person(role=role))
    assert ImportBatch.objects.count() == 0
    assert received(path, by=officer).by == officer


@pytest.mark.parametrize("rows", [30, 300])
def test_the_number_of_queries_does_not_grow_with_rows(
    tmp_path: Path, rows: int, django_assert_max_num_queries: Any
) -> None:
    organisation("教育局")
    table = [["系统名称", "主办单位", "访问地址"], *([f"系统{n}", "教育局", f"https://s{n}.cn"] for n in range(rows))]
    batch = received(csv_file(tmp_path / "系统.csv", table))
    with django_assert_max_num_queries(4):
        dry_run(batch=batch)
    with django_assert_max_num_queries(36):
        apply(batch=batch, by=None)
    assert AccessPath.objects.count() == rows


def test_the_command_prints_one_json_document_and_says_by_its_status_whether_all_is_well(tmp_path: Path) -> None:
    out = StringIO()
    call_command("import_register", str(book(tmp_path)), "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert told == {
        "ok": True,
        "import": ImportBatch.objects.get().code,
        "applied": True,
        "organisations": {"new": 2, "changed": 0, "same": 0, "wrong": 0},
        "systems": {"new": 2, "changed": 0, "same": 0, "wrong": 0},
        "errors": [],
        "warnings": [],
        "unknown_columns": [],
    }
    out = StringIO()
    bad = csv_file(tmp_path / "系统.csv", [["系统名称", "主办单位", "备注"], ["甲", "无此局", ""]])
    with pytest.raises(CommandError):
        call_command("import_register", str(bad), "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["ok"], told["applied"], told["systems"]["wrong"]) == (False, False, 1)
    assert told["unknown_columns"] == [{"file": "系统.csv", "table": "", "column": "备注"}]
    assert [(error["file"], error["row"], error["column"], error["code"]) for error in told["errors"]] == [
        ("系统.csv", 2, "主办单位", "unknown-organisation")
    ]


def test_the_command_refuses_a_200_mb_file_without_copying_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as target:
        target.truncate(200 * 1024**2)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import_register", str(path), "--json", stdout=out)
    assert [error["code"] for error in json.loads(out.getvalue())["errors"]] == ["too-large"]
    kept = sum(file.stat().st_size for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file())
    assert kept < 60 * 1024**2
    assert System.objects.count() == 0


def test_a_table_of_something_else_is_refused_naming_the_missing_headers(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ("表", [["姓名", "电话"], ["张三", "1"]]))
    assert errors_of(dry_run(batch=received(path))) == [(0, "", "missing-header")]


def test_merged_headers_and_formulas_are_refused_by_name(tmp_path: Path) -> None:
    merged = xlsx(tmp_path / "a.xlsx", ("系统", [["系统名称", "主办单位"], ["甲", "乙"]]), merge="A1:B1")
    assert errors_of(dry_run(batch=received(merged))) == [(0, "", "merged-header"), (0, "", "missing-header")]
    formula = xlsx(tmp_path / "b.xlsx", ("系统", [["系统名称", "主办单位"], ["甲", "=A1"]]))
    assert errors_of(dry_run(batch=received(formula))) == [(2, "主办单位", "formula")]


def test_the_files_of_an_import_go_after_thirty_days_and_what_it_says_stays(tmp_path: Path) -> None:
    organisation("教育局")
    path = csv_file(tmp_path / "系统.csv", [["系统名称", "主办单位"], ["甲", "教育局"]])
    old, young = imported(path), received(path)
    ImportBatch.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))
    assert (clear_files(now=timezone.now()), clear_files(now=timezone.now())) == (1, 0)
    assert (folder_of(old).exists(), folder_of(young).exists()) == (False, True)
    old.refresh_from_db()
    assert old.report["systems"]["new"] == 1
    undo(batch=old, by=None)
    assert System.objects.count() == 0


def test_a_preview_whose_file_was_swapped_is_not_written(tmp_path: Path) -> None:
    organisation("教育局")
    batch = received(csv_file(tmp_path / "系统.csv", [["系统名称", "主办单位"], ["甲", "教育局"]]))
    dry_run(batch=batch)
    (folder_of(batch) / "0.csv").write_text("系统名称,主办单位\n乙,教育局\n")
    with pytest.raises(Refused, match="no longer there"):
        apply(batch=batch, by=None)
    assert System.objects.count() == 0


def test_a_renamed_organisation_takes_its_systems_along_in_the_search(tmp_path: Path) -> None:
    kept = system(name="甲", sponsor=organisation("教育局", code="LOCAL-1"))
    imported(csv_file(tmp_path / "单位.csv", [["code", "name"], ["LOCAL-1", "教育体育局"]]))
    kept.refresh_from_db()
    assert "教育体育局" in kept.search_text
    assert "jytyj" in kept.search_text

"""``manage.py import_usage`` on the files people really have."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from evaluations.usage.models import Heartbeat, UsageRow
from registry.ledger.models import Event
from tests.evaluations.usage.factories import systems

pytestmark = pytest.mark.django_db
GOOD = "system,day,collector,sessions\nS-1,2026-05-01,gateway,3\nS-2,2026-05-01,gateway,0\n"


@pytest.fixture(autouse=True)
def _systems() -> None:
    systems("S-1", "S-2")


def imported(*paths: Path | str, **options: Any) -> dict[str, Any]:
    out = StringIO()
    try:
        call_command("import_usage", *map(str, paths), json=True, stdout=out, **options)
        status = 0
    except CommandError as error:
        status = error.returncode
    told: dict[str, Any] = json.loads(out.getvalue())
    return told | {"status": status}


def of(tmp_path: Path, content: str | bytes, name: str = "usage.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(tmp_path: Path, *rows: tuple[Any, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    path = tmp_path / "usage.xlsx"
    book.save(path)
    return path


def codes(told: dict[str, Any]) -> list[tuple[str, int, str, str]]:
    return [(each["file"], each["row"], each["column"], each["code"]) for each in told["errors"]]


def test_a_good_file_is_kept_and_told_in_one_document(tmp_path: Path) -> None:
    told = imported(of(tmp_path, GOOD))
    wanted = ("ok", "rows", "systems", "days", "collectors", "errors", "warnings", "unknown_columns", "status")
    assert {name: told[name] for name in wanted} == {
        "ok": True,
        "rows": {"new": 2, "changed": 0, "same": 0, "wrong": 0},
        "systems": 2,
        "days": ["2026-05-01", "2026-05-01"],
        "collectors": ["gateway"],
        "errors": [],
        "warnings": [],
        "unknown_columns": [],
        "status": 0,
    }
    assert told["files"][0]["sha256"] == Event.objects.get(verb="usage.taken_in").data["sha256"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_headers_in_any_order_and_encoding(tmp_path: Path, encoding: str) -> None:
    content = "覆盖率,访问量,日期,系统编码,统计天数,备注\n95%,12,2026年5月3日,S-1,7,无\n"
    told = imported(of(tmp_path, content.encode(encoding)), collector="县平台")
    assert (told["status"], told["unknown_columns"], told["collectors"]) == (0, ["备注"], ["县平台"])
    kept = UsageRow.objects.get()
    assert (kept.period_days, kept.coverage, kept.sessions, kept.active_users) == (7, 0.95, 12, None)


def test_a_workbook_is_read_like_a_csv(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("system", "day", "sessions"), ("S-1", "2026-05-01", 3), ("S-2", "2026-05-01", None))
    assert (imported(path)["status"], UsageRow.objects.count()) == (0, 2)


def test_a_formula_is_an_error_of_its_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("system", "day", "sessions"), ("S-1", "2026-05-01", "=1+1"), ("S-2", "2026-05-01", 1))
    told = imported(path)
    assert (codes(told), told["rows"]["wrong"], told["status"]) == ([("usage.xlsx", 2, "sessions", "formula")], 1, 1)
    assert UsageRow.objects.count() == 0


def test_errors_name_file_row_and_the_files_own_header(tmp_path: Path) -> None:
    told = imported(of(tmp_path, "系统编码,日期,访问量\nS-1,2026-05-01,3\nS-9,2099-01-01,-3\n"))
    assert codes(told) == [
        ("usage.csv", 3, "系统编码", "unknown-system"),
        ("usage.csv", 3, "日期", "future-day"),
        ("usage.csv", 3, "访问量", "negative"),
    ]
    assert (told["status"], UsageRow.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (GOOD.encode("utf-16"), "usage.csv", "wrong-encoding"),
        (b"\xff\xfe\xfa\x81\x20\xff", "usage.csv", "wrong-encoding"),
        (b"", "usage.csv", "empty"),
        (b"system,day,sessions\n", "usage.csv", "empty"),
        (b"system,sessions\nS-1,1\n", "usage.csv", "missing-header"),
        (b"system,day,date\nS-1,2026-05-01,2026-05-01\n", "usage.csv", "duplicate-header"),
        (b"not a workbook", "usage.xlsx", "not-a-table"),
        (b"x", "usage.pdf", "unknown-format"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, name: str, code: str) -> None:
    told = imported(of(tmp_path, content, name))
    assert ([each["code"] for each in told["errors"]], told["status"], UsageRow.objects.count()) == ([code], 1, 0)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [each["code"] for each in imported(tmp_path / "none.csv")["errors"]] == ["unreadable"]


def test_one_bad_file_does_not_keep_out_a_good_one(tmp_path: Path) -> None:
    told = imported(of(tmp_path, GOOD), of(tmp_path, "system,day\nS-9,2026-05-01\n", "bad.csv"))
    assert ([file["written"] for file in told["files"]], told["status"]) == ([True, False], 1)


def test_complete_makes_absence_a_zero(tmp_path: Path) -> None:
    imported(of(tmp_path, GOOD), complete=True)
    assert Heartbeat.objects.count() == 1


def test_short_and_blank_lines_leave_the_rest_unknown(tmp_path: Path) -> None:
    told = imported(of(tmp_path, "system,day,sessions\nS-1,2026-05-01\n\n,,\nS-2,2026-05-01,4,surplus\n"))
    assert told["rows"]["new"] == 2
    assert list(UsageRow.objects.order_by("system__code").values_list("sessions", flat=True)) == [None, 4]


def test_errors_beyond_a_thousand_are_counted(tmp_path: Path) -> None:
    told = imported(of(tmp_path, "system,day\n" + "S-9,2026-05-01\n" * 1200))
    assert (len(told["errors"]), told["errors_total"], told["rows"]["wrong"]) == (1000, 1200, 1200)


def test_visits_are_sessions(tmp_path: Path) -> None:
    imported(of(tmp_path, "system,day,visits\nS-1,2026-05-01,3\n"))
    assert UsageRow.objects.get().sessions == 3


def test_a_file_that_tells_what_it_tells_under_unknown_headers_is_refused(tmp_path: Path) -> None:
    told = imported(of(tmp_path, "system,day,eligible_users,clicks\nS-1,2026-05-01,9,3\n"))
    assert (codes(told), UsageRow.objects.count()) == ([("usage.csv", 0, "", "no-measure")], 0)


@pytest.mark.parametrize(
    ("period", "warned"),
    [
        ("", ["stand for one day each and lie 7 days apart"]),
        ("7", []),
        ("30", ["stand for 30 days and end every 7 days: they overlap"]),
    ],
)
def test_rows_that_cannot_stand_for_what_they_say_are_told(tmp_path: Path, period: str, warned: list[str]) -> None:
    days = [date(2026, 3, 1) + timedelta(days=7 * number) for number in range(4)]
    told = imported(
        of(tmp_path, "\n".join(["system,day,period_days,sessions", *(f"S-1,{day},{period},3" for day in days)]))
    )
    assert [part in warning for part, warning in zip(warned, told["warnings"], strict=True)] == [True] * len(warned)

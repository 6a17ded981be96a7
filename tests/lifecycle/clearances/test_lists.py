import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from openpyxl import Workbook

from lifecycle.cases.models import Clearance
from lifecycle.clearances import services
from lifecycle.clearances.models import FreshList
from registry.ledger.models import Event
from registry.refusals import Refused
from tests.lifecycle.cases.factories import County
from tests.lifecycle.clearances.factories import clearance, clearing, csv, fresh_list


def with_items(cast: County, *labels: str, kind: str = "accounts") -> Clearance:
    case = clearing(cast)
    for label in labels:
        services.add_item(clearance=clearance(case, kind), label=label, by=cast.one("operator"))
    return clearance(case, kind)


def test_a_list_without_any_item_is_kept_with_its_hash_and_not_the_file(cast: County, tmp_path: Path) -> None:
    one = with_items(cast, "zhang", "li")
    exported_at = timezone.now() - timedelta(hours=1)
    path = csv(tmp_path, "姓名,账号,部门", "王五,wang,a", "赵六,zhao,b")
    verifier = cast.one("clearance_verifier")
    fresh = services.take_fresh_list(
        clearance=one, path=path, name="/tmp/账号.csv", exported_at=exported_at, by=verifier
    )
    assert (fresh.remaining, fresh.rows, fresh.columns, fresh.name) == ([], 2, ["姓名", "账号", "部门"], "账号.csv")
    assert (fresh.sha256, fresh.size) == (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
    assert (fresh.by, fresh.exported_at) == (verifier, exported_at)
    assert Event.objects.get(verb="clearances.list_taken").data["sha256"] == fresh.sha256


@pytest.mark.parametrize(
    "row",
    ["王五,ZHANG", "王五, ｚｈａｎｇ ", "zhang,wang", "王五,z h a n g", "王五,zhang\u200b"],
)
def test_an_item_is_found_however_and_wherever_it_is_written(cast: County, tmp_path: Path, row: str) -> None:
    one = with_items(cast, "Zhang", "li")
    path = csv(tmp_path, "姓名,账号", "赵六,zhao", row)
    fresh = services.take_fresh_list(
        clearance=one, path=path, name="a.csv", exported_at=timezone.now(), by=cast.one("operator")
    )
    assert [(found["label"], found["row"]) for found in fresh.remaining] == [("Zhang", 3)]


def test_an_item_is_found_on_another_sheet(cast: County, tmp_path: Path) -> None:
    one = with_items(cast, "zhang")
    book = Workbook()
    first = book.worksheets[0]
    first.append(["账号"])
    first.append(["li"])
    book.create_sheet("停用").append(["zhang"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    fresh = services.take_fresh_list(
        clearance=one, path=path, name="a.xlsx", exported_at=timezone.now(), by=cast.one("operator")
    )
    assert [found["label"] for found in fresh.remaining] == ["zhang"]


def test_nothing_but_headers_is_an_empty_list(cast: County, tmp_path: Path) -> None:
    fresh = fresh_list(with_items(cast, "zhang", kind="permissions"), tmp_path, cast.one("operator"))
    assert (fresh.rows, fresh.remaining) == (0, [])


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (("姓名,部门", "张三,a"), "missing-header"),
        (("账号", "1.23E+17"), "row"),
        (("账号,账户", "a,b"), "duplicate-header"),
    ],
)
def test_a_table_that_is_no_list_is_refused(cast: County, tmp_path: Path, rows: tuple[str, ...], code: str) -> None:
    one = with_items(cast, "zhang")
    with pytest.raises(Refused) as refused:
        services.take_fresh_list(
            clearance=one,
            path=csv(tmp_path, *rows),
            name="a.csv",
            exported_at=timezone.now(),
            by=cast.one("operator"),
        )
    assert [obstacle.code for obstacle in refused.value.obstacles] == [code]
    assert not FreshList.objects.exists()


def test_a_stranger_and_the_future_are_refused_together_with_nothing_written(cast: County, tmp_path: Path) -> None:
    one = with_items(cast, "zhang")
    later = timezone.now() + timedelta(hours=1)
    for by, code in ((cast.one("sponsor_staff"), "not-your-role"), (cast.one("operator"), "future-export")):
        with pytest.raises(Refused) as refused:
            fresh_list(one, tmp_path, by, exported_at=later)
        assert [obstacle.code for obstacle in refused.value.obstacles] == [code]
    assert not FreshList.objects.exists()


def test_a_list_is_never_changed(cast: County, tmp_path: Path) -> None:
    fresh = fresh_list(with_items(cast, "zhang"), tmp_path, cast.one("operator"), rows=["zhang"])
    for change in (lambda: FreshList.objects.update(remaining=[]), fresh.delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()
    assert FreshList.objects.get().remaining == fresh.remaining

"""What is handed back to people opens in their office program, whatever the names and texts they sent."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from registry.sheets import CellError, write_error_file
from registry.sheets.delimited import csv_table
from tests.registry.sheets.files import csv_file


@pytest.mark.parametrize(
    ("name", "title"),
    [("系统", "系统"), ("a/b:c*?[d]\\", "a b c   d  "), ("\x07", "CSV 1"), ("", "CSV 1"), ("长" * 40, "长" * 28)],
)
def test_a_worksheet_of_any_name_gets_an_error_file(tmp_path: Path, name: str, title: str) -> None:
    table = csv_table(csv_file(tmp_path / "a.csv", [["name"], ["=1+1"]]))
    table.name = name

    write_error_file(tmp_path / "errors.xlsx", [(table, [CellError(2, "name", "wrong", "=2+2")])])

    (sheet,) = load_workbook(tmp_path / "errors.xlsx").worksheets
    assert sheet.title == title
    assert [[cell.value for cell in row] for row in sheet] == [["what to mend", "name"], ["name: =2+2", "=1+1"]]
    assert {cell.data_type for row in sheet for cell in row} == {"s"}


def test_worksheets_of_one_long_name_stay_apart(tmp_path: Path) -> None:
    tables = [csv_table(csv_file(tmp_path / f"{number}.csv", [["name"], ["x"]])) for number in range(2)]
    for table in tables:
        table.name = "长" * 31

    write_error_file(tmp_path / "errors.xlsx", [(table, [CellError(2, "name", "wrong", "no")]) for table in tables])

    assert [sheet.title for sheet in load_workbook(tmp_path / "errors.xlsx").worksheets] == ["长" * 28, "长" * 28 + "1"]

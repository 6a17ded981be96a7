"""Files are read in either language and any order, or refused as a whole with what to do; flaws name row and column."""

import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from registry.sheets import CellError, Column, SheetRefused, limits, open_sheet
from tests.registry.sheets.files import csv_file, ods, with_part, xls, xlsx

COLUMNS = (
    Column("code", ("系统编码",)),
    Column("name", ("系统名称",), required=True),
    Column("build_cost", ("建设金额(万元)", "建设金额")),
)
GOOD = [["系统名称", "系统编码"], ["智慧社区", "SYS-1"], ["", ""], ["政务外网", "SYS-2"]]


def read(path: Path) -> list[tuple[int, dict[str, str]]]:
    return [(row.number, dict(row.cells)) for row in open_sheet(path, COLUMNS).all_rows()]


def why(path: Path) -> list[str]:
    with pytest.raises(SheetRefused) as refusal:
        open_sheet(path, COLUMNS)
    assert refusal.value.status == 422
    assert all(str(obstacle) for obstacle in refusal.value.obstacles)
    return [obstacle.code for obstacle in refusal.value.obstacles]


@contextmanager
def at_most(megabytes: int) -> Iterator[None]:
    """Fails when the block takes more memory in this process, which the server cannot afford."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < megabytes * 1024**2
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_each_encoding_offices_use(tmp_path: Path, encoding: str) -> None:
    path = csv_file(tmp_path / "a.csv", GOOD, encoding=encoding)
    assert read(path) == [(2, {"name": "智慧社区", "code": "SYS-1"}), (4, {"name": "政务外网", "code": "SYS-2"})]


def test_xlsx_is_read_with_dates_as_iso_and_whole_floats_as_integers(tmp_path: Path) -> None:
    rows = [["name", "code", "build_cost"], [date(2023, 5, 1), 12.0, 0.15], [datetime(2023, 5, 1, 3, 4), 7, 1e-7]]  # noqa: DTZ001
    assert read(xlsx(tmp_path / "a.xlsx", ("表", rows))) == [
        (2, {"name": "2023-05-01", "code": "12", "build_cost": "0.15"}),
        (3, {"name": "2023-05-01T03:04:00", "code": "7", "build_cost": "0.0000001"}),
    ]


def test_headers_are_found_in_full_width_with_spaces_and_stars(tmp_path: Path) -> None:
    sheet = open_sheet(
        csv_file(tmp_path / "a.csv", [["＊系统 名称", "建设金额（万元）", "Code"], ["甲", "3", "x"]]), COLUMNS
    )
    assert [dict(row.cells) for row in sheet.all_rows()] == [{"name": "甲", "build_cost": "3", "code": "x"}]
    assert sheet.unknown_headers == []


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_what_the_first_row_has_instead_of_commas_parts_the_cells(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'系统名称{delimiter}建设金额（万元）\n"甲,乙"{delimiter}"3{delimiter}"\n', encoding="utf-8-sig")
    rows = [dict(row.cells) for row in open_sheet(path, COLUMNS).all_rows()]
    assert rows == [{"name": "甲,乙", "build_cost": f"3{delimiter}".strip()}]


def test_unknown_columns_are_reported(tmp_path: Path) -> None:
    sheet = open_sheet(csv_file(tmp_path / "a.csv", [["系统名称", "建设金额(元)", "备注"], ["甲", "3", ""]]), COLUMNS)
    assert sheet.unknown_headers == ["建设金额(元)", "备注"]


def test_the_worksheet_with_the_expected_headers_is_taken(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ("说明", [["请填写"]]), ("系统", GOOD))
    assert open_sheet(path, COLUMNS).name == "系统"


def test_a_missing_and_a_double_header_are_told_together(tmp_path: Path) -> None:
    assert why(csv_file(tmp_path / "a.csv", [["code", "系统编码"], ["1", "2"]])) == [
        "duplicate-header",
        "missing-header",
    ]


def test_merged_header_cells_are_refused(tmp_path: Path) -> None:
    assert why(xlsx(tmp_path / "a.xlsx", ("表", [["系统名称", "系统编码"], ["甲", "1"]]), merge="A1:B1")) == [
        "merged-header"
    ]


def test_a_merged_title_above_the_headers_is_refused(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx", ("表", [["某县系统台账", ""], ["系统名称", "系统编码"], ["甲", "1"]]), merge="A1:B1"
    )
    assert why(path) == ["merged-header", "missing-header"]


def test_formula_merged_and_number_flaws_name_row_and_column_and_spare_the_other_rows(tmp_path: Path) -> None:
    rows = [
        ["系统名称", "系统编码"],
        ["甲", "=1+1"],
        ["乙", 911101080000000012],
        ["丙", "3"],
        ["", "4"],
        ["#REF!", "5"],
    ]
    sheet = open_sheet(xlsx(tmp_path / "a.xlsx", ("表", rows), merge="A4:A5"), COLUMNS)
    got = list(sheet.rows())
    assert [(each.row, each.column, each.code) for each in got if isinstance(each, CellError)] == [
        (2, "系统编码", "formula"),
        (3, "系统编码", "code-as-number"),
        (5, "系统名称", "merged"),
        (6, "系统名称", "error-value"),
    ]
    assert [each.number for each in got if not isinstance(each, CellError)] == [4]


def test_a_code_that_a_csv_carries_in_scientific_notation_is_a_flaw(tmp_path: Path) -> None:
    sheet = open_sheet(csv_file(tmp_path / "a.csv", [["系统名称", "系统编码"], ["甲", "9.11101E+17"]]), COLUMNS)
    assert [each.code for each in sheet.rows() if isinstance(each, CellError)] == ["code-as-number"]


def test_a_200_mb_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as out:
        out.truncate(200 * 1024**2)
    assert why(path) == ["too-large"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("系统名称\n甲".encode("utf-16"), "wrong-encoding"),
        ("系统名称\n甲".encode("utf-16-le"), "wrong-encoding"),
        (b"name\n\xff\xff\xff", "wrong-encoding"),
        ('name\n"甲'.encode(), "broken-quotes"),
        (b"", "empty"),
        (b"\n\n", "empty"),
    ],
)
def test_a_csv_that_cannot_be_followed_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert why(path) == [reason]


@pytest.mark.parametrize("name", ["a.tsv", "a.txt", "a.pdf", "a"])
def test_other_formats_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("name\n甲")
    assert why(path) == ["unknown-format"]


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ("系统", GOOD))
    path.write_bytes(path.read_bytes()[:-400])
    assert why(path) == ["damaged"]


def test_a_workbook_that_is_another_thing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    assert why(path) == ["not-a-table"]


def test_an_old_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert why(path) == ["damaged"]


def test_an_encrypted_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100) + "EncryptedPackage".encode("utf-16-le"))
    assert why(path) == ["encrypted"]


def test_macros_are_refused(tmp_path: Path) -> None:
    path = with_part(xlsx(tmp_path / "a.xlsx", ("系统", GOOD)), "xl/vbaProject.bin", b"x")
    assert why(path) == ["macros"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = with_part(xlsx(tmp_path / "a.xlsx", ("系统", GOOD)), "xl/media/bomb", bytes(20 * 1024**2))
    assert why(path) == ["zip-bomb"]


def test_a_bomb_in_the_manifest_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", "<x/>")
        archive.writestr("META-INF/manifest.xml", bytes(40 * 1024**2))
    with at_most(megabytes=4):
        assert why(path) == ["zip-bomb"]


def test_an_archive_of_countless_empty_entries_is_refused_before_they_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_000):
            archive.writestr(str(number), b"")
    with at_most(megabytes=4):
        assert why(path) == ["zip-bomb"]


def test_a_workbook_too_heavy_to_open_costs_its_own_process_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PROCESS_BYTES", 300 * 1024**2)
    far = xlsx(tmp_path / "a.xlsx", ("系统", [["name"], *([[]] * 99_990), [*([""] * 198), "x"]]))
    assert why(far) == ["too-heavy"]


def test_too_many_rows_and_columns_are_refused(tmp_path: Path) -> None:
    assert why(xlsx(tmp_path / "a.xlsx", ("系统", [["name"], [*([""] * 300), "x"]]))) == ["too-many-columns"]
    assert why(csv_file(tmp_path / "a.csv", [["name"], ["x"] * 300])) == ["too-many-columns"]


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ("系统", GOOD))
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><workbook xmlns:r="r"><sheets><sheet name="&a;" r:id="1"/></sheets></workbook>'

    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/workbook.xml"] = bomb
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    assert why(path) == ["damaged"]


def row_of(*cells: str, attributes: str = "") -> str:
    """A row whose last cell has the attributes."""
    texts = [
        f'<table:table-cell office:value-type="string" %s><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    ]
    return (
        "<table:table-row>"
        + "".join(texts[:-1]) % (("",) * (len(texts) - 1))
        + texts[-1] % attributes
        + "</table:table-row>"
    )


def test_ods_is_read_with_its_formulas_and_merged_cells(tmp_path: Path) -> None:
    good = row_of("系统名称", "系统编码") + row_of("甲", "1")
    formula = row_of("乙", "2", attributes='table:formula="of:=1+1"')
    sheet = open_sheet(ods(tmp_path / "a.ods", good + formula), COLUMNS)
    assert [each.code if isinstance(each, CellError) else dict(each.cells) for each in sheet.rows()] == [
        {"name": "甲", "code": "1"},
        "formula",
    ]
    wide = row_of("系统名称", attributes='table:number-columns-spanned="2"')
    assert why(ods(tmp_path / "b.ods", wide + row_of("甲"))) == ["merged-header"]


@pytest.mark.parametrize("padded", [True, False])
def test_xls_is_read_with_its_formulas(tmp_path: Path, padded: bool) -> None:
    path = xls(tmp_path / "a.xls", [["系统名称", "系统编码"], ["甲", "1"], ["乙", None]], padded=padded)
    assert [
        each.code if isinstance(each, CellError) else dict(each.cells) for each in open_sheet(path, COLUMNS).rows()
    ] == [
        {"name": "甲", "code": "1"},
        "formula",
    ]

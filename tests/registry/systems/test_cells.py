"""What cells mean."""

from datetime import date

import pytest

from registry.systems import cells
from registry.systems.cells import WrongCell


@pytest.mark.parametrize(
    "cell",
    ["2023-05-01", "2023/5/1", "2023.5.1", "2023年5月1日", "20230501", "2023-05-01T00:00:01", "２０２３年５月１日"],
)
def test_a_day_is_understood_as_offices_write_it(cell: str) -> None:
    assert cells.day(cell) == "2023-05-01"


@pytest.mark.parametrize("cell", ["45047", "2023-02-30", "2023-5", "5/1/2023", "去年", "2023-05-01~"])
def test_what_could_be_another_day_is_refused(cell: str) -> None:
    with pytest.raises(WrongCell) as wrong:
        cells.day(cell)
    assert wrong.value.code == "not-a-date"


def test_a_day_that_cannot_have_come_is_refused() -> None:
    with pytest.raises(WrongCell) as wrong:
        cells.day("2026-01-02", latest=date(2026, 1, 1))
    assert wrong.value.code == "future-date"


@pytest.mark.parametrize(
    ("cell", "fen"),
    [("12.5", 12_500_000), ("1,200万元", 1_200_000_000), ("0.000001", 1), ("0.30000000000000004", 300_000), ("0", 0)],
)
def test_money_is_wan_yuan_kept_as_fen(cell: str, fen: int) -> None:
    assert cells.money(cell) == fen


@pytest.mark.parametrize("cell", ["-1", "1e12", "NaN", "Infinity", "免费"])
def test_senseless_money_is_refused(cell: str) -> None:
    with pytest.raises(WrongCell):
        cells.money(cell)


@pytest.mark.parametrize(
    ("cell", "windows"),
    [
        ("06-01~08-31", "06-01~08-31"),
        ("6月1日-8月31日", "06-01~08-31"),
        ("6-1至8-31、12月1日～2月29日", "06-01~08-31,12-01~02-29"),
    ],
)
def test_a_duty_window_is_kept_in_one_form(cell: str, windows: str) -> None:
    assert cells.duty_window(cell) == windows


@pytest.mark.parametrize("cell", ["6月31日-8月1日", "夏天", "06-01", "13-01~14-01"])
def test_a_window_that_is_no_part_of_a_year_is_refused(cell: str) -> None:
    with pytest.raises(WrongCell):
        cells.duty_window(cell)


def test_addresses_are_split_sorted_and_written_alike() -> None:
    assert cells.addresses("HTTPS://B.cn/Path；tcp:H.cn:22\ndns:A.cn、https://b.cn/Path") == [
        "dns:a.cn",
        "https://b.cn/Path",
        "tcp:h.cn:22",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "www.a.cn",
        "ftp://a.cn",
        "https://",
        "https://u:p@a.cn",
        "tcp:a.cn:99999",
        "http://[::1",
        "javascript:x",
        "http://a.cn:x",
    ],
)
def test_what_is_no_address_is_refused(cell: str) -> None:
    with pytest.raises(WrongCell):
        cells.addresses(cell)


@pytest.mark.parametrize("cell", ["new", "import", "a b", "a/b", "<x>", "x" * 41])
def test_a_code_that_would_not_fit_into_an_address_is_refused(cell: str) -> None:
    with pytest.raises(WrongCell):
        cells.system_code(cell)

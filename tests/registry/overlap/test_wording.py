"""One wording for texts that mean the same, and the splitting into functions."""

from collections import Counter

import pytest

from registry.overlap.rules import wording
from registry.overlap.rules.items import items_of
from registry.overlap.rules.wording import canonical, folded, groups, without_place


def test_a_word_stands_in_one_group_only() -> None:
    twice = [word for word, times in Counter(word for group in groups() for word in group).items() if times > 1]
    assert twice == []
    assert all(len(group) > 1 for group in groups())


def test_synonyms_become_the_word_that_stands_for_them() -> None:
    assert canonical(folded("老 百 姓提交诉求，事后回访")) == "群众上报投诉,事后反馈"


def test_the_longer_word_goes_before_the_shorter_one_in_it() -> None:
    assert canonical("停车位") == "停车"
    assert canonical("危险化学品") == "危化品"


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("青溪县智慧停车平台", "智慧停车平台"),
        ("浙江省杭州市青溪县智慧停车平台", "智慧停车平台"),
        ("社区矫正管理系统", "社区矫正管理系统"),
        ("市场监管系统", "市场监管系统"),
        ("城市管理执法系统", "城市管理执法系统"),
    ],
)
def test_a_name_is_read_without_its_place(name: str, bare: str) -> None:
    assert without_place(name) == bare


@pytest.mark.parametrize(
    ("functions", "written"),
    [
        ("网格巡查、事件上报,任务派发；办结", ["网格巡查", "事件上报", "任务派发", "办结"]),
        ("1.巡河记录\n2.问题上报\n（3）整改跟踪", ["巡河记录", "问题上报", "整改跟踪"]),
        ("①缴费②退费", ["缴费②退费"]),
        ("一是排班；二是值守", ["排班"]),
        ("用户管理、权限管理、日志管理、系统管理", []),
        ("缴费、缴费、交费", ["缴费"]),
        ("", []),
        (" 、，；", []),
    ],
)
def test_a_description_is_split_into_its_functions(functions: str, written: list[str]) -> None:
    assert [item.written for item in items_of(functions)] == written


def test_the_recipe_changes_with_the_code_and_the_data() -> None:
    before = wording.recipe()
    assert len(before) == 16
    assert before == wording.recipe()

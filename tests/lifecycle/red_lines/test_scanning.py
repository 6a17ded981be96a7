"""The scan against texts a person has labelled.

``likely`` must be found so, ``look`` must be shown but never as likely, in ``clear`` there is nothing to show.
"""

from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.red_lines.edition_v1 import LINES, TITLE
from lifecycle.red_lines.rules import Phrase, RedLine, RuleSet, scan

RULES = RuleSet(
    1,
    TITLE,
    date(2026, 1, 1),
    tuple(
        RedLine(
            code=line["line_code"],
            label=line["label"],
            question=line["question"],
            guidance=line["guidance"],
            source="national_rule",
            source_text=line["source_text"],
            kinds=frozenset(line["kinds"]),
            phrases=tuple(Phrase(**phrase) for phrase in line["phrases"]),
        )
        for line in LINES
    ),
)
LABELLED = [
    tuple(row.split("\t")) for row in Path(__file__).with_name("labelled.tsv").read_text(encoding="utf-8").splitlines()
]


def of_label(label: str) -> list[tuple[str, str]]:
    return [(codes, text) for kind, codes, text in LABELLED if kind == label]


def test_the_labelled_texts_are_many_and_name_every_line() -> None:
    assert {label: len(of_label(label)) for label in ("likely", "look", "clear")} == {
        "likely": 54,
        "look": 22,
        "clear": 28,
    }
    named = {code for codes, _text in of_label("likely") for code in codes.split(",")}
    assert named == {line.code for line in RULES.lines}


@pytest.mark.parametrize(("codes", "text"), of_label("likely"))
def test_what_crosses_a_line_is_found(codes: str, text: str) -> None:
    assert set(codes.split(",")) <= {match.code for match in scan(text, RULES) if match.likely}


@pytest.mark.parametrize(("code", "text"), of_label("look"))
def test_what_is_usually_harmless_is_shown_and_never_called_likely(code: str, text: str) -> None:
    matches = scan(text, RULES)
    assert [match.code for match in matches if match.likely] == []
    assert code in {match.code for match in matches}


@pytest.mark.parametrize(("_none", "text"), of_label("clear"))
def test_ordinary_functions_raise_no_alarm(_none: str, text: str) -> None:
    assert scan(text, RULES) == []


@pytest.mark.parametrize(
    "written", ["打卡", "打 卡", "打　卡", "打\u200b卡", "打·卡", "打-卡", "Ｐｏｗｅｒ打卡"], ids=ascii
)
def test_no_way_of_writing_hides_a_word(written: str) -> None:
    [match] = scan(f"村干部{written}功能", RULES)
    assert (match.code, match.likely) == ("check-in", True)


def test_two_lines_are_two_things() -> None:
    assert scan("停车打\n卡片管理", RULES) == []


def test_a_match_shows_its_place_in_the_text_as_it_was_written() -> None:
    text = "本平台面向全县镇村干部，提供走访任务派发和入户打 卡以及走访情况的汇总统计查询功能。"
    [match] = scan(text, RULES)
    assert text[match.start : match.end] == "打 卡"
    assert match.excerpt == "…，提供走访任务派发和入户打 卡以及走访情况的汇总统计查…"
    assert "国办函〔2026〕12号" in match.source


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("不设打卡", False),
        ("严禁要求干部打卡、签到", False),
        ("不断完善打卡功能", True),
        ("不仅支持打卡", True),
        ("不设签到，村干部打卡", True),
        ("没有签到。打卡", True),
    ],
)
def test_a_denial_holds_for_its_own_clause_only(text: str, likely: bool) -> None:
    assert [match.likely for match in scan(text, RULES)][-1] is likely


def test_each_place_is_told_once_for_a_line() -> None:
    assert [(match.code, match.start) for match in scan("打卡、打卡", RULES)] == [("check-in", 0), ("check-in", 3)]


@given(st.text(alphabet=st.sampled_from("打卡签到积分点赞 　·\n\u200b，。ＡaⅣ㍿不"), max_size=40))
def test_every_match_lies_within_the_text(text: str) -> None:
    for match in scan(text, RULES):
        assert 0 <= match.start < match.end <= len(text)
        assert match.excerpt


def test_twice_the_text_takes_no_more_than_about_twice_the_time() -> None:
    text = "不设打卡、签到和积分；工作轨迹，拍照留痕。" * 500

    def seconds(said: str) -> float:
        began = process_time()
        assert len(scan(said, RULES)) == said.count("。") * 5
        return process_time() - began

    assert min(seconds(text * 4) for _rep in range(3)) < 8 * min(seconds(text) for _rep in range(3))

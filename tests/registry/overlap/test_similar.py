"""The overlap check against the register: what it finds, shows, and keeps up with."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.organisations.enums import Role
from registry.overlap import loading
from registry.overlap.inverted import Base
from registry.overlap.models import Indexed, IndexWrite
from registry.overlap.selectors import behind, most_similar
from registry.overlap.services import KEEP_WRITES, forget_systems, index_all, index_systems
from registry.systems.models import System
from registry.systems.records import sha256_of
from registry.systems.selectors import register_of
from registry.systems.services.registering import change, register
from tests import factories

pytestmark = pytest.mark.django_db
PARKING = "车位查询、停车缴费、欠费追缴、泊位管理"
PLATFORM = (
    "车位查询、停车缴费、欠费追缴、公交到站预报、充电桩查询、共享单车投放、图书借还、门诊挂号、社保查询、"
    "公积金提取、不动产查档、天气预报、垃圾投放点、体育场馆预订、景区门票、婚姻登记预约"
)


def stored(name: str, functions: str, *, kind: str = "information_system") -> System:
    system = factories.system(name, functions=functions, kind=kind)
    index_systems(codes=[system.code])
    return system


def names(functions: str = PARKING, **asked: object) -> list[str]:
    return [hit.system.name for hit in most_similar(functions=functions, **asked)]  # type: ignore[arg-type]


def test_similarity_and_containment_are_told_apart() -> None:
    stored("智慧停车平台", PARKING)
    stored("市民一码通", PLATFORM)
    stored("水文分析系统", "水文计算、洪水预报、成果审查")

    same, larger = most_similar(name="便民停车", functions="车位查询、停车缴费、欠费追缴")

    assert [same.system.name, larger.system.name] == ["智慧停车平台", "市民一码通"]
    assert [hit.containment for hit in (same, larger)] == pytest.approx([1.0, 1.0])
    assert same.score > 2 * larger.score
    assert [hit.to_be_answered for hit in (same, larger)] == [True, True]


def test_the_matching_functions_are_shown_as_they_were_written() -> None:
    stored("智慧停车平台", "泊位查找、停车付款、公告")

    [hit] = most_similar(functions="车位查询；停车缴费；开锁服务")

    assert {(pair.mine, pair.theirs) for pair in hit.pairs} == {("车位查询", "泊位查找"), ("停车缴费", "停车付款")}
    assert all(pair.score == pytest.approx(1.0) for pair in hit.pairs)
    assert 0.5 < hit.containment < 1.0


def test_a_name_alone_is_enough_and_nothing_at_all_finds_nothing() -> None:
    stored("智慧停车平台", "")
    assert [hit.system.name for hit in most_similar(name="停车服务")] == ["智慧停车平台"]
    assert most_similar(name=" ", functions="、") == []
    assert most_similar(functions="系统管理、用户管理") == []


def test_the_same_kind_goes_first_among_equals_and_hides_nobody() -> None:
    stored("甲", PARKING, kind="app")
    stored("乙", PARKING, kind="platform")
    assert names(kind="app") == ["甲", "乙"]
    assert names(kind="platform") == ["乙", "甲"]


def test_a_check_can_leave_systems_out_or_look_among_some() -> None:
    mine = stored("甲", PARKING)
    stored("乙", PARKING)
    assert names(exclude=[mine.code]) == ["乙"]
    assert names(among=System.objects.filter(code=mine.code)) == ["甲"]
    assert names(limit=1) == ["甲"]


def test_what_is_registered_or_changed_is_found_at_once() -> None:
    officer = factories.person(role=Role.CASE_OFFICER)
    sponsor = factories.organisation("交通局")
    assert names() == []
    system = register(cells={"name": "停车系统", "sponsor": "交通局", "functions": PARKING}, by=officer)
    assert names() == ["停车系统"]

    version = sha256_of(register_of(system.code).systems[system.code])
    change(
        code=system.code,
        cells={"name": "水文系统", "sponsor": sponsor.code, "functions": "水文计算、洪水预报"},
        by=officer,
        version=version,
    )
    assert names() == []
    assert names("水文计算") == ["水文系统"]


def test_a_change_of_other_facts_writes_nothing_to_the_index() -> None:
    system = stored("停车系统", PARKING)
    writes = IndexWrite.objects.count()
    assert index_systems(codes=[system.code]) == 0
    assert IndexWrite.objects.count() == writes


def test_a_removed_system_is_found_no_more() -> None:
    for each in range(30):
        stored(f"停车{each}", PARKING)
    kept = stored("停车系统", PARKING)
    assert len(names()) == 10
    System.objects.exclude(pk=kept.pk).delete()
    forget_systems()
    assert names() == ["停车系统"]


def test_a_search_takes_two_queries_however_many_systems_there_are() -> None:
    stored("停车系统", PARKING)
    names()
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert names()
        assert len(queries) == 2
        for each in range(20):
            stored(f"停车{each}", PARKING)
        names()


def test_a_process_adds_what_others_wrote_and_loads_anew_only_when_it_must(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[int] = []
    whole = loading._whole

    def counted(newest: IndexWrite) -> Base:
        loads.append(newest.version)
        return whole(newest)

    monkeypatch.setattr(loading, "_whole", counted)
    monkeypatch.setattr(loading, "_held", None)
    stored("甲", PARKING)
    names()
    stored("乙", PARKING)
    assert (names(), len(loads)) == (["甲", "乙"], 1)

    IndexWrite.objects.update(stamp="restored")  # a backup was brought back: the same versions, another history
    assert (names(), len(loads)) == (["甲", "乙"], 2)

    monkeypatch.setattr(loading, "MOST_TAIL", 1)
    stored("丙", PARKING)
    stored("丁", PARKING)
    assert (names(), len(loads)) == (["甲", "乙", "丙", "丁"], 3)


def test_catching_up_indexes_what_is_missing_and_what_another_recipe_made() -> None:
    first, second = stored("甲", PARKING), factories.system("乙", functions=PARKING)
    assert list(behind()) == [second]
    assert (index_all(), index_all(), list(behind())) == (1, 0, [])

    Indexed.objects.filter(system=first).update(recipe="older")
    assert list(behind()) == [first]
    assert (index_all(), sorted(names())) == (1, ["乙", "甲"])
    assert index_all(every=True) == 0


def test_old_writes_are_forgotten() -> None:
    stored("甲", PARKING)
    IndexWrite.objects.create(version=KEEP_WRITES + 5, stamp="later")
    index_all()
    assert list(IndexWrite.objects.values_list("version", flat=True)) == [KEEP_WRITES + 5]
    assert names() == ["甲"]

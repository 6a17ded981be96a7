"""Signals that ask more than use: what the register, promises, assessments and reports say, from rows to findings."""

from datetime import timedelta
from typing import Any

import pytest

from evaluations.findings.models import Finding, Rival
from evaluations.findings.policy import Parameters
from evaluations.findings.services import sweep
from evaluations.findings.services.rivals import compare
from evaluations.findings.wording import of_signal
from evaluations.usage.enums import CollectorKind
from evaluations.usage.models import AssessmentDay, Collector
from registry.overlap.services import index_all
from registry.systems.enums import SystemKind
from registry.systems.models import Contract
from tests.evaluations.appraisals.factories import commitment
from tests.evaluations.findings.factories import collector, week_end, weeks
from tests.evaluations.findings.test_sweeping import AS_OF, BIG, WEEKS
from tests.factories import organisation, system

pytestmark = pytest.mark.django_db
USED: dict[str, Any] = {"measure": "substantive_actions"}


def said() -> dict[str, tuple[str, str, list[str]]]:
    """Kind, tier and signals by name."""
    return {each.system.name: (each.kind, each.tier, each.signals) for each in Finding.objects.select_related("system")}


def told(name: str) -> list[str]:
    """What the finding about a system says, signal by signal."""
    evidence = Finding.objects.get(system__name=name).evidence
    return [of_signal(each, evidence) for each in evidence["signals"]]


def test_what_is_used_after_its_contract_ended_is_nobody_s() -> None:
    ended = AS_OF - timedelta(days=220)
    weeks(system("ended lately", **BIG, contract_ends_on=AS_OF - timedelta(days=100)), [300] * WEEKS, **USED)
    weeks(system("ended", **BIG, contract_ends_on=ended), [300] * WEEKS, **USED)
    weeks(system("ended, unused", **BIG, contract_ends_on=ended), [0] * WEEKS, **USED)
    renewed = system("renewed", **BIG, contract_ends_on=ended)
    Contract.objects.create(system=renewed, subject="运维", contractor=organisation(), ends_on=AS_OF)
    weeks(renewed, [300] * WEEKS, **USED)
    open_ended = system("without end", **BIG, contract_ends_on=ended)
    Contract.objects.create(system=open_ended, subject="运维", contractor=organisation())
    weeks(open_ended, [300] * WEEKS, **USED)
    sweep(as_of=AS_OF, by=None)
    assert {name: found[0] for name, found in said().items()} == {"ended": "ownerless", "ended, unused": "unused"}
    assert told("ended") == [f"Used, though its contract ended on {ended.isoformat()}."]


def test_a_promise_far_from_kept_and_old_software_are_watched_and_add_to_disuse() -> None:
    releases = [1 if number == 2 else 0 for number in range(WEEKS)]
    for name, count in (("used", 30), ("unused", 0)):
        of = system(name, **BIG | {"eligible_users": 100})
        commitment(of, due_on=[week_end(20)], case_number=f"AD-{name}")
        weeks(of, [count] * WEEKS, **USED)
        weeks(of, releases, by=collector("desk"), measure="releases")
    sweep(as_of=AS_OF, by=None)
    assert said() == {
        "used": ("signs", "C", ["U4", "U7"]),
        "unused": ("unused", "A", ["U0", "U1", "U2", "U3", "U4", "U7"]),
    }
    assert told("used") == [
        "Of the 1000 promised for a month 12.9 % were measured.",
        f"Nothing was released or published for 399 days, since {week_end(2).isoformat()}.",
    ]


def test_accounts_and_groups_have_rules_of_their_own() -> None:
    quiet = [5] * (WEEKS - 15) + [0] * 15
    weeks(system("group", kind=SystemKind.WORK_GROUP, **BIG), quiet)
    weeks(system("busy group", kind=SystemKind.WORK_GROUP, **BIG), [1] * WEEKS)
    weeks(system("account", kind=SystemKind.OFFICIAL_ACCOUNT, **BIG), quiet, measure="releases")
    late = [5] * (WEEKS - 3) + [0] * 3
    weeks(system("late account", kind=SystemKind.OFFICIAL_ACCOUNT, **BIG), late, measure="releases")
    weeks(system("busy account", kind=SystemKind.OFFICIAL_ACCOUNT, **BIG), [5] * WEEKS, measure="releases")
    sweep(as_of=AS_OF, by=None)
    assert said() == {
        "group": ("unused", "B", ["K2"]),
        "account": ("unused", "B", ["K2", "K1"]),
        "late account": ("signs", "C", ["K1"]),
    }


def test_reports_that_differ_from_what_machines_count_and_rise_before_an_assessment_want_checking() -> None:
    desk = Collector.objects.create(code="desk", kind=CollectorKind.REPORTED)
    AssessmentDay.objects.create(day=week_end(WEEKS - 10), label="年度考核")
    spike = [100] * (WEEKS - 11) + [900] * 2 + [100] * 9
    flattered, hurried = system("flattered", **BIG), system("hurried", **BIG)
    weeks(flattered, spike, by=desk, **USED)
    weeks(flattered, [80] * WEEKS, **USED)
    weeks(hurried, spike, by=desk, **USED)
    weeks(hurried, spike, **USED)
    sweep(as_of=AS_OF, by=None)
    assert said() == {"flattered": ("flattered", "", ["G2", "G5"])}
    assert told("flattered")[0].startswith(f"Before the assessment in the week to {week_end(WEEKS - 10).isoformat()}")


def test_a_few_organisations_of_many_and_idle_servers_are_limbs_of_disuse() -> None:
    few: dict[str, Any] = {"using_organisations": 1, "eligible_organisations": 40, "cpu_p95": 2, "network_mb": 3}
    weeks(system("few", **BIG), [300] * WEEKS, **USED, **few)
    weeks(system("many", **BIG), [300] * WEEKS, **USED, **few | {"using_organisations": 30, "cpu_p95": 40})
    sweep(as_of=AS_OF, by=None)
    assert said() == {"few": ("unused", "B", ["U5", "U8"])}


def test_what_a_far_wider_system_does_too_is_found_at_night_and_counts_as_a_limb() -> None:
    work: dict[str, Any] = BIG | {"functions": "居民申请低保\n低保资格复核\n低保金发放查询\n公示名单"}
    trickle = [1 if number % 6 == 0 else 0 for number in range(WEEKS)]
    weeks(system("低保一点通", **work), trickle, measure="effective_users")
    weeks(system("低保综合服务", **work), [800] * WEEKS, measure="effective_users")
    index_all()
    sweep(as_of=AS_OF, by=None)
    assert said()["低保一点通"] == ("unused", "B", ["U1", "U3"])
    assert compare(numbers=Parameters()) == 1
    assert compare(numbers=Parameters()) == 0
    sweep(as_of=AS_OF, by=None)
    finding = Finding.objects.get(system__name="低保一点通", state="candidate")
    assert (finding.signals, "replaceable" in finding.limbs) == (["U1", "U3", "U9"], True)
    assert Rival.objects.get().other.name in {"低保综合服务"}
    assert Rival.objects.get().other.code in told("低保一点通")[2]

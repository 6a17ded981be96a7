"""Renamed, moved and merged systems: what was counted of the earlier one is counted as the later one's."""

import pytest

from evaluations.findings.models import Finding
from evaluations.findings.services import sweep
from evaluations.usage.models import Collector, UsageRow
from evaluations.usage.services import take_in
from registry.systems.enums import Stage
from registry.systems.models import Predecessor, System
from tests.evaluations.findings.factories import collector, week_end
from tests.evaluations.findings.test_memory import remembered
from tests.evaluations.findings.test_sweeping import AS_OF, BIG, WEEKS
from tests.factories import system

pytestmark = pytest.mark.django_db
HALF = WEEKS // 2


def told(of: System, counts: list[int], *, begins: int, by: Collector | None = None) -> None:
    UsageRow.objects.bulk_create(
        UsageRow(
            system=of, collector=by or collector(), day=week_end(begins + number), period_days=7, effective_users=count
        )
        for number, count in enumerate(counts)
    )


def said() -> dict[str, tuple[str, str]]:
    standing = Finding.objects.exclude(state="lapsed").select_related("system")
    return {each.system.name: (each.kind, each.tier) for each in standing}


def renamed(before: list[int], after: list[int], *, stage: str = Stage.RETIRED) -> System:
    """One system under two codes: its first half, then its second."""
    earlier, later = system("before", **BIG, stage=stage), system("after", **BIG)
    told(earlier, before, begins=0)
    told(later, after, begins=len(before))
    Predecessor.objects.create(system=later, earlier=earlier, reason="renamed")
    return later


def test_a_system_that_was_renamed_is_not_called_never_used() -> None:
    later = renamed([300] * HALF, [0] * HALF)
    told(system("one code all along", **BIG), [300] * HALF + [0] * HALF, begins=0)
    sweep(as_of=AS_OF, by=None)
    assert said() == {"after": ("unused", "B"), "one code all along": ("unused", "B")}
    evidence = {each.system.name: each.evidence for each in Finding.objects.select_related("system")}
    assert evidence["after"] == evidence["one code all along"]
    Predecessor.objects.filter(system=later).delete()
    sweep(as_of=AS_OF, by=None)
    assert said()["after"] == ("unused", "A")


def test_what_came_before_counts_for_the_share_of_cycles_too() -> None:
    renamed([300] * (WEEKS - 2), [0] * 2)
    sweep(as_of=AS_OF, by=None)
    assert said() == {}


def test_an_earlier_system_that_is_still_live_is_judged_with_its_heir_alone() -> None:
    renamed([0] * HALF, [300] * HALF, stage=Stage.LIVE)
    done = sweep(as_of=AS_OF, by=None)
    assert (said(), done.counts["systems"]) == ({}, 1)


def test_a_chain_of_names_is_one_system() -> None:
    last = renamed([0] * HALF, [0] * HALF)
    first = system("first", **BIG, stage=Stage.RETIRED)
    Predecessor.objects.create(system=System.objects.get(name="before"), earlier=first, reason="renamed")
    told(first, [300] * 10, begins=0, by=collector("portal"))
    sweep(as_of=AS_OF, by=None)
    finding = Finding.objects.get(system=last)
    assert (finding.tier, finding.evidence["last_possible_use_on"]) == ("B", week_end(9).isoformat())


def test_nights_with_late_rows_of_the_earlier_system_end_where_a_sweep_anew_does() -> None:
    renamed([300] * HALF, [0] * (HALF - 2))
    earlier, late_row = System.objects.get(name="before"), {"period_days": 7, "effective_users": 5}
    told(system("other", **BIG), [300] * WEEKS, begins=0)
    sweep(as_of=week_end(WEEKS - 3), by=None)
    take_in([{"system": earlier.code, "day": week_end(40).isoformat(), **late_row}], collector="log", by=None)
    sweep(as_of=week_end(WEEKS - 2), by=None)
    kept, findings = remembered(), said()
    sweep(as_of=week_end(WEEKS - 2), by=None, full=True)
    assert (remembered(), said()) == (kept, findings)

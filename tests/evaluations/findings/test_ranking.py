"""Low reach among many of a kind, from rows to findings: in one sweep, in nights, and shared."""

from datetime import date, timedelta

import pytest

from evaluations.findings.models import Finding
from evaluations.findings.policy import Parameters
from evaluations.findings.services import sweep
from evaluations.findings.services.judging import judge
from evaluations.findings.services.splitting import STEPS, begin
from registry.jobs.services import work_next
from registry.systems.enums import SystemKind
from tests.evaluations.findings.factories import week_end, weeks
from tests.factories import organisation, system

WEEKS = 30
AS_OF = week_end(WEEKS - 1)


def candidates() -> list[str]:
    return sorted(Finding.objects.filter(state="candidate", kind="unused").values_list("system__name", flat=True))


@pytest.fixture
def fleet() -> None:
    """Forty-nine small programs that reach 3 %, six that reach 1 % and one platform, all long without a contract."""
    sponsor = organisation()
    for number in range(56):
        kind = SystemKind.PLATFORM if number == 0 else SystemKind.MINI_PROGRAM
        of = system(
            f"{number:02}",
            sponsor=sponsor,
            kind=kind,
            eligible_users=1000,
            launched_on=date(2022, 1, 1),
            contract_ends_on=AS_OF - timedelta(days=600),
        )
        weeks(of, [10 if 7 <= number <= 12 else 30] * WEEKS)


@pytest.mark.django_db
def test_of_many_of_a_kind_the_lowest_tenth_are_candidates_by_night_from_nothing_and_by_shards(fleet: None) -> None:
    lowest = ["00", *(f"{number:02}" for number in range(7, 13))]
    sweep(as_of=AS_OF - timedelta(days=7), by=None)
    sweep(as_of=AS_OF, by=None)
    assert candidates() == lowest
    assert Finding.objects.filter(state="watch", kind="unused", tier="C").count() == 49
    watched = Finding.objects.filter(state="watch", kind="unused")
    assert all(finding.evidence["like_its_kind"] for finding in watched)
    sweep(as_of=AS_OF, by=None, full=True)
    assert candidates() == lowest
    begin(as_of=AS_OF, by=None)
    while work_next(kinds=STEPS):
        continue
    assert candidates() == lowest


@pytest.mark.django_db
def test_who_cannot_be_judged_stays_what_one_was_in_a_sweep_while_a_replay_asks_nothing_of_today(fleet: None) -> None:
    sweep(as_of=AS_OF, by=None)
    moved = Finding.objects.get(system__name="20", kind="unused")
    Finding.objects.filter(pk=moved.pk).update(state="candidate", tier="B")
    later = AS_OF + timedelta(days=7)
    sweep(as_of=later, by=None)
    assert set(candidates()) & {"20", "21"} == {"20"}
    replayed = judge(as_of=later, numbers=Parameters()).ranked()
    assert [each.state for each in replayed if (each.system, each.kind) == (moved.system_id, "unused")] == ["watch"]

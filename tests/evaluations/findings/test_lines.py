"""Usage is read once: what is added up of it is what the rows say, whatever they leave out and however long they are."""

from datetime import date
from typing import Any

import pytest

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Reals
from evaluations.findings.rules.detector.quantities import OF_RATIOS, RATIOS, TOLD, VOLUMES
from evaluations.findings.rules.detector.sums import ABOUT, LINE
from evaluations.findings.selectors.lines import of_systems, of_week
from evaluations.usage.services import take_in
from registry.systems.models import System
from tests.factories import system

pytestmark = pytest.mark.django_db
NUMBERS = Parameters()


def told(one: System, day: date, days: int = 1, **counts: Any) -> None:
    take_in([{"system": one.code, "day": day.isoformat(), "period_days": days, **counts}], collector="log", by=None)


def volume(lines: Reals, name: str) -> list[float]:
    place = ABOUT + OF_RATIOS + 2 * VOLUMES.index(name)
    found: list[float] = lines[:, place].tolist()
    return found


def single(lines: Reals, name: str) -> list[float]:
    found: list[float] = lines[:, LINE - len(TOLD) + TOLD.index(name)].tolist()
    return found


def test_rows_of_several_days_of_one_week_count_together_and_keep_their_days() -> None:
    one = system("one")
    meant = {"eligible_organisations": 5}
    told(one, date(2025, 7, 2), 3, sessions=10, active_users=6, complaints=1, using_organisations=3, **meant)
    told(one, date(2025, 7, 5), 3, sessions=5, active_users=4, complaints=2, using_organisations=4, **meant)
    told(one, date(2025, 7, 7), sessions=1, active_users=1)
    read = of_systems(date(2025, 7, 13), NUMBERS, systems=[one.id])
    assert read.days[:, 2].tolist().count(3) == 2
    sums = read.sums()
    sums = sums[sums[:, 2].argsort()]
    assert (volume(sums, "sessions"), single(sums, "people"), single(sums, "complaints")) == ([15, 1], [6, 1], [3, 0])
    assert (single(sums, "using_organisations"), single(sums, "eligible_organisations")) == ([5, 0], [5, 0])


def test_what_nobody_tells_is_nothing_and_who_is_meant_is_no_use() -> None:
    one, other = system("one"), system("other")
    told(one, date(2025, 7, 2), eligible_users=40)
    told(other, date(2025, 7, 2), started=8, completed=6)
    read = of_week(date(2025, 7, 6), NUMBERS)
    assert (read.days[:, 0].tolist(), read.days[:, 8].tolist()) == ([one.id, other.id], [40, -1])
    (sums,) = read.sums()
    kept = [place for place in range(ABOUT, LINE) if sums[place]]
    completion = next(at for at, ratio in enumerate(RATIOS) if ratio.part == ("completed",))
    assert [(place, float(sums[place])) for place in kept] == [
        (ABOUT + completion, 6.0),
        (ABOUT + len(RATIOS) + completion, 8.0),
    ]
    assert read.sums([one.id]).shape == (0, LINE)


def test_organisations_that_use_it_are_none_of_none_that_it_is_meant_for() -> None:
    """One database's least of a number and nothing is the number, the other's is nothing."""
    one = system("one")
    told(one, date(2025, 7, 2), sessions=10, using_organisations=3)
    assert single(of_week(date(2025, 7, 6), NUMBERS).sums(), "using_organisations") == [0]


def test_work_finished_where_nobody_was_counted_is_that_of_as_many_people_at_most() -> None:
    one = system("one")
    told(one, date(2025, 7, 2), effective_users=0, sessions=0, completed=3)
    told(one, date(2025, 7, 3), effective_users=0, sessions=0, completed=0)
    told(one, date(2025, 7, 4), effective_users=2, sessions=9, completed=5)
    assert of_week(date(2025, 7, 6), NUMBERS).days[:, 6].tolist() == [3 + 0 + 2]


def test_days_of_one_week_that_tell_different_measures_count_together() -> None:
    """They are read apart, by what they tell: a share counts only days that know all of it, organisations are capped after that."""
    one = system("one")
    told(one, date(2025, 6, 30), sessions=10, active_users=6, errors=1, using_organisations=3, eligible_organisations=5)
    told(one, date(2025, 7, 1), sessions=5, active_users=8)
    told(one, date(2025, 7, 2), errors=2, complaints=1, using_organisations=4)
    told(one, date(2025, 7, 3), eligible_users=40)
    read = of_week(date(2025, 7, 6), NUMBERS)
    (sums,) = read.sums()
    errors = ABOUT + next(at for at, ratio in enumerate(RATIOS) if ratio.part == ("errors",))
    days = ABOUT + OF_RATIOS + 2 * VOLUMES.index("sessions") + 1
    assert (sums[errors], sums[errors + len(RATIOS)], sums[days]) == (1, 10, 2)
    told_of = [single(sums[None], name) for name in ("using_organisations", "people", "complaints")]
    assert (volume(sums[None], "sessions"), told_of) == ([15], [[5], [8], [1]])
    assert sum(int(marks) & 15 << 4 * day > 0 for marks in read.days[:, 4] for day in range(7)) == 4

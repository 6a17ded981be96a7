from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine

from registry.jobs.handlers import Schedule, handles, scheduled
from registry.jobs.models import Job, Slot
from registry.jobs.services import fill_slots
from tests.registry.jobs.factories import handling, nothing, only_schedule

pytestmark = pytest.mark.django_db
NIGHTLY = Schedule("tests.nightly", at=time(2, 30), every=None)


def china(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.fixture(autouse=True)
def nightly() -> Iterator[None]:
    with handling("tests.nightly", nothing), only_schedule(NIGHTLY):
        yield


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (china(2, 2, 29), china(1, 2, 30)),
        (china(2, 2, 30), china(2, 2, 30)),
        (china(2, 23, 59), china(2, 2, 30)),
    ],
)
def test_a_daily_schedule_is_due_at_its_local_time(now: datetime, due: datetime) -> None:
    assert NIGHTLY.newest_due(now) == due


def test_a_period_is_counted_in_whole_steps() -> None:
    hourly = Schedule("tests.hourly", at=None, every=timedelta(hours=1))

    assert hourly.newest_due(china(2, 10, 59)) == china(2, 10)


def test_a_schedule_begins_when_it_is_first_seen_and_has_missed_nothing() -> None:
    with time_machine.travel(china(2, 10), tick=False):
        assert fill_slots() == []
    slot = Slot.objects.get()
    assert (slot.due_at, slot.job) == (china(2, 2, 30), None)


def test_a_slot_is_filled_once_however_often_beat_ticks() -> None:
    with time_machine.travel(china(2, 10), tick=False) as clock:
        fill_slots()
        clock.move_to(china(3, 2, 30))
        (job,) = fill_slots()
        assert fill_slots() == []
        clock.shift(timedelta(minutes=1))
        assert fill_slots() == []

    assert (job.kind, job.by, job.arguments) == ("tests.nightly", None, {"due_at": "2026-03-03T02:30:00+08:00"})
    assert Job.objects.count() == 1


def test_after_an_outage_only_the_newest_missed_moment_runs() -> None:
    with time_machine.travel(china(2, 10), tick=False) as clock:
        fill_slots()
        clock.move_to(china(9, 10))
        fill_slots()

    assert Slot.objects.exclude(job=None).get().due_at == china(9, 2, 30)


def test_a_clock_set_back_runs_nothing_twice() -> None:
    with time_machine.travel(china(2, 10), tick=False) as clock:
        fill_slots()
        clock.move_to(china(4, 10))
        fill_slots()
        clock.move_to(china(3, 10))
        assert fill_slots() == []
        clock.move_to(china(4, 11))
        assert fill_slots() == []

    assert Job.objects.count() == 1


def test_another_beat_that_was_faster_leaves_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    from registry.jobs.services import slots

    with time_machine.travel(china(2, 10), tick=False) as clock:
        fill_slots()
        clock.move_to(china(3, 10))
        assert slots._fill(NIGHTLY, china(3, 2, 30)) is not None
        assert slots._fill(NIGHTLY, china(3, 2, 30)) is None

    assert (Job.objects.count(), Slot.objects.count()) == (1, 2)


def test_a_schedule_names_one_way_of_being_due_and_a_kind_that_is_handled() -> None:
    with pytest.raises(ValueError, match="either at= or every="):
        scheduled("tests.nightly")
    with pytest.raises(LookupError):
        scheduled("tests.unheard_of", at="02:30")(nothing)


def test_decorators_register_what_they_decorate() -> None:
    @scheduled("tests.decorated", at="03:15")
    @handles("tests.decorated", label="decorated")
    def decorated(job: object, progress: object) -> dict[str, object]:
        return {}

    with time_machine.travel(china(2, 10), tick=False):
        fill_slots()
    assert Slot.objects.get(schedule="tests.decorated").due_at == china(2, 3, 15)

    from registry.jobs import handlers

    del handlers._handlers["tests.decorated"]

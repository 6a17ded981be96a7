from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from registry.jobs import services
from registry.jobs.errors import Cancelled, LeaseLost, UnknownKind
from registry.jobs.models import Job
from registry.jobs.rules import ATTEMPTS
from registry.ledger.models import Event
from registry.organisations.models import Person
from registry.refusals import Refused, VersionChanged
from tests.registry.jobs.factories import handling, nothing

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    with handling("tests.nothing", nothing, limit=timedelta(minutes=5)):
        yield


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def added(by: Person | None = None) -> Job:
    return services.add("tests.nothing", by=by, arguments={"n": 1})


def claimed() -> Job:
    job = services.claim()
    assert job is not None
    return job


def test_work_that_nobody_handles_is_not_accepted() -> None:
    with pytest.raises(UnknownKind):
        services.add("tests.unheard_of", by=None, arguments={})
    assert Job.objects.count() == 0


def test_jobs_are_claimed_in_the_order_in_which_they_fell_due() -> None:
    first, second = added(), added()

    assert [claimed().pk, claimed().pk] == [first.pk, second.pk]
    assert services.claim() is None


def test_who_asks_for_some_kinds_gets_no_others() -> None:
    added()

    assert services.claim(kinds=["tests.others"]) is None
    assert services.claim(kinds=["tests.others", "tests.nothing"]) is not None


def test_a_claim_writes_lease_fence_and_attempt(clock: time_machine.Traveller) -> None:
    added()

    job = claimed()

    assert (job.state, job.fence, job.attempts) == ("running", 1, 1)
    assert (job.started_at, job.lease_until) == (NOON, NOON + timedelta(minutes=5))


def test_a_job_under_a_lease_is_nobody_elses_until_it_lapses(clock: time_machine.Traveller) -> None:
    added()
    claimed()
    clock.shift(timedelta(minutes=5))
    assert services.claim() is None

    clock.shift(timedelta(seconds=1))

    assert claimed().fence == 2


def test_progress_renews_the_lease_and_writes_the_log(clock: time_machine.Traveller) -> None:
    added()
    job = claimed()
    clock.shift(timedelta(minutes=4))

    services.report(job, done=1, total=2, line="one")
    services.report(job, done=3, total=2, line="two")

    job.refresh_from_db()
    assert (job.done, job.total, job.log) == (2, 2, "one\ntwo\n")
    assert job.lease_until == NOON + timedelta(minutes=9)


def test_a_holder_whose_lease_lapsed_can_neither_report_nor_finish_nor_fail(clock: time_machine.Traveller) -> None:
    added()
    late = claimed()
    clock.shift(timedelta(minutes=6))
    present = claimed()

    with pytest.raises(LeaseLost):
        services.report(late, done=1, total=1)
    with pytest.raises(LeaseLost):
        services.finish(late, result={"from": "late"})
    services.fail(late, error="late", final=True)

    services.finish(present, result={"from": "present"})
    job = Job.objects.get()
    assert (job.state, job.result, job.error) == ("done", {"from": "present"}, "")


def test_a_failed_job_rests_longer_each_time_and_then_gives_up(clock: time_machine.Traveller) -> None:
    added()
    rests = []
    for _attempt in range(ATTEMPTS):
        job = claimed()
        services.fail(job, error="broken", final=False)
        job.refresh_from_db()
        if job.state == "due":
            rests.append((job.due_at - timezone.now()).total_seconds())
            assert services.claim() is None
            clock.move_to(job.due_at)

    assert rests == [15, 60, 240]
    assert (job.state, job.error, job.attempts) == ("failed", "broken", ATTEMPTS)
    assert services.claim() is None


def test_a_job_that_takes_its_worker_down_fails_at_last_in_its_own_language(clock: time_machine.Traveller) -> None:
    with translation.override("zh-hans"):
        added()
    for _attempt in range(ATTEMPTS):
        claimed()
        clock.shift(timedelta(minutes=6))

    assert services.claim() is None

    job = Job.objects.get()
    assert (job.state, job.error) == ("failed", "执行本任务的进程多次中途停止，不再重试。")


def test_cancelling_stops_a_waiting_job_and_is_recorded() -> None:
    person = Person.objects.create(username="li", name="李")
    job = added(person)

    services.cancel(job=job, by=person)

    assert (job.state, services.claim()) == ("cancelled", None)
    assert Event.objects.values_list("verb", "actor", "subject").get() == ("jobs.cancelled", "li", job.code)


def test_cancelling_a_running_job_reaches_it_at_its_next_report() -> None:
    person = Person.objects.create(username="li", name="李")
    added(person)
    running = claimed()
    services.cancel(job=Job.objects.get(), by=person)

    with pytest.raises(Cancelled):
        services.report(running, done=1, total=2)
    with pytest.raises(Cancelled):
        services.finish(running, result={})
    assert Job.objects.get().state == "cancelled"


def test_a_job_that_is_over_cannot_be_cancelled() -> None:
    person = Person.objects.create(username="li", name="李")
    added(person)
    services.finish(claimed(), result={})

    with pytest.raises(Refused) as refused:
        services.cancel(job=Job.objects.get(), by=person)

    assert [obstacle.code for obstacle in refused.value.obstacles] == ["job-over"]
    assert (Job.objects.get().state, Event.objects.count()) == ("done", 0)


def test_a_job_that_moved_since_it_was_read_is_not_cancelled() -> None:
    person = Person.objects.create(username="li", name="李")
    seen = added(person)
    claimed()

    with pytest.raises(VersionChanged):
        services.cancel(job=seen, by=person)

    assert (Job.objects.get().state, Event.objects.count()) == ("running", 0)

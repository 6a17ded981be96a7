"""A sweep that several workers share comes to what one process comes to, whoever dies of it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from psycopg import Connection

from config.supervision import broker
from evaluations.findings.models import Finding, Incident, Memory, Shard, SplitSweep, Sweep
from evaluations.findings.services import judging, splitting, sweep
from evaluations.findings.services.splitting import FOLD, GUARD, PLAN, READ, STEPS, WRITE, begin
from evaluations.usage.models import LateNote
from evaluations.usage.services import beat_heart, take_in
from registry.jobs.enums import JobState
from registry.jobs.models import Job
from registry.jobs.services import add, work_next
from registry.jobs.tasks import nudge
from registry.ledger.models import Event
from registry.systems.enums import Stage
from registry.systems.models import Predecessor, System
from tests.evaluations.findings.factories import collector, days, week_end, weeks
from tests.evaluations.findings.test_memory import remembered
from tests.factories import organisation, system

WEEKS = 36
AS_OF = week_end(WEEKS - 1)
OUTAGE = 29
PATIENCE = 120.0
on_postgresql = pytest.mark.skipif(
    "DATABASE_URL" not in os.environ, reason="only PostgreSQL lets several write at a time"
)


def fleet() -> None:
    """Thirty-four systems on three collectors, one of which failed in a week; two carry on others; some rows came late."""
    sponsor = organisation()
    big: dict[str, Any] = {"sponsor": sponsor, "eligible_users": 1000, "launched_on": date(2022, 1, 1)}
    for number in range(24):
        steady = [None if week == OUTAGE else 300 + number for week in range(WEEKS)]
        weeks(system(f"steady {number}", **big), steady, by=collector("log"))
    weeks(system("never", **big), [0] * WEEKS, by=collector("portal"))
    late = system("decayed", **big)
    weeks(late, [300] * 12 + [0] * 24, by=collector("portal"))
    days(system("by the day", **big), [3, 0, 0, 0, 0, 0, 0] * 14 + [0] * 154, by=collector("portal"))
    days(system("ten people", **big | {"eligible_users": 8}), [0] * 250, by=collector("gate"))
    weeks(system("season", **big, cadence="seasonal", duty_window="04-01~05-31"), [0] * WEEKS, by=collector("gate"))
    for stage in (Stage.RETIRED, Stage.LIVE):
        earlier, later = system("before", **big, stage=stage), system("after", **big)
        weeks(earlier, [300] * 6 + [0] * 12, by=collector("log"))
        weeks(later, [None] * 18 + [0] * 18, by=collector("gate"))
        Predecessor.objects.create(system=later, earlier=earlier, reason="renamed")
    beat_heart(collector="portal", days=[week_end(20)], by=None)
    sweep(as_of=week_end(WEEKS - 3), by=None)
    rows = [
        {"system": late.code, "day": week_end(week).isoformat(), "period_days": 7, "sessions": 1} for week in (14, 31)
    ]
    take_in(rows, collector="gate", by=None)


def said() -> tuple[Any, ...]:
    """All that a sweep leaves behind, but for keys and the time of the day."""
    findings = [
        {name: value for name, value in row.items() if name not in {"id", "code"}}
        for row in Finding.objects.order_by("system", "kind", "first_seen_on").values()
    ]
    incidents = list(
        Incident.objects.order_by("collector", "week_ends_on").values_list(
            "collector", "week_ends_on", "state", "share"
        )
    )
    return remembered(), findings, incidents, Sweep.objects.latest("id").counts, LateNote.objects.count()


def by_one_process() -> tuple[Any, ...]:
    with transaction.atomic():
        sweep(as_of=AS_OF, by=None, full=True)
        found = said()
        transaction.set_rollback(True)
    return found


def jobs() -> list[tuple[str, str, int]]:
    return list(Job.objects.filter(kind__in=STEPS).order_by("id").values_list("kind", "state", "attempts"))


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "MOST_IN_SHARD", 9)


@pytest.mark.django_db
def test_it_comes_to_what_one_process_comes_to(small_shards: None, monkeypatch: pytest.MonkeyPatch) -> None:
    fleet()
    expected = by_one_process()
    monkeypatch.setattr(judging, "PART", 20)
    assert by_one_process() == expected
    assert (len(expected[1]) > 4, [week for _of, week, _state, _share in expected[2]]) == (True, [week_end(OUTAGE)])
    split = begin(as_of=AS_OF, by=None)
    while work_next(kinds=STEPS):
        continue
    assert said() == expected
    steps = [PLAN, *[READ] * 2, GUARD, *[FOLD] * 4, WRITE]
    assert jobs() == [(kind, JobState.DONE, 1) for kind in steps]
    split.refresh_from_db()
    assert (split.done, Shard.objects.count()) == (Sweep.objects.latest("id"), 0)


@pytest.mark.django_db
def test_two_at_once_do_not_mix() -> None:
    """Their jobs take turns. Whoever is not the first to write cannot know what that one has forgotten, and begins again."""
    fleet()
    expected = by_one_process()
    first, second = begin(as_of=AS_OF, by=None), begin(as_of=AS_OF, by=None, compares=True)
    while work_next(kinds=STEPS):
        continue
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.done is not None
    assert second.done is not None
    assert second.done.pk < first.done.pk
    assert sorted(kind for kind, *_rest in jobs()).count(WRITE) == 3
    assert said()[:3] == expected[:3]
    assert Event.objects.get(verb="findings.rebuilt").data["differed"] == 0
    assert Shard.objects.count() == 0


@pytest.mark.django_db
def test_a_sweep_that_wrote_meanwhile_is_not_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has forgotten what came late, and what the others had read does not hold it."""
    monkeypatch.setattr(splitting, "MOST_IN_SHARD", 1)
    unused, used = system("unused"), system("used")
    weeks(unused, [0] * WEEKS)
    weeks(used, [300] * WEEKS)
    sweep(as_of=AS_OF, by=None)
    begin(as_of=AS_OF, by=None)
    while not Job.objects.filter(kind=GUARD).exists():
        work_next(kinds=STEPS)
    late = {"system": unused.code, "day": week_end(WEEKS - 4).isoformat(), "period_days": 7, "sessions": 1}
    take_in([late], collector="log", by=None)
    sweep(as_of=AS_OF, by=None)
    expected = said()
    while work_next(kinds=STEPS):
        continue
    assert [kind for kind, *_rest in jobs()].count(WRITE) == 2
    assert said()[:3] == expected[:3]


@pytest.mark.django_db
def test_one_that_was_given_up_is_taken_away_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "MOST_IN_SHARD", 1)
    for name in ("one", "two", "three"):
        weeks(system(name), [0] * 12)
    begin(as_of=AS_OF, by=None)
    work_next(kinds=STEPS)
    SplitSweep.objects.update(started_at=timezone.now() - splitting.GIVEN_UP_AFTER)
    assert Shard.objects.count() == 3
    second = begin(as_of=AS_OF, by=None)
    while work_next(kinds=STEPS):
        continue
    assert SplitSweep.objects.get() == second
    assert {state for _kind, state, _attempts in jobs()} == {JobState.DONE}
    assert Sweep.objects.count() == 1


@pytest.mark.django_db
def test_a_fleet_without_usage_is_swept_too() -> None:
    system("new")
    split = begin(as_of=AS_OF, by=None)
    while work_next(kinds=STEPS):
        continue
    split.refresh_from_db()
    assert split.done is not None
    assert (split.done.counts["systems"], split.done.counts["without_rows"]) == (1, 1)


@pytest.mark.django_db
def test_a_fleet_that_is_all_retired_is_swept_too() -> None:
    retired = system("gone")
    weeks(retired, [0] * 12)
    System.objects.filter(pk=retired.pk).update(stage=Stage.RETIRED)
    assert sweep(as_of=AS_OF, by=None, full=True).counts["systems"] == 0
    split = begin(as_of=AS_OF, by=None)
    while work_next(kinds=STEPS):
        continue
    split.refresh_from_db()
    assert split.done is not None
    assert split.done.counts["systems"] == 0


@pytest.mark.django_db
def test_the_command_asks_for_postgresql_and_everything() -> None:
    with pytest.raises(CommandError, match="goes with --full, and needs PostgreSQL"):
        call_command("sweep", "--jobs", "2")


@on_postgresql
@pytest.mark.django_db
def test_the_weekly_job_shares_what_is_large_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    weeks(system("one"), [0] * 12)
    weeks(system("two"), [0] * 12)
    for worth, split in ((3, 0), (2, 1)):
        monkeypatch.setattr(splitting, "WORTH_SPLITTING", worth)
        add("findings.rebuild", by=None, arguments={})
        work_next(kinds=["findings.rebuild"])
        while work_next(kinds=STEPS):
            continue
        assert SplitSweep.objects.count() == split
    assert [event.data["systems"] for event in Event.objects.filter(verb="findings.rebuilt")] == [2, 2]
    assert Job.objects.get(kind=WRITE).result["differed"] == []


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_processes_of_one_machine_share_it(small_shards: None, capsys: pytest.CaptureFixture[str]) -> None:
    fleet()
    expected = by_one_process()
    call_command("sweep", "--full", "--jobs", "2", "--as-of", AS_OF.isoformat())
    assert said() == expected
    assert f"systems: {expected[3]['systems']}\n" in capsys.readouterr().out


@pytest.fixture
def workers(transactional_db: None, tmp_path: Path) -> Iterator[Callable[[], list[int]]]:
    """A Celery worker with two processes on the database of the tests, and its broker; answers the numbers of the two."""
    name = connection.settings_dict["NAME"]
    address = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings"}
    socket = broker.prepare_socket(settings.DATA_DIR)
    started = [subprocess.Popen(broker.command(socket, tmp_path), start_new_session=True)]
    _until(socket.exists)
    command = [
        sys.executable,
        "-m",
        "celery",
        "--app",
        "config",
        "--quiet",
        "--skip-checks",
        "worker",
        "--concurrency",
        "2",
    ]
    command += ["--loglevel", "warning", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    started.append(subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.DEVNULL))
    children = Path(f"/proc/{started[1].pid}/task/{started[1].pid}/children")

    def pool() -> list[int]:
        return [int(number) for number in children.read_text().split()]

    yield pool
    for each in reversed(started):
        os.killpg(each.pid, signal.SIGKILL)
        each.wait()
    broker.remove_socket(settings.DATA_DIR)


@on_postgresql
def test_workers_that_are_killed_half_way_lose_nothing(workers: Callable[[], list[int]]) -> None:
    """Both are killed while they fold: what was read stays read, and others fold it once the lease has lapsed."""
    fleet()
    expected = by_one_process()
    begin(as_of=AS_OF, by=None)
    with _another_connection() as holding:
        holding.execute("LOCK TABLE usage_heartbeat IN ACCESS EXCLUSIVE MODE")  # nobody folds beyond this
        nudge()
        running = Job.objects.filter(kind=FOLD, state=JobState.RUNNING)
        _until(lambda: running.count() == 2)
        assert [state for kind, state, _attempts in jobs() if kind != FOLD] == [JobState.DONE] * 4
        for number in workers():
            os.kill(number, signal.SIGKILL)
        running.update(lease_until=timezone.now())
        holding.rollback()
    _until(lambda: len(workers()) == 2)
    nudge()
    _until(lambda: SplitSweep.objects.get().done_id is not None)
    assert said() == expected
    assert jobs() == [
        *((kind, JobState.DONE, 1) for kind in (PLAN, READ, READ, GUARD)),
        (FOLD, JobState.DONE, 2),
        (FOLD, JobState.DONE, 2),
        (WRITE, JobState.DONE, 1),
    ]
    assert Memory.objects.count() == 1


def _another_connection() -> "Connection[Any]":
    parameters = connection.get_connection_params()
    return Connection.connect(**{name: parameters[name] for name in ("dbname", "user", "host") if name in parameters})


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)

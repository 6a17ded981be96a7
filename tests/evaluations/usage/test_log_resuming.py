"""Logs read bit by bit: JSON lines, rotation, packing, kills and jobs; the figures are those of reading everything at once."""

import gzip
import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from evaluations.usage.models import LogPart, LogPlace, LogReading, UsageRow
from evaluations.usage.rules.json_lines import Fields
from evaluations.usage.services import log_jobs, resuming
from registry.jobs.models import Job
from tests.evaluations.usage.factories import systems
from tests.evaluations.usage.test_access_logs import brought, counted, line, of

pytestmark = pytest.mark.django_db
FIELDS = ("active_users", "sessions", "errors", "coverage")
BEGIN = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _systems() -> Iterator[None]:
    systems("S-1", "S-2")
    with time_machine.travel("2026-05-20 12:00+08:00", tick=False):
        yield


def lines(hours: int, *, seed: int = 1) -> list[str]:
    """A line every few minutes over so many hours, from 08:00 in Shanghai on."""
    dice, at, told = random.Random(seed), BEGIN, []
    while at < BEGIN + timedelta(hours=hours):
        at += timedelta(seconds=dice.randint(1, 600))
        told.append(
            line(
                at.strftime("%d/%b/%Y:%H:%M:%S +0000"),
                host=dice.choice(["a.gov.cn", "b.gov.cn"]),
                address=f"10.0.0.{dice.randint(1, 30)}",
                status=dice.choice([200, 200, 500]),
            )
        )
    return told


MAP = ("--map", "a.gov.cn=S-1", "--map", "b.gov.cn=S-2")


def go_on(*paths: Path) -> dict[str, Any]:
    out = StringIO()
    call_command("import_access_log", *map(str, paths), *MAP, "--resume", "--json", stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def at_once(tmp_path: Path, told: list[str]) -> list[tuple[Any, ...]]:
    """What reading everything at once gives, as another collector."""
    brought(of(tmp_path, *told), *MAP, "--collector", "other")
    rows = UsageRow.objects.filter(collector__code="other")
    return list(rows.order_by("day", "system__code").values_list("day", "system__code", *FIELDS))


def resumed() -> list[tuple[Any, ...]]:
    rows = UsageRow.objects.filter(collector__code="access-log")
    return list(rows.order_by("day", "system__code").values_list("day", "system__code", *FIELDS))


def write(path: Path, told: list[str], *, packed: bool = False) -> Path:
    text = "".join(f"{each}\n" for each in told).encode()
    path.write_bytes(gzip.compress(text) if packed else text)
    return path


def test_json_lines_are_combined_lines_by_other_names() -> None:
    nginx = {
        "time_iso8601": "2026-05-01T09:00:00+08:00",
        "remote_addr": "10.1.2.3",
        "host": "a.gov.cn",
        "request": "GET /a b?c HTTP/1.1",
        "status": 200,
        "http_user_agent": 'Mozilla/5.0 "X"',
    }
    same = b'a.gov.cn 10.1.2.3 - - [01/May/2026:09:00:00 +0800] "GET /a HTTP/1.1" 200 - "-" "Mozilla/5.0 \'X\'"'
    assert Fields().combined(json.dumps(nginx).encode()) == same
    caddy = {
        "ts": 1777597200.25,
        "request": {"method": "GET", "uri": "/a", "host": "a.gov.cn", "remote_ip": "10.1.2.3"},
        "status": 200,
        "ua": "Mozilla/5.0 'X'",
    }
    told = Fields({"agent": "ua"}).combined(json.dumps(caddy).encode())
    assert told == same.replace(b"09:00:00 +0800", b"01:00:00 +0000")


@pytest.mark.parametrize(
    "garbage", [b"{", b"{}", b'{"status": 200}', b"[1]", b'{"time": "x", "status": 200, "request": "GET /"}']
)
def test_a_json_line_that_lacks_something_stays_what_it_is(garbage: bytes) -> None:
    assert Fields().combined(garbage) == garbage


def test_a_json_log_counts_as_a_combined_one(tmp_path: Path) -> None:
    told = [
        json.dumps(
            {
                "@timestamp": f"2026-05-01T0{hour}:00:00.123Z",
                "vhost": "a.gov.cn",
                "client_ip": "10.1.2.3",
                "method": "GET",
                "path": "/",
                "status": "200",
                "user_agent": "Mozilla/5.0",
            }
        )
        for hour in range(3)
    ]
    path = write(tmp_path / "access.json.gz", told, packed=True)
    told = brought(path, *MAP, "--json-field", "host=vhost")["errors"]
    assert told == []
    assert counted("active_users", "sessions") == [(date(2026, 5, 1), "S-1", 1, 3), (date(2026, 5, 1), "S-2", 0, 0)]


def test_a_json_log_of_one_host_need_not_tell_it(tmp_path: Path) -> None:
    told = {"time_iso8601": "2026-05-01T09:00:00+08:00", "remote_addr": "10.1.2.3", "status": 200}
    told |= {"request_method": "GET", "request_uri": "/", "http_user_agent": "Mozilla/5.0"}
    path = write(tmp_path / "access.json", [json.dumps(told), json.dumps(told | {"host": "b.gov.cn"})])

    assert brought(path, *MAP, "--host", "a.gov.cn")["errors"] == []

    day = date(2026, 5, 1)
    assert counted("active_users", "sessions") == [(day, "S-1", 1, 1), (day, "S-2", 1, 1)]


def test_a_log_that_grows_rotates_and_is_packed_counts_nothing_twice(tmp_path: Path) -> None:
    told, folder = lines(24 * 6), tmp_path / "logs"
    folder.mkdir()
    cuts = [0, 200, 333, 555, len(told)]
    live, number = folder / "access.log", 0
    for since, until in pairwise(cuts):
        for place, each in enumerate(told[since:until]):
            with live.open("a") as log:
                log.write(f"{each}\n")
            if place == 70:
                number += 1
                live.rename(folder / f"access.log.{number}")
        go_on(folder)
        if number == 2 and not (folder / "access.log.1.gz").exists():
            write(folder / "access.log.1.gz", (folder / "access.log.1").read_text().splitlines(), packed=True)
            assert go_on(folder)["doubled_files"] == ["access.log.1.gz"]
            (folder / "access.log.1").unlink()
    assert resumed() == at_once(tmp_path, told)
    again = go_on(folder)
    assert again["rows"] | {"same": 0} == {"new": 0, "changed": 0, "same": 0, "wrong": 0}


def test_a_half_written_line_waits_for_its_end(tmp_path: Path) -> None:
    told = lines(30)
    live = tmp_path / "live.log"
    text = "".join(f"{each}\n" for each in told)
    live.write_text(text[:-40])
    assert go_on(live)["garbage"] == 0
    live.write_text(text)
    go_on(live)
    assert resumed() == at_once(tmp_path, told)


def test_a_reading_killed_half_way_has_done_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = lines(60)
    live = write(tmp_path / "live.log", told[:100])
    go_on(live)
    before, places = resumed(), list(LogPlace.objects.values())
    write(live, told)

    def killed(*_given: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(resuming, "_keep_place", killed)
        with pytest.raises(KeyboardInterrupt):
            go_on(live)
    assert (resumed(), list(LogPlace.objects.values())) == (before, places)
    go_on(live)
    assert resumed() == at_once(tmp_path, told)


def test_files_counted_in_jobs_give_what_one_reading_gives(tmp_path: Path) -> None:
    told = lines(24 * 3)
    folder = tmp_path / "logs"
    folder.mkdir()
    for number in range(3):
        write(folder / f"{number}.log.gz", told[number * 140 : (number + 1) * 140 if number < 2 else None], packed=True)
    call_command("import_access_log", str(folder), *MAP, "--jobs", stdout=StringIO())
    parts = list(LogPart.objects.values_list("pk", flat=True))
    assert Job.objects.filter(kind="usage.read_log").count() == len(parts) == 3
    assert log_jobs.read_part(part_id=parts[0], by=None) is None
    assert log_jobs.read_part(part_id=parts[0], by=None) is None  # killed after its work, and run again
    assert log_jobs.read_part(part_id=parts[2], by=None) is None
    assert log_jobs.read_part(part_id=parts[1], by=None) is not None
    assert log_jobs.read_part(part_id=parts[1], by=None) is None
    assert not LogReading.objects.exists()
    assert resumed() == at_once(tmp_path, told)

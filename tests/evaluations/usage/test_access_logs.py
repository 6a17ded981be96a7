"""Access logs reduced to daily counters: what counts, what is left out, what cannot be read, and what is never kept."""

import gzip
import json
import random
from datetime import date
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluations.usage.models import UsageRow
from evaluations.usage.rules.log_lines import Routes
from evaluations.usage.rules.visits import LogCounter
from registry.systems.models import System
from tests.evaluations.usage.factories import systems

pytestmark = pytest.mark.django_db
CHROME = "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0"


@pytest.fixture(autouse=True)
def _systems() -> None:
    systems("S-1", "S-2")


def line(
    time: str = "01/May/2026:09:00:00 +0800",
    request: str = "GET / HTTP/1.1",
    *,
    address: str = "10.1.2.3",
    status: int = 200,
    agent: str = CHROME,
    host: str = "",
) -> str:
    before = f"{host} " if host else ""
    return f'{before}{address} - - [{time}] "{request}" {status} 512 "-" "{agent}"'


def brought(path: Path, *options: str) -> dict[str, Any]:
    out = StringIO()
    try:
        call_command("import_access_log", str(path), "--json", *options, stdout=out)
        status = 0
    except CommandError as error:
        status = error.returncode
    told: dict[str, Any] = json.loads(out.getvalue())
    return told | {"status": status}


def of(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "access.log"
    path.write_text("\n".join(lines) + "\n")
    return path


def counted(*fields: str) -> list[tuple[Any, ...]]:
    return list(UsageRow.objects.order_by("day", "system__code").values_list("day", "system__code", *fields))


ROOT = ("--map", "/=S-1")


def test_visitors_and_sessions_are_told_apart_by_half_an_hour(tmp_path: Path) -> None:
    path = of(
        tmp_path,
        line("01/May/2026:09:00:00 +0800"),
        line("01/May/2026:09:30:00 +0800"),
        line("01/May/2026:10:00:01 +0800"),
        line("01/May/2026:09:00:00 +0800", address="10.1.2.4"),
        line("01/May/2026:09:00:00 +0800", agent="Mozilla/5.0 Firefox/130"),
    )
    assert brought(path, *ROOT)["ok"] is True
    assert counted("active_users", "sessions", "inbound_calls") == [(date(2026, 5, 1), "S-1", 3, 4, None)]


def test_robots_monitoring_static_files_and_excluded_networks_are_left_out(tmp_path: Path) -> None:
    path = of(
        tmp_path,
        line(),
        line(agent="Mozilla/5.0 (compatible; Googlebot/2.1)"),
        line(agent="Zabbix 6"),
        line(agent="curl/8.5"),
        line(request="GET /app.css?v=3 HTTP/1.1"),
        line(address="192.168.7.9"),
    )
    told = brought(path, *ROOT, "--exclude-network", "192.168.0.0/16")
    assert told["log"]["left_out"] == {"robots": 3, "static": 1, "networks": 1, "unmapped": 0}
    assert counted("active_users", "sessions") == [(date(2026, 5, 1), "S-1", 1, 1)]


def test_lines_of_every_shape_are_the_same_visitor(tmp_path: Path) -> None:
    path = of(
        tmp_path,
        line(),
        line(host="a.gov.cn:443"),
        line() + ' "203.0.113.5" 0.012',
        line().replace('"-"', '"https://a b/"'),
        line().replace(" - - ", " - zhang san "),
        line(request="GET /a b HTTP/1.1"),
        line(request='GET /a \\"b HTTP/1.1'),
        line(request="GET /"),
        line(host="a.gov.cn"),
    )
    told = brought(path, *ROOT)
    assert (told["log"]["lines"], told["log"]["garbage"]) == (9, 0)
    assert counted("active_users", "sessions") == [(date(2026, 5, 1), "S-1", 1, 1)]


def test_the_common_format_has_no_agent(tmp_path: Path) -> None:
    common = '10.1.2.3 - - [01/May/2026:09:00:00 +0800] "GET / HTTP/1.1" 200 512'
    brought(of(tmp_path, common, common.replace("10.1.2.3", "10.1.2.4")), *ROOT)
    assert counted("active_users") == [(date(2026, 5, 1), "S-1", 2)]


def test_failures_are_errors_and_refusals_are_no_visit(tmp_path: Path) -> None:
    path = of(tmp_path, line(), line(status=502, address="10.9.9.9"), line(status=404, address="10.9.9.8"))
    brought(path, *ROOT)
    assert counted("active_users", "sessions", "errors") == [(date(2026, 5, 1), "S-1", 1, 1, 1)]


def test_programs_count_as_calls_and_actions_make_effective_users(tmp_path: Path) -> None:
    path = of(
        tmp_path,
        line(request="POST /api/push HTTP/1.1", agent="python-requests/2"),
        line(request="POST /apply HTTP/1.1"),
        line(request="POST /apply?again HTTP/1.1"),
        line(request="POST /applying HTTP/1.1"),
        line(address="10.1.2.4"),
    )
    brought(path, *ROOT, "--api-prefix", "/api", "--action", "POST /apply")
    fields = ("inbound_calls", "substantive_actions", "effective_users", "active_users")
    assert counted(*fields) == [(date(2026, 5, 1), "S-1", 1, 2, 1, 2)]


def test_days_are_those_of_shanghai_whatever_zone_the_log_is_in(tmp_path: Path) -> None:
    brought(of(tmp_path, line("30/Apr/2026:15:59:59 +0000"), line("30/Apr/2026:16:00:00 +0000")), *ROOT)
    assert counted("sessions") == [(date(2026, 4, 30), "S-1", 1), (date(2026, 5, 1), "S-1", 1)]


def test_hosts_and_prefixes_lead_to_systems(tmp_path: Path) -> None:
    path = of(
        tmp_path,
        line(host="a.gov.cn:443"),
        line(host="b.gov.cn:443", request="GET /two/x HTTP/1.1"),
        line(host="b.gov.cn:443", request="GET /twofold HTTP/1.1"),
    )
    told = brought(path, "--map", "a.gov.cn=S-1", "--map", "b.gov.cn/two=S-2")
    assert counted("sessions") == [(date(2026, 5, 1), "S-1", 1), (date(2026, 5, 1), "S-2", 1)]
    assert told["log"]["left_out"]["unmapped"] == 1


def test_without_a_mapping_the_registers_addresses_are_used(tmp_path: Path) -> None:
    System.objects.get(code="S-2").access_paths.create(address="https://b.gov.cn/")
    brought(of(tmp_path, line(host="b.gov.cn")))
    assert counted("sessions") == [(date(2026, 5, 1), "S-2", 1)]


def test_a_mapped_system_without_a_line_had_zero_and_a_day_without_a_line_is_missing(tmp_path: Path) -> None:
    path = of(tmp_path, line("01/May/2026:12:00:00 +0800"), line("03/May/2026:12:00:00 +0800"))
    brought(path, *ROOT, "--map", "/two=S-2")
    assert counted("sessions", "coverage") == [
        (date(2026, 5, 1), "S-1", 1, 0.5),
        (date(2026, 5, 1), "S-2", 0, 0.5),
        (date(2026, 5, 3), "S-1", 1, 0.5),
        (date(2026, 5, 3), "S-2", 0, 0.5),
    ]


def test_a_complete_log_was_quiet_where_it_is_silent(tmp_path: Path) -> None:
    path = of(tmp_path, line("01/May/2026:12:00:00 +0800"), line("03/May/2026:12:00:00 +0800"))
    assert brought(path, *ROOT, "--complete")["heartbeats"] == 3
    assert counted("sessions", "coverage") == [
        (date(2026, 5, 1), "S-1", 1, 1.0),
        (date(2026, 5, 2), "S-1", 0, 1.0),
        (date(2026, 5, 3), "S-1", 1, 1.0),
    ]


def test_the_same_log_twice_changes_nothing(tmp_path: Path) -> None:
    path = of(tmp_path, line(), line("02/May/2026:09:00:00 +0800"))
    brought(path, *ROOT)
    before = list(UsageRow.objects.values())
    assert brought(path, *ROOT)["rows"] == {"new": 0, "changed": 0, "same": 2, "wrong": 0}
    assert list(UsageRow.objects.values()) == before


def test_half_a_day_does_not_replace_a_fuller_count(tmp_path: Path) -> None:
    brought(of(tmp_path, line("01/May/2026:00:00:00 +0800"), line("01/May/2026:23:00:00 +0800")), *ROOT)
    told = brought(of(tmp_path, line("01/May/2026:22:00:00 +0800"), line("01/May/2026:23:00:00 +0800")), *ROOT)
    assert told["log"]["kept_fuller_days"] == ["2026-05-01"]
    assert counted("sessions") == [(date(2026, 5, 1), "S-1", 2)]


def test_packed_logs_are_read_and_cut_off_ones_refused(tmp_path: Path) -> None:
    whole = gzip.compress("\n".join(line(address=f"10.0.0.{n}") for n in range(200)).encode())
    path = tmp_path / "access.log.gz"
    path.write_bytes(whole[:-40])
    told = brought(path, *ROOT)
    assert ([each["code"] for each in told["errors"]], told["status"], counted()) == (["damaged-archive"], 1, [])
    path.write_bytes(whole)
    assert (brought(path, *ROOT)["status"], counted("active_users")) == (0, [(date(2026, 5, 1), "S-1", 200)])


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 3000, "这不是日志\n".encode("gb18030") * 50, b"\n\n\n"])
def test_garbage_is_refused_and_nothing_is_written(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(content)
    told = brought(path, *ROOT)
    assert ([each["code"] for each in told["errors"]], told["status"], counted()) == (["not-a-log"], 1, [])


def test_a_few_bad_lines_are_counted_and_shown_without_addresses(tmp_path: Path) -> None:
    path = of(tmp_path, *[line()] * 30, "broken \x1b[31m from 203.0.113.9 and 2001:db8::1")
    told = brought(path, *ROOT)
    assert told["log"]["garbage_lines"] == [{"file": "access.log", "line": 31, "text": "broken ·[31m from … and …"}]
    assert (told["status"], counted("active_users")) == (0, [(date(2026, 5, 1), "S-1", 1)])


def test_a_log_of_no_system_and_an_unknown_system_are_refused(tmp_path: Path) -> None:
    path = of(tmp_path, line())
    assert [each["code"] for each in brought(path, "--map", "/two=S-2")["errors"]] == ["no-system"]
    assert [each["code"] for each in brought(path, "--map", "/=S-9")["errors"]] == ["unknown-system"]
    assert [each["code"] for each in brought(path, "--map", "nonsense")["errors"]] == ["bad-mapping"]


def test_no_address_and_no_agent_is_kept_anywhere(tmp_path: Path) -> None:
    brought(of(tmp_path, line(address="203.0.113.77", agent="Canary/9.1")), *ROOT)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            content = str(cursor.fetchall())
            assert "203.0.113.77" not in content
            assert "Canary" not in content


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 20 * 3600)), min_size=1, max_size=40), st.randoms())
def test_the_order_of_lines_does_not_matter(visits: list[tuple[int, int]], shuffle: random.Random) -> None:
    def sessions(some: list[tuple[int, int]]) -> list[tuple[int, int]]:
        counter = LogCounter(Routes({b"/": 0}))
        lines = [
            line(f"01/May/2026:{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d} +0800", address=f"10.0.0.{who}").encode()
            for who, s in some
        ]
        counter.count(lines, name="x", number=1)
        return [(len(tally.visitors), tally.sessions) for day in counter.days.values() for tally in day.values()]

    mixed = list(visits)
    shuffle.shuffle(mixed)
    expected = 0
    for who in {who for who, _second in visits}:
        seconds = sorted(second for each, second in visits if each == who)
        expected += 1 + sum(later - earlier > 1800 for earlier, later in pairwise(seconds))
    assert sessions(mixed) == sessions(visits) == [(len({who for who, _second in visits}), expected)]

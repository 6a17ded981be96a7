"""Asking Matomo and Prometheus: recorded answers, a server of our own, and one that lies."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
import time_machine
from django.db import connection
from pytest_django import Settings

from evaluations.usage.enums import PullSource
from evaluations.usage.models import Collector, Heartbeat, Pull, PullAnswer, UsageRow
from evaluations.usage.pulling import matomo, prometheus
from evaluations.usage.pulling.asking import Question, Unanswered, ask, reach_to_pull
from evaluations.usage.rules.pulls import Target, Wanted, days_to_ask, read_targets
from evaluations.usage.services.pulling import Pulled, pull_days, set_pull
from registry.ledger.models import Event
from registry.refusals import Refused
from tests.evaluations.usage.factories import systems
from tests.evaluations.usage.recorded import MATOMO, MATOMO_ERROR, PROMETHEUS, PROMETHEUS_ERROR

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)
DAYS = [date(2026, 5, day) for day in (1, 2, 3)]


class Service:
    """A server that answers what it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.status, self.answer, self.headers = 200, "", dict[str, str]()
        self.asked: list[tuple[str, dict[str, list[str]], str]] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                service.asked.append((self.path, parse_qs(body), self.headers.get("Authorization", "")))
                told = service.answer.encode()
                self.send_response(service.status)
                for name, value in service.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            def log_message(self, *_said: Any) -> None:
                """Quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def says(self, told: Any, status: int = 200, **headers: str) -> None:
        self.answer = told if isinstance(told, str) else json.dumps(told)
        self.status, self.headers = status, headers


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    settings.PULL_NETWORKS = ["127.0.0.0/8"]
    systems("S-1", "S-2")
    served = Service()
    thread = threading.Thread(target=served.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    with time_machine.travel("2026-05-04 12:00+08:00", tick=True):
        yield served
    served.server.shutdown()
    thread.join()
    served.server.server_close()


def set_up(service: Service, source: PullSource, *targets: Target, token: str = "t0ken") -> Pull:
    collector = Collector.objects.get_or_create(code="asked")[0]
    wanted = Wanted(source, service.address, token, DAYS[0], 1, True, targets)
    return set_pull(collector=collector, wanted=wanted, today=TODAY, by=None)


def pulled(pull: Pull) -> Pulled:
    return pull_days(pull=pull, today=TODAY, by=None)


def rows(*fields: str) -> list[tuple[Any, ...]]:
    return list(UsageRow.objects.order_by("day", "system__code").values_list("day", "system__code", *fields))


def up() -> list[date]:
    return list(Heartbeat.objects.order_by("day").values_list("day", flat=True))


def test_matomo_days_become_rows_and_a_day_without_a_visit_is_zero(service: Service) -> None:
    pull = set_up(service, PullSource.MATOMO, Target("S-1", "3"))
    service.says(MATOMO)
    assert pulled(pull).problems == []
    assert rows("active_users", "sessions", "substantive_actions") == [
        (DAYS[0], "S-1", 41, 57, None),
        (DAYS[1], "S-1", 0, 0, None),
        (DAYS[2], "S-1", 38, 44, None),
    ]
    assert up() == DAYS
    path, form, _header = service.asked[0]
    assert path == "/index.php"
    assert (form["method"], form["idSite"], form["token_auth"]) == (["VisitsSummary.get"], ["3"], ["t0ken"])
    assert form["date"] == ["2026-05-01,2026-05-03"]


def test_prometheus_days_become_rows_and_a_day_it_does_not_know_stays_missing(service: Service) -> None:
    query = "sum(increase(http_requests_total[1d]))"
    pull = set_up(service, PullSource.PROMETHEUS, Target("S-1", query, "sessions"))
    service.says(PROMETHEUS)
    pulled(pull)
    assert rows("sessions") == [(DAYS[0], "S-1", 1203), (DAYS[2], "S-1", 0)]
    assert up() == [DAYS[0], DAYS[2]]
    assert PullAnswer.objects.get().problem == "1 days are not covered by the answer and stay missing."
    path, form, header = service.asked[0]
    assert (path, header) == ("/api/v1/query_range", "Bearer t0ken")
    assert (form["query"], form["start"], form["step"]) == ([query], ["1777651200"], ["86400"])


def test_only_what_is_missing_is_asked_again_and_the_last_days_for_corrections(service: Service) -> None:
    pull = set_up(service, PullSource.MATOMO, Target("S-1", "3"))
    service.says(MATOMO)
    pulled(pull)
    Heartbeat.objects.filter(day=DAYS[0]).delete()
    service.says({"2026-05-01": MATOMO["2026-05-01"], "2026-05-03": {"nb_uniq_visitors": 50, "nb_visits": 60}})
    pulled(pull)
    assert [form["date"] for _path, form, _header in service.asked[1:]] == [
        ["2026-05-01,2026-05-01"],
        ["2026-05-03,2026-05-03"],
    ]
    assert rows("active_users")[-1] == (DAYS[2], "S-1", 50)
    assert PullAnswer.objects.first().changed == 1  # type: ignore[union-attr]
    pulled(pull)
    assert len(rows()) == 3


def test_a_day_on_which_no_site_of_many_had_a_visit_is_not_taken_for_silence(service: Service) -> None:
    pull = set_up(service, PullSource.MATOMO, Target("S-1", "3"), Target("S-2", "4"))
    service.says(MATOMO)
    pulled(pull)
    assert up() == [DAYS[0], DAYS[2]]
    assert {day for day, *_more in rows()} == {DAYS[0], DAYS[2]}


@pytest.mark.parametrize(
    ("told", "status", "words"),
    [
        (MATOMO_ERROR, 200, "Matomo says: You can't access this resource"),
        ("<html>", 200, "The answer (200) is no JSON."),
        ([], 500, "The service answered 500."),
        ([1], 200, "That is no answer of Matomo's VisitsSummary."),
        ({"2026-05-01": 7}, 200, "That is no answer of Matomo's VisitsSummary."),
    ],
)
def test_a_problem_is_told_and_nothing_is_written(service: Service, told: Any, status: int, words: str) -> None:
    pull = set_up(service, PullSource.MATOMO, Target("S-1", "3"))
    service.says(told, status)
    assert pulled(pull).problems[0].startswith(words)
    assert PullAnswer.objects.get().problem.startswith(words)
    assert (rows(), up()) == ([], [])


def test_what_prometheus_says_is_wrong_is_told() -> None:
    with pytest.raises(Unanswered, match="bad_data: invalid parameter"):
        prometheus.days_of(PROMETHEUS_ERROR)
    two = {"status": "success", "data": {"resultType": "matrix", "result": [{"values": []}, {"values": []}]}}
    with pytest.raises(Unanswered, match="2 series"):
        prometheus.days_of(two)


def test_no_redirect_is_followed_and_nothing_outside_the_networks_is_asked(
    service: Service, settings: Settings
) -> None:
    service.says("", 302, Location=f"{service.address}/elsewhere")
    question = matomo.question(service.address, site="3", first=DAYS[0], last=DAYS[0], token="x")
    with pytest.raises(Unanswered, match="forwards elsewhere"):
        ask(question, reach_to_pull())
    assert len(service.asked) == 1
    settings.PULL_NETWORKS = ["10.0.0.0/8"]
    with pytest.raises(Unanswered):
        ask(question, reach_to_pull())
    settings.PULL_NETWORKS = []
    with pytest.raises(Unanswered, match="switched off"):
        ask(question, reach_to_pull())
    assert len(service.asked) == 1


def test_an_answer_that_is_too_large_or_cut_off_is_none(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.says("1" * 5000)
    monkeypatch.setattr("evaluations.usage.pulling.asking.MOST_BYTES", 1000)
    with pytest.raises(Unanswered, match="larger"):
        ask(Question(service.address, {}, {}), reach_to_pull())


def test_the_token_is_sealed_told_to_nobody_and_not_taken_to_another_address(service: Service) -> None:
    pull = set_up(service, PullSource.MATOMO, Target("S-1", "3"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM usage_pull")
        assert "t0ken" not in str(cursor.fetchall())
    assert "t0ken" not in str(list(Event.objects.values()))
    kept = set_up(service, PullSource.MATOMO, Target("S-1", "3"), token="")
    assert kept.sealed_token == pull.sealed_token
    moved = Wanted(PullSource.MATOMO, "http://127.0.0.1:8080/", "", DAYS[0], 1, True, [Target("S-1", "3")])
    assert set_pull(collector=pull.collector, wanted=moved, today=TODAY, by=None).sealed_token == ""


def test_what_cannot_be_is_refused_and_nothing_is_kept(service: Service) -> None:
    collector = Collector.objects.create(code="asked")
    wanted = Wanted(PullSource.MATOMO, "ftp://x", "", date(2027, 1, 1), 99, True, [Target("NONE", "3")])
    with pytest.raises(Refused) as refused:
        set_pull(collector=collector, wanted=wanted, today=TODAY, by=None)
    codes = [each.code for each in refused.value.obstacles]
    assert codes == ["not-an-address", "future-day", "out-of-range", "unknown-system"]
    assert not Pull.objects.exists()


def test_targets_are_lines_and_each_wrong_one_is_named() -> None:
    good, wrong = read_targets("S-1 sessions = sum(a == 3)\n\nS-1 coverage = up", PullSource.PROMETHEUS)
    assert (good, wrong) == ([Target("S-1", "sum(a == 3)", "sessions"), Target("S-1", "up", "coverage")], [])
    _good, wrong = read_targets("S-1 = x\nS-1\nS-2 = 4\nS-2 = 5", PullSource.MATOMO)
    assert [each.code for each in wrong] == ["not-a-site", "not-a-target", "twice"]
    assert [each.code for each in read_targets("", PullSource.MATOMO)[1]] == ["too-many"]


def test_stretches_are_a_month_at_most() -> None:
    asked = days_to_ask(since=date(2026, 1, 1), yesterday=date(2026, 2, 10), covered=[date(2026, 1, 3)], reread=0)
    assert asked == [
        (date(2026, 1, 1), date(2026, 1, 2)),
        (date(2026, 1, 4), date(2026, 2, 3)),
        (date(2026, 2, 4), date(2026, 2, 10)),
    ]

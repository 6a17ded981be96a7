"""The period after the shutdown: looked at again, reopened by an answer, ended by a person only."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from pytest_django.asserts import assertContains

from lifecycle.cases.commands import EndObservation
from lifecycle.cases.enums import ClearanceState, State
from lifecycle.cases.models import Case
from lifecycle.cases.selectors import allowed_actions
from lifecycle.clearances import services
from lifecycle.clearances.enums import Reason
from lifecycle.clearances.models import Probe
from lifecycle.clearances.selectors import observation_of
from registry.jobs.handlers import schedules
from registry.jobs.services.queue import add
from registry.jobs.services.work import work_next
from registry.ledger.models import Event
from registry.organisations.models import Person
from registry.refusals import Refused
from tests.lifecycle.cases.factories import County, do
from tests.lifecycle.clearances.factories import ADDRESS, clearance, clearing, item, retired, seen, shut_down
from tests.lifecycle.clearances.probes.servers import Listener, free_port, says
from tests.lifecycle.clearances.test_acts import PATHS, cleared

SignIn = Callable[[Person], Client]


def watched(cast: County, folder: Path, *, address: str = ADDRESS) -> Case:
    return shut_down(cleared(clearing(cast, address), cast, folder), cast)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]


def end(case: Case, cast: County) -> Case:
    return do(case, EndObservation("Nothing came back."), cast.one("clearance_verifier"))


def test_every_night_what_was_shut_down_is_looked_at_again(cast: County, tmp_path: Path) -> None:
    case = watched(cast, tmp_path, address=f"tcp:127.0.0.1:{free_port()}")
    clearing(cast, f"tcp:127.0.0.1:{free_port()}")
    (schedule,) = [one for one in schedules() if one.name == "clearances.observe"]
    assert schedule.at is not None
    before = Probe.objects.count()
    job = add("clearances.observe", by=None, arguments={})
    work_next()
    job.refresh_from_db()
    assert job.result == {"probed": 1, "reopened": 0, "gone": 1}
    assert Probe.objects.count() == before + 1
    case.refresh_from_db()
    assert case.state == State.OBSERVATION


def test_an_answer_reopens_the_case_with_the_look_as_its_basis(cast: County, tmp_path: Path) -> None:
    with Listener(says(200)) as server:
        address = f"http://127.0.0.1:{server.port}/"
        case = watched(cast, tmp_path, address=address)
        add("clearances.observe", by=None, arguments={})
        work_next()
    case.refresh_from_db()
    assert (case.state, clearance(case, PATHS).state) == (State.CLEARANCE, ClearanceState.OPEN)
    probe = Probe.objects.filter(item=item(case, address)).latest("at")
    event = Event.objects.get(verb="cases.reopened")
    assert (event.actor, event.stream) == ("", case.stream)
    assert event.data["basis"] == [{"probe": probe.pk, "item": address, "sha256": probe.sha256}]
    assert address in event.data["reason"]


def test_unknown_reopens_nothing_and_ends_nothing(cast: County, tmp_path: Path) -> None:
    with Listener(says(503)) as server:
        case = watched(cast, tmp_path, address=f"http://127.0.0.1:{server.port}/")
        add("clearances.observe", by=None, arguments={})
        work_next()
    case.refresh_from_db()
    assert case.state == State.OBSERVATION
    with pytest.raises(Refused) as refused:
        end(case, cast)
    assert codes(refused) == ["unknown"]
    case.refresh_from_db()
    assert case.state == State.OBSERVATION


def test_a_second_answer_finds_the_case_reopened_and_changes_nothing(cast: County, tmp_path: Path) -> None:
    case = watched(cast, tmp_path)
    first, second = (seen(item(case, ADDRESS), Reason.ANSWERS) for _time in range(2))
    assert (services.reopen(probe=first), services.reopen(probe=second)) == (True, False)
    assert Event.objects.filter(verb="cases.reopened").count() == 1


def test_the_observation_ends_when_each_due_day_is_clean(cast: County, tmp_path: Path, settings: Settings) -> None:
    settings.RETIREMENT_OBSERVATION_DAYS = [30, 90]
    case = watched(cast, tmp_path)
    long_ago = timezone.now() - timedelta(days=91)
    case.tasks.filter(step="shutdown").update(done_at=long_ago)
    Case.objects.filter(pk=case.pk).update(observation_ends_on=timezone.localdate() - timedelta(days=1))
    seen(item(case, ADDRESS), Reason.REFUSED, ago=timedelta(days=50))
    case.refresh_from_db()
    days = observation_of(case).days  # type: ignore[union-attr]
    assert [day.is_clean for day in days] == [True, True]
    assert days[0].seen[0].probe is not None
    assert days[0].seen[0].probe.at.date() == (timezone.now() - timedelta(days=50)).date()
    assert end(case, cast).outcome == "retired"


def test_the_button_names_the_day_that_is_missing(cast: County, tmp_path: Path, settings: Settings) -> None:
    settings.RETIREMENT_OBSERVATION_DAYS = [30]
    case = watched(cast, tmp_path)
    (action,) = [one for one in allowed_actions(case, cast.one("clearance_verifier")) if one.name == "end_observation"]
    assert [one.code for one in action.obstacles] == ["observation-running", "not-looked-again"]


def test_page_and_report_show_what_was_seen_again(cast: County, sign_in: SignIn, tmp_path: Path) -> None:
    case = watched(cast, tmp_path)
    verifier = sign_in(cast.one("clearance_verifier"))
    assertContains(verifier.get(f"/clearances/{case.number}/"), "Observation")
    case = do(case, EndObservation("Nothing came back."), cast.one("clearance_verifier"))
    report = verifier.get(f"/clearances/{case.number}/report/")
    assertContains(report, "Observation")
    told = verifier.get(f"/api/v1/retirements/{case.number}/report/").json()["observation"]
    probe = item(case, ADDRESS).probes.get()
    assert told["began_on"] == timezone.localdate().isoformat()
    assert [(day["is_clean"], day["seen"]) for day in told["days"]] == [
        (True, [{"item": ADDRESS, "sha256": probe.sha256, "at": told["days"][0]["seen"][0]["at"]}])
    ]


def test_before_the_shutdown_nothing_is_observed(cast: County, tmp_path: Path) -> None:
    assert observation_of(clearing(cast, ADDRESS)) is None
    assert observation_of(retired(cleared(clearing(cast, ADDRESS), cast, tmp_path), cast)) is not None

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from lifecycle.cases.enums import ClearanceKind
from lifecycle.clearances import services
from lifecycle.clearances.enums import Reason
from lifecycle.clearances.models import ClearanceItem, Probe
from lifecycle.clearances.probes.tombstone import fingerprint
from lifecycle.clearances.selectors import items_to_probe, tombstone_of
from registry.jobs.enums import JobState
from registry.jobs.handlers import schedules
from registry.jobs.models import Job
from registry.jobs.services import add, work_next
from registry.ledger.models import Event
from registry.refusals import Refused
from tests.lifecycle.cases.factories import County
from tests.lifecycle.clearances.factories import ADDRESS, clearing, item
from tests.lifecycle.clearances.probes.servers import Listener, by_path, free_port, says, watched


def test_a_look_is_kept_with_everything_it_saw(cast: County) -> None:
    with Listener(by_path({"/app": says(200, b"welcome")})) as server:
        case = clearing(cast, f"http://127.0.0.1:{server.port}/app")
        (probe,) = services.probe_items(items=items_to_probe(), by=None)
    probe.refresh_from_db()
    assert (probe.verdict, probe.reason, probe.addresses) == ("still_there", "answers", ["127.0.0.1"])
    assert probe.evidence["machines"][0]["hops"][0]["status"] == 200
    assert probe.is_unaltered
    event = Event.objects.get(verb="clearances.probed_still_there")
    assert (event.data["sha256"], event.actor, event.stream) == (probe.sha256, "", f"clearances/{case.number}")


def test_what_is_gone_is_gone_and_our_notice_is(cast: County) -> None:
    with Listener(says(404)) as server:
        case = clearing(cast, f"http://127.0.0.1:{server.port}/app", f"tcp:127.0.0.1:{free_port()}")
        gone = services.probe_items(items=items_to_probe(), by=None)
        server.behaviour = says(200, tombstone_of(case).encode())
        notice = services.probe_items(items=items_to_probe(), by=None)
    assert {probe.reason for probe in gone} == {Reason.NOT_FOUND, Reason.REFUSED}
    assert {probe.reason for probe in notice} == {Reason.TOMBSTONE, Reason.REFUSED}
    assert fingerprint(tombstone_of(case).encode()) == fingerprint(f"\n{tombstone_of(case)}\n".encode())


def test_a_probe_is_never_changed(cast: County) -> None:
    clearing(cast, f"tcp:127.0.0.1:{free_port()}")
    (probe,) = services.probe_items(items=items_to_probe(), by=None)
    for change in (lambda: Probe.objects.update(verdict="gone"), probe.delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()
    assert Probe.objects.get().sha256 == probe.sha256


def test_an_altered_probe_shows(cast: County) -> None:
    clearing(cast, f"tcp:127.0.0.1:{free_port()}")
    (probe,) = services.probe_items(items=items_to_probe(), by=None)
    probe.evidence = {"machines": []}
    assert not probe.is_unaltered


def test_nothing_is_looked_at_while_no_network_is_allowed(cast: County, settings: Any) -> None:
    settings.PROBE_NETWORKS = []
    clearing(cast, ADDRESS)
    with watched() as heard:
        (probe,) = services.probe_items(items=items_to_probe(), by=None)
    assert (probe.verdict, probe.reason, heard) == ("unknown", "switched-off", [])


def test_waived_items_and_other_clearances_are_not_looked_at(cast: County) -> None:
    case = clearing(cast, ADDRESS, "tcp:127.0.0.1:1")
    services.add_item(clearance=case.clearances.get(kind="accounts"), label="zhang", by=cast.one("operator"))
    services.waive(item=item(case, ADDRESS), reason="Shared gateway of the county.", by=cast.one("decision_maker"))
    assert [one.label for one in items_to_probe()] == ["tcp:127.0.0.1:1"]


def test_somebody_asks_for_probes_and_a_worker_looks(cast: County) -> None:
    case = clearing(cast, f"tcp:127.0.0.1:{free_port()}")
    clearing(cast, f"tcp:127.0.0.1:{free_port()}")
    job = services.ask_for_probes(case=case, by=cast.one("clearance_verifier"))
    work_next()
    job.refresh_from_db()
    assert (job.state, job.result) == (
        JobState.DONE,
        {"probed": 1, "reopened": 0, "gone": 1, "url": f"/clearances/{case.number}/"},
    )
    assert Probe.objects.get().by == cast.one("clearance_verifier")


def test_asking_takes_addresses_registered_since(cast: County) -> None:
    case = clearing(cast)
    case.system.access_paths.create(address=ADDRESS)
    services.ask_for_probes(case=case, by=cast.one("operator"))
    assert ClearanceItem.objects.get(clearance__kind=ClearanceKind.ACCESS_PATHS).label == ADDRESS


def test_a_stranger_asks_in_vain(cast: County) -> None:
    case = clearing(cast, ADDRESS)
    with pytest.raises(Refused) as refused:
        services.ask_for_probes(case=case, by=cast.one("assessor"))
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["not-your-role"]
    assert not Job.objects.exists()


def test_every_six_hours_all_open_clearances_are_looked_at(cast: County) -> None:
    clearing(cast, f"tcp:127.0.0.1:{free_port()}")
    clearing(cast, f"tcp:127.0.0.1:{free_port()}")
    (schedule,) = [one for one in schedules() if one.name == "clearances.probe_all"]
    assert schedule.every is not None
    assert schedule.every.total_seconds() == 6 * 3600
    add("clearances.probe_all", by=None, arguments={})
    work_next()
    assert [(probe.verdict, probe.by) for probe in Probe.objects.all()] == [("gone", None), ("gone", None)]

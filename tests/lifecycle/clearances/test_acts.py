"""The way from clearance to shutdown, through the engine, with what this room has against each step."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lifecycle.cases.commands import Attest, EndObservation, Verify
from lifecycle.cases.enums import ClearanceKind, ClearanceState, State
from lifecycle.cases.models import Case
from lifecycle.cases.selectors import allowed_actions
from lifecycle.cases.services import execute
from lifecycle.clearances import services
from lifecycle.clearances.enums import Reason
from lifecycle.clearances.selectors import basis_of, items_to_probe
from registry.ledger.selectors import verify as verify_chain
from registry.refusals import Refused
from tests.lifecycle.cases.factories import County, do
from tests.lifecycle.clearances.factories import (
    ADDRESS,
    attested,
    clearance,
    clearing,
    fresh_list,
    item,
    seen,
    shut_down,
    switched_off,
)
from tests.lifecycle.clearances.probes.servers import Listener, says

PATHS = ClearanceKind.ACCESS_PATHS


def verify(case: Case, kind: str, cast: County, role: str = "clearance_verifier") -> Case:
    return services.verify(clearance=clearance(case, kind), by=cast.one(role), expected_version=None)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]


def cleared(case: Case, cast: County, folder: Path) -> Case:
    """All three verified: nothing on the lists of accounts and permissions, every address gone."""
    for kind in (ClearanceKind.ACCOUNTS, ClearanceKind.PERMISSIONS):
        attested(case, kind, cast.one("operator"))
        verify(case, kind, cast)
    attested(case, PATHS, cast.one("operator"))
    for one in items_to_probe():
        seen(one, Reason.REFUSED)
    return verify(case, PATHS, cast)


def test_whoever_attested_does_not_verify(cast: County) -> None:
    case = clearing(cast)
    attested(case, "accounts", cast.one("operator"))
    with pytest.raises(Refused) as refused:
        verify(case, "accounts", cast, role="operator")
    assert "same-person" in codes(refused)
    assert clearance(case).state == ClearanceState.ATTESTED


def test_a_path_that_still_answers_blocks_until_it_is_off(cast: County) -> None:
    with Listener(says(200)) as server:
        case = clearing(cast, f"http://127.0.0.1:{server.port}/")
        attested(case, PATHS, cast.one("operator"))
        services.probe_items(items=items_to_probe(), by=None)
        before = clearance(case, PATHS).state
        with pytest.raises(Refused) as refused:
            verify(case, PATHS, cast)
        assert (codes(refused), clearance(case, PATHS).state) == (["still-there"], before)
    services.probe_items(items=items_to_probe(), by=None)
    verify(case, PATHS, cast)
    assert clearance(case, PATHS).state == ClearanceState.VERIFIED


def test_unknown_blocks(cast: County) -> None:
    with Listener(says(503)) as server:
        case = clearing(cast, f"http://127.0.0.1:{server.port}/")
        attested(case, PATHS, cast.one("operator"))
        services.probe_items(items=items_to_probe(), by=None)
    with pytest.raises(Refused) as refused:
        verify(case, PATHS, cast)
    assert codes(refused) == ["unknown"]
    assert "503" not in str(refused.value)


def test_gone_once_is_not_gone_for_good(cast: County, settings: Any) -> None:
    settings.PROBES_NEEDED, settings.PROBES_SPAN_HOURS = 3, 72
    case = clearing(cast, ADDRESS)
    attested(case, PATHS, cast.one("operator"))
    for hours in (100, 60, 0):
        seen(item(case, ADDRESS), Reason.REFUSED if hours != 60 else Reason.TIMED_OUT, ago=timedelta(hours=hours))
    with pytest.raises(Refused) as refused:
        verify(case, PATHS, cast)
    assert codes(refused) == ["too-few-probes", "too-short"]


def test_a_remaining_account_blocks_and_is_named(cast: County, tmp_path: Path) -> None:
    case = clearing(cast)
    for label in ("zhang", "li"):
        services.add_item(clearance=clearance(case), label=label, by=cast.one("operator"))
    attested(case, "accounts", cast.one("operator"))
    fresh_list(clearance(case), tmp_path, cast.one("clearance_verifier"), rows=["wang", "ZHANG"])
    with pytest.raises(Refused) as refused:
        verify(case, "accounts", cast)
    assert codes(refused) == ["still-listed"]
    assert "“zhang” is still in the list" in str(refused.value)
    fresh = fresh_list(clearance(case), tmp_path, cast.one("clearance_verifier"), rows=["wang"])
    verify(case, "accounts", cast)
    assert clearance(case).basis == [{"list": fresh.pk, "sha256": fresh.sha256}]


def test_a_list_the_attester_brought_proves_nothing(cast: County, tmp_path: Path) -> None:
    case = clearing(cast)
    services.add_item(clearance=clearance(case), label="zhang", by=cast.one("operator"))
    attested(case, "accounts", cast.one("operator"))
    fresh_list(clearance(case), tmp_path, cast.one("operator"))
    with pytest.raises(Refused) as refused:
        verify(case, "accounts", cast)
    assert codes(refused) == ["list-from-attester"]


def test_an_export_from_before_the_attestation_proves_nothing(cast: County, tmp_path: Path) -> None:
    case = clearing(cast)
    services.add_item(clearance=clearance(case), label="zhang", by=cast.one("operator"))
    attested(case, "accounts", cast.one("operator"))
    before = timezone.now() - timedelta(minutes=2)
    fresh_list(clearance(case), tmp_path, cast.one("clearance_verifier"), exported_at=before)
    with pytest.raises(Refused) as refused:
        verify(case, "accounts", cast)
    assert codes(refused) == ["list-before-attested"]


def test_a_verification_rests_on_the_newest_probe_of_every_item(cast: County) -> None:
    case = clearing(cast, ADDRESS, "tcp:127.0.0.1:1")
    attested(case, PATHS, cast.one("operator"))
    seen(item(case, "tcp:127.0.0.1:1"), Reason.REFUSED)
    services.waive(item=item(case, ADDRESS), reason="Shared gateway of the county.", by=cast.one("decision_maker"))
    probe = seen(item(case, "tcp:127.0.0.1:1"), Reason.REFUSED)
    verify(case, PATHS, cast)
    assert clearance(case, PATHS).basis == [
        {"waived": ADDRESS, "reason": "Shared gateway of the county."},
        {"probe": probe.pk, "item": "tcp:127.0.0.1:1", "sha256": probe.sha256},
    ]


def test_a_basis_of_ones_own_making_is_refused(cast: County) -> None:
    case = clearing(cast, ADDRESS)
    attested(case, PATHS, cast.one("operator"))
    seen(item(case, ADDRESS), Reason.REFUSED)
    made_up = Verify(PATHS, ({"probe": 1, "item": ADDRESS, "sha256": "0" * 64},))
    with pytest.raises(Refused) as refused:
        execute(case=case, command=made_up, by=cast.one("clearance_verifier"), expected_version=None)
    assert codes(refused) == ["basis-not-current"]
    told = Verify(PATHS, basis_of(clearance(case, PATHS)))
    execute(case=case, command=told, by=cast.one("clearance_verifier"), expected_version=None)


def test_whoever_waived_does_not_verify(cast: County) -> None:
    case = clearing(cast, ADDRESS)
    both = cast.another("clearance_verifier")
    both.memberships.create(organisation=cast.bureau, role="case_officer", since=timezone.localdate())
    services.waive(item=item(case, ADDRESS), reason="Shared gateway of the county.", by=both)
    attested(case, PATHS, cast.one("operator"))
    with pytest.raises(Refused) as refused:
        services.verify(clearance=clearance(case, PATHS), by=both, expected_version=None)
    assert codes(refused) == ["waived-by-verifier"]


def test_all_three_and_the_shutdown_retire_the_system(cast: County, tmp_path: Path) -> None:
    case = cleared(clearing(cast, ADDRESS), cast, tmp_path)
    assert case.state == State.SHUTDOWN
    case = shut_down(case, cast)
    assert (case.state, case.system.stage) == (State.OBSERVATION, "retiring")
    case = do(case, EndObservation("Nothing came back."), cast.one("clearance_verifier"))
    case.system.refresh_from_db()
    assert (case.state, case.outcome, case.system.stage) == ("closed", "retired", "retired")
    assert verify_chain().breaks == []


def test_a_path_that_came_back_blocks_the_shutdown_and_reopens_by_rejection(cast: County, tmp_path: Path) -> None:
    case = switched_off(cleared(clearing(cast, ADDRESS), cast, tmp_path), cast)
    seen(item(case, ADDRESS), Reason.ANSWERS)
    verifier = cast.one("clearance_verifier")
    with pytest.raises(Refused) as refused:
        services.confirm_shutdown(case=case, statement="Off.", by=verifier, expected_version=None)
    assert codes(refused) == ["still-there"]
    services.reject(clearance=clearance(case, PATHS), reason="It is back.", by=verifier, expected_version=None)
    case.refresh_from_db()
    assert (case.state, clearance(case, PATHS).state) == (State.CLEARANCE, ClearanceState.OPEN)


def test_the_button_says_what_the_refusal_says(cast: County) -> None:
    case = clearing(cast, ADDRESS)
    attested(case, PATHS, cast.one("operator"))
    seen(item(case, ADDRESS), Reason.ANSWERS)
    with pytest.raises(Refused) as refused:
        verify(case, PATHS, cast)
    case.refresh_from_db()
    (action,) = [
        one
        for one in allowed_actions(case, cast.one("clearance_verifier"))
        if (one.name, one.target) == ("verify", PATHS)
    ]
    assert [str(one) for one in action.obstacles] == [str(one) for one in refused.value.obstacles]


def test_nothing_is_attested_in_silence(cast: County) -> None:
    case = clearing(cast)
    empty = Attest(ClearanceKind.ACCOUNTS, "")
    with pytest.raises(Refused) as refused:
        execute(case=case, command=empty, by=cast.one("operator"), expected_version=None)
    assert "no-items" in codes(refused)
    assert clearance(case, ClearanceKind.ACCOUNTS).state == ClearanceState.OPEN


def test_whoever_waived_does_not_attest_the_rest(cast: County) -> None:
    case = clearing(cast, ADDRESS)
    both = cast.one("operator")
    both.memberships.create(organisation=cast.bureau, role="case_officer", since=timezone.localdate())
    services.waive(item=item(case, ADDRESS), reason="Shared gateway of the county.", by=both)
    with pytest.raises(Refused) as refused:
        attested(case, PATHS, both)
    assert codes(refused) == ["waived-by-attester"]


def test_a_refused_attestation_leaves_the_list_as_it_was(cast: County) -> None:
    case = clearing(cast)
    case.system.access_paths.create(address=ADDRESS)
    with pytest.raises(Refused):
        attested(case, PATHS, cast.one("clearance_verifier"))
    assert not items_to_probe().exists()

"""Cases: exactly one of many identical or contradicting commands takes effect; without the guards more than one would."""

from collections.abc import Callable
from functools import partial
from threading import Barrier
from typing import Any

import pytest

from lifecycle.cases.commands import Attest, Claim, Command, Decide, Verify, Withdraw
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case, Clearance, Decision, Duty
from lifecycle.cases.services import execute, execution, open_case
from registry.ledger.models import Event
from registry.ledger.selectors import verify
from registry.organisations.enums import Role
from registry.organisations.models import Membership, Person
from tests.factories import LONG_AGO, person, system
from tests.lifecycle.cases.factories import PROOF, case_in, county, do
from tests.races.crowd import CROWD, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.races]


def giving(case: Case, command: Command, by: Person, **more: Any) -> Callable[[], Case]:
    more.setdefault("expected_version", case.version)
    return partial(execute, case=case, command=command, by=by, **more)


def events(case: Case, verb: str) -> int:
    return Event.objects.filter(stream=case.stream, verb=verb).count()


@pytest.mark.parametrize(("expected", "refusal"), [("as read", "VersionChanged"), ("any", "Refused")])
def test_of_two_deciders_one_decides(expected: str, refusal: str) -> None:
    cast = county()
    case = case_in(State.DECISION, cast)
    version = case.version if expected == "as read" else None
    deciders = [cast.one("decision_maker"), cast.another("decision_maker")] * (CROWD // 2)
    ends = at_once([giving(case, Decide("retire", "unused"), each, expected_version=version) for each in deciders])
    assert ends == {"done": 1, refusal: CROWD - 1}
    assert (Decision.objects.filter(case=case).count(), events(case, "cases.decided")) == (1, 1)
    assert verify(case.stream).holds


def verifying() -> tuple[Case, list[Callable[[], Case]]]:
    """An attested clearance and eight attempts of two people to verify it."""
    cast = county()
    case = do(case_in(State.CLEARANCE, cast), Attest("accounts", "gone"), cast.one("operator"))
    verifiers = [cast.one("clearance_verifier"), cast.another("clearance_verifier")] * (CROWD // 2)
    return case, [giving(case, Verify("accounts", PROOF), each, expected_version=None) for each in verifiers]


def test_of_two_verifiers_one_verifies() -> None:
    case, acts = verifying()
    assert at_once(acts) == {"done": 1, "Refused": CROWD - 1}
    assert events(case, "cases.verified") == 1
    assert Clearance.objects.get(case=case, kind="accounts").state == "verified"


def test_without_the_guards_more_than_one_would_verify(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: this race is real, and it is the guards that end it."""
    case, acts = verifying()
    together = Barrier(CROWD)

    def unlocked(case: Case) -> Case:
        found = Case.objects.select_related("system").get(pk=case.pk)
        together.wait(timeout=20)
        return found

    monkeypatch.setattr(execution, "lock", unlocked)
    monkeypatch.setattr(execution, "_move_on", lambda case: None)
    monkeypatch.setattr(execution, "_agree", lambda case, event: None)
    assert at_once(acts)["done"] > 1
    assert events(case, "cases.verified") > 1


def test_one_person_gets_one_duty_however_many_are_asked_for() -> None:
    cast = county()
    both = person(role=Role.LEADER, organisation=cast.bureau)
    Membership.objects.create(
        person=both, organisation=cast.reviewing["necessity"], role=Role.NECESSITY_REVIEWER, since=LONG_AGO
    )
    case = case_in(State.REVIEW, cast)
    wanted = [Claim("necessity"), Withdraw("no longer wanted")] * (CROWD // 2)
    ends = at_once([giving(case, command, both, expected_version=None) for command in wanted])
    assert ends == {"done": 1, "Refused": CROWD - 1}
    assert Duty.objects.filter(case=case, person=both).count() == 1


def test_the_same_key_has_one_effect_and_one_answer() -> None:
    """A1."""
    cast = county()
    case = case_in(State.DECISION, cast)
    act = giving(case, Decide("retire", "unused"), cast.one("decision_maker"), idempotency_key="once")
    versions: list[int] = []
    ends = at_once([lambda: versions.append(act().version)] * CROWD)
    assert ends == {"done": CROWD}
    assert versions == [case.version + 1] * CROWD
    assert events(case, "cases.decided") == 1


def test_of_many_openings_one_opens() -> None:
    """S5."""
    cast = county()
    about = system(sponsor=cast.sponsor, operator=cast.operator)
    act = partial(open_case, system=about, process="retirement", grounds={}, by=cast.one("case_officer"))
    assert at_once([act] * CROWD) == {"done": 1, "Refused": CROWD - 1}
    assert Case.objects.filter(system=about).count() == 1


def test_cases_opened_at_once_get_numbers_of_their_own() -> None:
    cast = county()
    acts = [
        partial(open_case, system=system(), process="retirement", grounds={}, by=cast.one("case_officer"))
        for _number in range(CROWD)
    ]
    assert at_once(acts) == {"done": CROWD}
    assert len(set(Case.objects.values_list("number", flat=True))) == CROWD

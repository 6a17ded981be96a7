"""Cases: exactly one of many identical or contradicting commands takes effect; without the guards more than one would."""

from collections.abc import Callable
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.utils import timezone

from lifecycle.calendar.selectors import working_days
from lifecycle.cases.commands import Attest, Claim, Command, Decide, Extend, Reopen, Verify, Withdraw
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case, Clearance, Decision, Duty
from lifecycle.cases.services import execute, execution, open_case
from registry.ledger.models import Event
from registry.ledger.selectors import verify
from registry.organisations.enums import Role
from registry.organisations.models import Delegation, Membership, Person
from tests.factories import LONG_AGO, person, system
from tests.lifecycle.cases import walks
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


@pytest.mark.without_guards
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


def test_of_many_decisions_one_opens_one_case() -> None:
    """S5: the case that follows is part of what happens once."""
    cast = county()
    case = walks.measured_again(cast)
    honest = {"answer": False, "why": "未按计划推进"}
    decide = Decide("ineffective", "无效", {"measured_again": "无变化", "honest_failure": honest})
    deciders = [cast.one("decision_maker"), cast.another("decision_maker")] * (CROWD // 2)
    ends = at_once([giving(case, decide, each, expected_version=None) for each in deciders])
    assert ends == {"done": 1, "Refused": CROWD - 1}
    assert list(case.followed_by.values_list("process", flat=True)) == ["retirement"]


def test_what_several_give_at_once_adds_up() -> None:
    """T1."""
    cast = county()
    case = case_in(State.REVIEW, cast)
    due_on = case.tasks.get(step="necessity").due_on
    assert due_on is not None
    officers = [cast.one("intake_officer"), cast.another("intake_officer")] * (CROWD // 2)
    extend = Extend("necessity", 1, "资料未齐")
    assert at_once([giving(case, extend, each, expected_version=None) for each in officers]) == {"done": CROWD}
    assert case.tasks.get(step="necessity").due_on == working_days().add_working_days(due_on, CROWD)


def test_a_giver_and_a_deputy_get_one_duty_between_them() -> None:
    """D1, over both people."""
    cast = county()
    giver, where = cast.reviewer("necessity"), cast.reviewing["necessity"]
    Membership.objects.create(person=giver, organisation=cast.bureau, role=Role.LEADER, since=LONG_AGO)
    deputy = person(role=Role.LEADER, organisation=where)
    today = timezone.localdate()
    Delegation.objects.create(
        giver=giver,
        taker=deputy,
        role=Role.NECESSITY_REVIEWER,
        organisation=where,
        since=today,
        until=today,
        reason="出差",
    )
    case = case_in(State.REVIEW, cast)
    wanted: list[tuple[Command, Person]] = [(Claim("necessity"), deputy), (Withdraw("不再需要"), giver)]
    acts = [giving(case, command, by, expected_version=None) for command, by in wanted * (CROWD // 2)]
    assert at_once(acts)["done"] == 1
    kinds = set(Duty.objects.filter(case=case, person__in=[giver, deputy]).values_list("kind", flat=True))
    assert len(kinds) == 1


def test_a_machine_and_a_person_who_find_the_same_reopen_once() -> None:
    """C3."""
    cast = county()
    case = case_in(State.SHUTDOWN, cast)
    reopen = Reopen("access_paths", "又能访问", PROOF)
    finders = [None, cast.one("clearance_verifier")] * (CROWD // 2)
    acts = [partial(execute, case=case, command=reopen, by=by, expected_version=None) for by in finders]
    assert at_once(acts) == {"done": 1, "Refused": CROWD - 1}
    assert events(case, "cases.reopened") == 1

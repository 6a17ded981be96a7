"""One case from draft to retired, and what execute() promises on the way."""

from collections import Counter
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from lifecycle.cases import preconditions
from lifecycle.cases.commands import (
    Attest,
    Claim,
    Command,
    ConfirmShutdown,
    Countersign,
    Decide,
    EndObservation,
    Note,
    Reject,
    Rescind,
    Return,
    Submit,
    SupersedeReview,
    Verify,
)
from lifecycle.cases.enums import Opinion, Outcome, State, TaskState
from lifecycle.cases.models import Case, Clearance, Decision, Declaration, Duty, Review, Score, Submission, Task
from lifecycle.cases.receipts import sha256_of
from lifecycle.cases.services import execute, open_case
from registry.ledger.models import Event
from registry.ledger.selectors import verify
from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.refusals import Obstacle, Refused, VersionChanged
from tests.factories import person, system
from tests.lifecycle.cases.factories import CONTENT, PROOF, STEPS, answers, case_in, county, do, draft, file

pytestmark = pytest.mark.django_db
WRITTEN = (Case, Submission, Task, Duty, Declaration, Review, Score, Decision, Clearance, Event)


def rows() -> Counter[str]:
    return Counter({model.__name__: model.objects.count() for model in WRITTEN})


def refused(case: Case, command: Command, by: Person, **more: Any) -> list[str]:
    """The codes of a refusal, which wrote nothing (S4)."""
    before, version = rows(), case.version
    more.setdefault("expected_version", None)
    with pytest.raises(Refused) as refusal:
        execute(case=case, command=command, by=by, **more)
    case.refresh_from_db()
    assert (rows(), case.version) == (before, version)
    return [obstacle.code for obstacle in refusal.value.obstacles]


def test_a_system_is_retired_when_its_case_has_walked_the_whole_table(settings: Settings) -> None:
    """C1, S2."""
    settings.RETIREMENT_NOTICE_DAYS, settings.RETIREMENT_OBSERVATION_DAYS = 0, [0]
    cast = county()
    case = case_in(State.SHUTDOWN, cast)
    assert case.system.stage == "retiring"
    case = do(case, ConfirmShutdown("Off."), cast.one("clearance_verifier"))
    assert (case.state, case.system.stage) == (State.OBSERVATION, "retiring")
    case = do(case, EndObservation("Nothing came back."), cast.one("clearance_verifier"))
    assert (case.state, case.outcome, case.system.stage) == (State.CLOSED, Outcome.RETIRED, "retired")
    assert list(Event.objects.filter(stream=case.stream).values_list("seq", flat=True)) == list(
        range(1, case.version + 1)
    )
    assert verify().holds


def test_the_notice_period_is_the_installations_setting(settings: Settings) -> None:
    settings.RETIREMENT_NOTICE_DAYS = 30
    cast = county()
    case = case_in(State.SHUTDOWN, cast)
    assert refused(case, ConfirmShutdown("Off."), cast.one("clearance_verifier")) == ["notice-running"]


def test_replaying_the_events_gives_the_case() -> None:
    """S3."""
    cast = county()
    case = case_in(State.SHUTDOWN, cast, objecting=("economy",))
    case = do(case, Reject("accounts", "One is back."), cast.one("clearance_verifier"))
    told: dict[str, Any] = {}
    for event in Event.objects.filter(stream=case.stream).order_by("seq"):
        for name in ("state", "round", "stage", "outcome", "decision", "clearances"):
            if name in event.data:
                before, after = event.data[name]
                assert told.get(name, before) == before
                told[name] = after
    assert told == {
        "state": case.state,
        "round": case.round,
        "stage": case.system.stage,
        "outcome": case.outcome,
        "decision": "retire",
        "clearances": {"accounts": "open", "permissions": "verified", "access_paths": "verified"},
    }


def test_a_stale_version_never_writes() -> None:
    """A5."""
    cast = county()
    case = draft(cast)
    before = rows()
    with pytest.raises(VersionChanged):
        execute(case=case, command=Submit(CONTENT), by=cast.one("case_officer"), expected_version=2)
    assert rows() == before


def test_of_two_with_the_same_version_the_first_writes() -> None:
    """A2, on any database."""
    cast = county()
    case = case_in(State.DECISION, cast)
    version = case.version
    decide = Decide("retire", "unused")
    execute(case=case, command=decide, by=cast.one("decision_maker"), expected_version=version)
    before = rows()
    with pytest.raises(VersionChanged):
        execute(case=case, command=decide, by=cast.another("decision_maker"), expected_version=version)
    assert rows() == before


def test_the_same_key_is_answered_the_same_before_the_version_is_looked_at() -> None:
    """A1."""
    cast = county()
    case = draft(cast)
    submit: dict[str, Any] = {"command": Submit(CONTENT), "by": cast.one("case_officer"), "idempotency_key": "k1"}
    first = execute(case=case, expected_version=1, **submit)
    before = rows()
    again = execute(case=case, expected_version=1, **submit)
    assert (again.version, again.state, rows()) == (first.version, first.state, before)


def test_a_key_is_good_for_one_command_only() -> None:
    cast = county()
    case = draft(cast)
    officer = cast.one("case_officer")
    execute(case=case, command=Note("first"), by=officer, expected_version=None, idempotency_key="k1")
    case.refresh_from_db()
    assert refused(case, Note("second"), officer, idempotency_key="k1") == ["key-reused"]


def test_the_upper_rooms_have_their_say() -> None:
    cast = county()
    case = draft(cast)
    preconditions.register(Submit, lambda case, command, person: [Obstacle("not-today", "Not today.")])
    assert refused(case, Submit(CONTENT), cast.one("case_officer")) == ["not-today"]


def test_one_open_case_per_system_and_process() -> None:
    """S5."""
    cast = county()
    case = draft(cast)
    with pytest.raises(Refused) as refusal:
        draft(cast, about=case.system)
    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["already-open"]


def test_only_a_case_officer_of_the_data_bureau_opens_a_case() -> None:
    """D9: a superuser is refused like anybody else."""
    cast = county()
    for somebody in (person(is_superuser=True), cast.one("sponsor_staff"), person(role=Role.CASE_OFFICER)):
        with pytest.raises(Refused) as refusal:
            open_case(system=system(), process="retirement", grounds={}, by=somebody)
        assert [obstacle.code for obstacle in refusal.value.obstacles] == ["role-missing"]
    assert Case.objects.count() == 0


def test_whoever_confirmed_the_finding_is_an_author_too() -> None:
    cast = county()
    claimer = cast.another("case_officer")
    case = open_case(
        system=system(), process="retirement", grounds={}, by=cast.one("case_officer"), also_authors=[claimer]
    )
    assert set(case.duties.values_list("person", "kind")) == {
        (cast.one("case_officer").pk, "author"),
        (claimer.pk, "author"),
    }


def test_a_return_begins_a_round_with_a_full_new_set_of_tasks() -> None:
    cast = county()
    case = file(case_in(State.REVIEW, cast), cast, "necessity")
    case = do(case, Return(("the contract",)), cast.one("intake_officer"))
    assert set(case.tasks.filter(round=1).values_list("step", "state")) == {
        ("submission", TaskState.DONE),
        ("intake", TaskState.DONE),
        ("necessity", TaskState.DONE),
        ("economy", TaskState.CANCELLED),
        ("social_benefit", TaskState.CANCELLED),
        ("decision", TaskState.CANCELLED),
    }
    case = do(case, Submit(CONTENT, ("attached",)), cast.one("case_officer"))
    case = do(case, cast.accept(), cast.one("intake_officer"))
    assert set(case.tasks.filter(round=2, step__in=STEPS).values_list("step", "state")) == {
        ("necessity", TaskState.OPEN),
        ("economy", TaskState.WAITING),
        ("social_benefit", TaskState.WAITING),
    }
    assert [each.answers for each in case.submissions.all()] == [[], [["the contract", "attached"]]]


def test_a_replaced_review_stays_and_one_is_current() -> None:
    """R1."""
    cast = county()
    case = file(case_in(State.REVIEW, cast), cast, "necessity")
    corrected = SupersedeReview(*vars(answers(case, "necessity", Opinion.OBJECT)).values())
    case = do(case, corrected, cast.reviewer("necessity"))
    first, second = case.reviews.order_by("id")
    assert second.supersedes == first
    assert list(case.reviews.current()) == [second]


def test_the_receipt_and_the_total_can_be_computed_again() -> None:
    """R5."""
    cast = county()
    case = file(case_in(State.REVIEW, cast), cast, "necessity")
    review = case.reviews.get()
    assert review.total == 0
    scores = [
        [score.criterion.code, score.value, score.maximum, str(score.weight), score.reason]
        for score in review.scores.order_by("criterion__position")
    ]
    assert review.sha256 == sha256_of(
        {
            "case": case.number,
            "round": 1,
            "step": "necessity",
            "rubric": review.rubric.code,
            "scores": scores,
            "opinion": "support",
            "reason": review.reason,
            "supersedes": "",
            "by": review.by.account,
            "standing": review.standing,
            "at": review.at,
        }
    )


def test_a_decision_keeps_what_it_rested_on() -> None:
    cast = county()
    case = case_in(State.CLEARANCE, cast, objecting=("economy",))
    decision = case.decisions.get()
    assert [(each["type"], each["sha256"]) for each in decision.basis] == [
        ("grounds", case.grounds_sha256),
        ("submission", case.submissions.get().sha256),
        *(("review", review.sha256) for review in case.reviews.order_by("id")),
    ]
    assert (decision.by, decision.countersigned_by, decision.against) == (
        cast.one("decision_maker"),
        cast.another("decision_maker"),
        ["economy"],
    )


def test_a_rescinded_case_gives_the_system_back() -> None:
    cast = county()
    case = do(case_in(State.CLEARANCE, cast), Rescind("Needed after all."), cast.one("decision_maker"))
    case = do(case, Countersign("Agreed."), cast.another("decision_maker"))
    assert (case.state, case.outcome, case.system.stage) == (State.CLOSED, Outcome.RESCINDED, "live")
    assert not case.tasks.filter(state__in=[TaskState.OPEN, TaskState.WAITING]).exists()


def test_somebody_whose_role_has_ended_is_refused() -> None:
    """D7."""
    cast = county()
    case = case_in(State.REVIEW, cast)
    reviewer = cast.reviewer("necessity")
    Person.objects.filter(pk=reviewer.pk).update(is_active=False)
    assert refused(case, Claim("necessity"), reviewer) == ["role-missing"]


def test_a_verified_clearance_may_be_rejected_and_cleared_again() -> None:
    """C2, D6."""
    cast = county()
    operator, verifier = cast.one("operator"), cast.one("clearance_verifier")
    case = do(case_in(State.CLEARANCE, cast), Attest("accounts", "gone"), operator)
    case = do(case, Verify("accounts", PROOF), verifier)
    case = do(case, Reject("accounts", "one is back"), verifier)
    clearance = case.clearances.get(kind="accounts")
    assert (clearance.state, clearance.attested_by, clearance.verified_by, clearance.basis) == ("open", None, None, [])
    case = do(do(case, Attest("accounts", "gone now"), operator), Verify("accounts", PROOF), verifier)
    assert case.clearances.get(kind="accounts").state == "verified"


FILED = ("cases_submission", "cases_declaration", "cases_review", "cases_score", "cases_decision")


@pytest.mark.parametrize("table", FILED)
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_filed_rows_never_change_not_even_by_raw_sql(table: str, change: str) -> None:
    """R4."""
    case_in(State.CLEARANCE, county())
    before = rows()
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(change.format(table))
    assert rows() == before


def test_filed_rows_never_change_through_models_either() -> None:
    case_in(State.CLEARANCE, county())
    for model in (Submission, Declaration, Review, Score, Decision):
        kept = model._default_manager.first()
        assert kept is not None
        with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
            kept.save()


@pytest.mark.parametrize(
    ("table", "change", "constraint"),
    [
        ("cases_clearance", "verified_by_id = attested_by_id", "attester_is_not_the_verifier"),
        ("cases_clearance", "attested_by_id = NULL", "clearance_verified_after_attested"),
        ("cases_case", "outcome = 'retired'", "case_closed_with_an_outcome"),
        ("cases_case", "state = 'gone'", "case_state_known"),
    ],
)
def test_the_database_holds_the_invariants_too(table: str, change: str, constraint: str) -> None:
    """D6, C1, C2, S1."""
    case_in(State.SHUTDOWN, county())
    with pytest.raises(DatabaseError, match=constraint), transaction.atomic():
        connection.cursor().execute(f"UPDATE {table} SET {change}")

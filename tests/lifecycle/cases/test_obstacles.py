"""Every reason a rule of this room can give, by itself: what is wrong when nothing else is."""

from dataclasses import replace
from typing import Any

import pytest

from lifecycle.cases import commands
from lifecycle.cases.commands import Command
from lifecycle.cases.enums import AcceptanceTest, Answer, ClearanceState, DutyKind, Grade, Opinion, TaskState
from lifecycle.cases.processes import newest
from lifecycle.cases.processes.retirement_v1 import RETIREMENT_V1 as RETIREMENT
from lifecycle.cases.rules.beginning import obstacles_to_open
from lifecycle.cases.rules.facts import Actor, ClearanceFact, ProposalFact, ReviewFact, TaskFact
from lifecycle.cases.rules.judge import ACTS, decide
from lifecycle.cases.rules.standing import Request
from tests.lifecycle.cases import world

PEOPLE = world.cast()
REVIEWER = PEOPLE[f"necessity_reviewer-{world.DEPARTMENT}-0"]
COLLEAGUE = f"necessity_reviewer-{world.DEPARTMENT}-1"
SOMEBODY = 999  # nobody of the cast
TODAY = "2026-03-02"
PROPOSAL = ProposalFact("", "why", SOMEBODY)
PASSED = dict.fromkeys(AcceptanceTest.values, True)
REMARKS = dict.fromkeys(AcceptanceTest.values, "seen")
REVIEWS = {step: ReviewFact(step, SOMEBODY, Opinion.SUPPORT) for step in world.STEPS}
DECLARED = {("necessity", REVIEWER.person): Answer.NONE}


def codes(command: Command, actor: Actor = REVIEWER, *, process: str = "", **facts: Any) -> list[str]:
    """What the rules of a command have against it in a new case of which these ``facts`` are different."""
    table = newest(process) if process else RETIREMENT
    snapshot = replace(world.draft(PEOPLE, process=table), **facts)
    return [each.code for each in ACTS[type(command)].obstacles(Request(table, snapshot, command, actor), command)]


def clearance(state: ClearanceState) -> dict[str, Any]:
    attested_by = None if state == ClearanceState.OPEN else SOMEBODY
    return {"clearances": {"accounts": ClearanceFact("accounts", state, attested_by)}}


def task(state: TaskState = TaskState.OPEN, *, holder: int | None = None) -> dict[str, Any]:
    return {"tasks": {("necessity", ""): TaskFact("necessity", state, world.DEPARTMENT, holder)}}


@pytest.mark.parametrize(
    ("command", "state", "expected"),
    [
        (commands.Attest("keys", "gone"), ClearanceState.OPEN, ["clearance-unknown"]),
        (commands.Attest("accounts", "gone"), ClearanceState.OPEN, []),
        (commands.Attest("accounts", "gone"), ClearanceState.ATTESTED, ["already-attested"]),
        (commands.Attest("accounts", " "), ClearanceState.OPEN, ["reason-missing"]),
        (commands.Verify("accounts", world.PROOF), ClearanceState.OPEN, ["not-attested"]),
        (commands.Verify("accounts", world.PROOF), ClearanceState.ATTESTED, []),
        (commands.Verify("accounts", world.PROOF), ClearanceState.VERIFIED, ["already-verified"]),
        (commands.Verify("accounts", ()), ClearanceState.ATTESTED, ["basis-missing"]),
        (commands.Verify("keys", world.PROOF), ClearanceState.ATTESTED, ["clearance-unknown"]),
        (commands.Reject("accounts", "it is there"), ClearanceState.OPEN, ["not-attested"]),
        (commands.Reject("accounts", "it is there"), ClearanceState.VERIFIED, []),
        (commands.Reject("accounts", ""), ClearanceState.VERIFIED, ["reason-missing"]),
        (commands.Reopen("accounts", "it answers", world.PROOF), ClearanceState.VERIFIED, []),
        (commands.Reopen("accounts", "it answers", ()), ClearanceState.VERIFIED, ["basis-missing"]),
        (commands.Reopen("accounts", "", world.PROOF), ClearanceState.VERIFIED, ["reason-missing"]),
    ],
)  # fmt: skip
def test_a_clearance_is_opened_attested_and_verified_in_turn(
    command: Command, state: ClearanceState, expected: list[str]
) -> None:
    assert codes(command, **clearance(state)) == expected


@pytest.mark.parametrize(
    ("command", "facts", "expected"),
    [
        (commands.Decide("retire", "unused"), {"reviews": REVIEWS}, []),
        (commands.Decide("retire", "unused"), {}, ["reviews-missing"]),
        (commands.Decide("retire", ""), {"reviews": REVIEWS}, ["reason-missing"]),
        (commands.Decide("burn", "unused"), {"reviews": REVIEWS}, ["outcome-missing"]),
        (commands.Countersign("agreed"), {"proposal": PROPOSAL}, []),
        (commands.Countersign("agreed"), {}, ["nothing-proposed"]),
        (commands.Countersign("agreed"), {"proposal": replace(PROPOSAL, by=REVIEWER.person)}, ["same-person"]),
        (commands.Countersign("agreed"), {"proposal": replace(PROPOSAL, delegated_by=REVIEWER.person)}, ["same-person"]),
        (commands.Decline("no"), {}, ["nothing-proposed"]),
        (commands.Rescind("needed"), {}, []),
        (commands.Rescind("needed"), {"proposal": PROPOSAL}, ["already-proposed"]),
        (commands.Rescind(""), {}, ["reason-missing"]),
    ],
)  # fmt: skip
def test_a_decision_rests_on_every_review_and_waits_for_one_signature_at_a_time(
    command: Command, facts: dict[str, Any], expected: list[str]
) -> None:
    assert codes(command, **facts) == expected


@pytest.mark.parametrize("words", ["done", " "])
def test_what_a_program_cannot_see_is_said_in_words(words: str) -> None:
    expected = [] if words.strip() else ["reason-missing"]
    assert codes(commands.Withdraw(words)) == expected
    assert codes(commands.ReportDone(words), process="rectification") == expected
    assert codes(commands.Suspend(words), process="suspension") == expected
    assert codes(commands.Resume(words), process="suspension", stage="suspended") == expected


@pytest.mark.parametrize(
    ("process", "told", "expected"),
    [
        ("retirement", {}, []),
        ("retirement", {"stage": "retired"}, ["stage"]),
        ("light_exit", {"kind": "work_group"}, []),
        ("light_exit", {"kind": "app"}, ["kind"]),
        ("light_exit", {"kind": "app", "stage": "retired", "open_case": "RT-1"}, ["stage", "kind", "already-open"]),
    ],
)
def test_a_case_begins_where_its_process_can_and_once(process: str, told: dict[str, str], expected: list[str]) -> None:
    facts = {"stage": "live", "kind": "app", "open_case": ""} | told
    assert [each.code for each in obstacles_to_open(newest(process), **facts)] == expected


@pytest.mark.parametrize(("stage", "is_refused"), [("live", False), ("retired", True)])
def test_a_system_that_another_case_has_taken_elsewhere_is_not_taken_along(stage: str, *, is_refused: bool) -> None:
    table = newest("suspension")
    snapshot = replace(world.draft(PEOPLE, process=table), stage=stage)
    found = decide(table, snapshot, commands.Suspend("a leak"), REVIEWER)
    assert isinstance(found, list)
    assert ("stage" in [each.code for each in found]) is is_refused


@pytest.mark.parametrize(
    ("stage", "open_already", "expected"),
    [
        ("live", frozenset(), []),
        ("retired", frozenset(), ["stage"]),
        ("retired", frozenset({"rectification"}), []),
    ],
)
def test_an_outcome_that_opens_another_case_has_to_be_possible(
    stage: str, open_already: frozenset[str], expected: list[str]
) -> None:
    facts: dict[str, Any] = {"stage": stage, "open_processes": open_already, "reviews": REVIEWS}
    deciding = commands.Decide("rectify", "why", {})
    assert [code for code in codes(deciding, process="evaluation", **facts) if code == "stage"] == expected
    proposal = replace(PROPOSAL, outcome="rectify")
    countersign = commands.Countersign("why")
    assert codes(countersign, process="evaluation", proposal=proposal, **facts) == expected


@pytest.mark.parametrize(
    ("command", "facts", "expected"),
    [
        (commands.Note(" "), {}, ["reason-missing"]),
        (commands.Extend("necessity", 1, "snow"), task(), []),
        (commands.Extend("necessity", 1, "snow"), task(TaskState.WAITING), ["nothing-open"]),
        (commands.Extend("necessity", 1, "snow"), task(holder=REVIEWER.person), ["own-work"]),
        (commands.Extend("necessity", 0, "snow"), task(), ["days-missing"]),
        (commands.Extend("necessity", 1000, "snow"), task(), ["too-long"]),
        (commands.Extend("necessity", 1, ""), task(), ["reason-missing"]),
        (commands.Remind("necessity"), task(), []),
        (commands.Remind("necessity"), task(TaskState.DONE), ["nothing-open"]),
    ],
)  # fmt: skip
def test_time_is_given_and_people_are_reminded_where_there_is_work(
    command: Command, facts: dict[str, Any], expected: list[str]
) -> None:
    assert codes(command, **facts) == expected


@pytest.mark.parametrize(
    ("command", "facts", "expected"),
    [
        (commands.RecordAcceptance(PASSED, REMARKS), {}, []),
        (commands.RecordAcceptance({}, REMARKS), {}, ["not-tested"] * 3),
        (commands.RecordAcceptance(PASSED, {}), {}, ["remark-missing"] * 3),
        (commands.RecordAcceptance(PASSED, REMARKS), {"proposal": PROPOSAL}, ["rescission-pending"]),
    ],
)
def test_an_acceptance_answers_every_test_in_words(
    command: Command, facts: dict[str, Any], expected: list[str]
) -> None:
    assert codes(command, process="admission", **facts) == expected


@pytest.mark.parametrize(
    ("command", "facts", "expected"),
    [
        (commands.AdvanceShutdown(Grade.READ_ONLY, TODAY), {}, []),
        (commands.AdvanceShutdown(Grade.READ_ONLY, TODAY), {"proposal": PROPOSAL}, ["rescission-pending"]),
        (commands.AdvanceShutdown(Grade.READ_ONLY, TODAY), {"grade": Grade.OFF}, ["already-off", "not-further"]),
        (commands.AdvanceShutdown(Grade.READ_ONLY, "soon"), {}, ["day-missing"]),
        (commands.AdvanceShutdown(Grade.READ_ONLY, "2026-03-01"), {}, ["too-early"]),
        (commands.AdvanceShutdown(Grade.OFF, TODAY), {}, ["not-cleared"]),
        (commands.AdvanceShutdown("half", TODAY), {}, ["grade-missing"]),
        (commands.StepBack("asked for"), {"grade": Grade.READ_ONLY}, []),
        (commands.StepBack("asked for"), {}, ["nothing-to-take-back"]),
        (commands.StepBack(""), {"grade": Grade.READ_ONLY}, ["reason-missing"]),
        (commands.ConfirmShutdown("off"), {}, []),
        (commands.ConfirmShutdown(""), {}, ["reason-missing"]),
        (commands.ConfirmShutdown("off"), clearance(ClearanceState.ATTESTED), ["not-cleared"]),
        (commands.ConfirmShutdown("off"), {"is_reachable": True}, ["not-off"]),
    ],
)  # fmt: skip
def test_a_system_is_switched_off_further_and_further(
    command: Command, facts: dict[str, Any], expected: list[str]
) -> None:
    assert codes(command, process="retirement", **facts) == expected


def test_a_shutdown_is_confirmed_from_the_day_it_is_off() -> None:
    confirm, today = commands.ConfirmShutdown("off"), world.draft(PEOPLE).today
    off: dict[str, Any] = {"process": "retirement", "is_reachable": True, "grade": Grade.OFF, "grade_on": today}
    assert codes(confirm, **off) == []
    assert codes(confirm, **{**off, "grade_on": today.replace(day=today.day + 1)}) == ["not-off-yet"]


@pytest.mark.parametrize(
    ("command", "facts", "expected"),
    [
        (commands.Claim("necessity"), task(), []),
        (commands.Claim("necessity"), task(holder=SOMEBODY), ["already-held"]),
        (commands.Claim("necessity"), task(TaskState.WAITING), ["not-its-turn"]),
        (commands.Claim("necessity"), task(TaskState.DONE), ["already-filed"]),
        (commands.Assign("necessity", COLLEAGUE), task(), []),
        (commands.Assign("necessity", COLLEAGUE), task(holder=SOMEBODY), ["already-held"]),
        (commands.Assign("necessity", "nobody"), task(), ["person-unknown"]),
        (commands.Assign("necessity", f"finance_reviewer-{world.FINANCE}-0"), task(), ["candidate-role-missing"]),
        (
            commands.Assign("necessity", COLLEAGUE),
            {**task(), "duties": {PEOPLE[COLLEAGUE].person: DutyKind.RECUSED}},
            ["candidate-other-duty"],
        ),
        (commands.Reassign("necessity", COLLEAGUE), task(holder=SOMEBODY), []),
        (commands.Reassign("necessity", COLLEAGUE), task(), ["nobody-holds-it"]),
        (commands.Reassign("necessity", COLLEAGUE), task(holder=PEOPLE[COLLEAGUE].person), ["already-theirs"]),
        (commands.Declare("necessity", "none"), task(), []),
        (commands.Declare("necessity", "perhaps"), task(), ["answer-missing"]),
        (commands.Declare("necessity", "conflict"), task(), ["statement-missing"]),
        (commands.Declare("necessity", "none"), {**task(), "declarations": DECLARED}, ["already-declared"]),
    ],
)  # fmt: skip
def test_a_review_is_given_to_one_person_at_a_time(
    command: Command, facts: dict[str, Any], expected: list[str]
) -> None:
    assert codes(command, **facts) == expected


@pytest.mark.parametrize(
    ("opinion", "reasons", "facts", "expected"),
    [
        ("support", {}, {**task(), "declarations": DECLARED}, []),
        ("support", {}, task(), ["not-declared"]),
        ("support", {}, {**task(TaskState.DONE), "declarations": DECLARED}, ["already-filed"]),
        ("perhaps", {}, {**task(), "declarations": DECLARED}, ["opinion-missing"]),
        ("object", {}, {**task(), "declarations": DECLARED}, ["reason-missing"]),
        ("object", {"opinion": "used"}, {**task(), "declarations": DECLARED}, []),
    ],
)
def test_a_review_is_declared_for_filed_once_and_reasoned(
    opinion: str, reasons: dict[str, str], facts: dict[str, Any], expected: list[str]
) -> None:
    assert codes(commands.FileReview("necessity", {"need": 1}, opinion, reasons), **facts) == expected

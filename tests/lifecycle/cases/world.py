"""A county of plain facts for the pure core: no database, no clock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from lifecycle.cases import commands
from lifecycle.cases.commands import ClearanceCommand, Command, StepCommand
from lifecycle.cases.enums import ClearanceKind, DutyKind, Opinion, State, TaskState, Tie
from lifecycle.cases.processes.retirement_v1 import RETIREMENT_V1 as RETIREMENT
from lifecycle.cases.rules.facts import Actor, OrganisationFact, Periods, QuestionFact, Snapshot, Standing, TaskFact
from registry.organisations.enums import OrganisationKind, Role

BUREAU, SPONSOR, OPERATOR, DEPARTMENT, FINANCE, FIRM, TIED_FIRM = range(1, 8)
SINCE = date(2020, 1, 1)
TIES = {
    BUREAU: frozenset({Tie.OPENER}),
    SPONSOR: frozenset({Tie.SPONSOR}),
    OPERATOR: frozenset({Tie.OPERATOR}),
    TIED_FIRM: frozenset({Tie.CONTRACTOR}),
}
REVIEWERS = {
    "necessity": (DEPARTMENT, Role.NECESSITY_REVIEWER, OrganisationKind.DEPARTMENT),
    "economy": (FINANCE, Role.FINANCE_REVIEWER, OrganisationKind.FINANCE),
    "social_benefit": (FIRM, Role.ASSESSOR, OrganisationKind.THIRD_PARTY),
}
STEPS = tuple(REVIEWERS)
CONTENT = {"reason": "unused", "affected": "none", "data_disposal": "archived"}
PROOF = ({"type": "probe", "sha256": "0" * 64},)
QUESTIONS = (
    QuestionFact("need", "Is it needed?", Decimal(60), 3, True, (0, 3)),
    QuestionFact("cost", "Is it worth it?", Decimal(40), 3, False, ()),
)


def standing(role: str, organisation: int) -> Standing:
    ties = TIES.get(organisation, frozenset())
    return Standing(role, organisation, f"ORG{organisation}", f"Organisation {organisation}", SINCE, ties)


def cast() -> dict[str, Actor]:
    """Three people per role, one who is a reviewer in two organisations, one tied, and a superuser without any role."""
    at = [
        (Role.CASE_OFFICER, BUREAU),
        (Role.INTAKE_OFFICER, BUREAU),
        (Role.DECISION_MAKER, BUREAU),
        (Role.CLEARANCE_VERIFIER, BUREAU),
        (Role.LEADER, BUREAU),
        (Role.LEADER, DEPARTMENT),
        (Role.LEADER, FINANCE),
        (Role.LEADER, FIRM),
        (Role.OPERATOR, OPERATOR),
        (Role.SPONSOR_STAFF, SPONSOR),
        *((role, organisation) for organisation, role, _kind in REVIEWERS.values()),
    ]
    people: list[tuple[str, tuple[Standing, ...]]] = [
        (f"{role}-{where}-{number}", (standing(role, where),)) for role, where in at for number in range(3)
    ]
    reviewing = tuple(standing(role, where) for where, role, _kind in REVIEWERS.values())
    everything = tuple(standing(role, BUREAU) for role in (Role.CASE_OFFICER, Role.INTAKE_OFFICER, Role.DECISION_MAKER))
    people += [
        ("two-hats", reviewing[:2]),
        ("bureau-hats", everything),
        ("tied", (standing(Role.ASSESSOR, FIRM), standing(Role.OPERATOR, TIED_FIRM))),
        ("superuser", ()),
    ]
    return {account: Actor(number, account, roles) for number, (account, roles) in enumerate(people, start=1)}


def organisations() -> dict[str, OrganisationFact]:
    return {
        f"ORG{organisation}": OrganisationFact(
            organisation, f"ORG{organisation}", f"Organisation {organisation}", kind, roles=frozenset({role})
        )
        for organisation, role, kind in REVIEWERS.values()
    }


def draft(people: dict[str, Actor], *, notice_days: int = 30) -> Snapshot:
    author = people[f"{Role.CASE_OFFICER}-{BUREAU}-0"].person
    return Snapshot(
        state=State.DRAFT,
        round=1,
        version=1,
        stage="live",
        now=datetime(2026, 3, 2, 9, tzinfo=UTC),
        today=date(2026, 3, 2),
        periods=Periods(notice=notice_days),
        opener=BUREAU,
        lead=BUREAU,
        sponsor=SPONSOR,
        author=author,
        operators=frozenset({OPERATOR}),
        involved=frozenset({BUREAU, SPONSOR, OPERATOR, DEPARTMENT, FINANCE, FIRM}),
        duties={author: DutyKind.AUTHOR},
        tasks={("submission", ""): TaskFact("submission", TaskState.OPEN, BUREAU, author)},
        questions=dict.fromkeys(STEPS, QUESTIONS),
        people=people,
        organisations=organisations(),
    )


def later(snapshot: Snapshot, days: int) -> Snapshot:
    span = timedelta(days=days)
    return replace(snapshot, now=snapshot.now + span, today=snapshot.today + span)


def complete_commands(snapshot: Snapshot, people: dict[str, Actor]) -> Iterator[Command]:
    """Every command that has a row in the state, filled in completely in every way that makes a difference."""
    for command_type in RETIREMENT.commands:
        if RETIREMENT.rows_for(command_type, snapshot.state):
            yield from filled_in(command_type, snapshot, people)


def filled_in(command_type: type[Command], snapshot: Snapshot, people: dict[str, Actor]) -> Iterator[Command]:
    if command_type is commands.Submit:
        yield commands.Submit(CONTENT, tuple("done" for _item in snapshot.return_items))
    elif command_type is commands.Accept:
        yield commands.Accept({step: f"ORG{where}" for step, (where, _role, _kind) in REVIEWERS.items()})
    elif command_type is commands.Return:
        yield commands.Return(("the data plan", "the contract"))
    elif command_type is commands.Decide:
        yield from (commands.Decide(choice.code, "because") for choice in RETIREMENT.choices)
    elif command_type is commands.ConfirmShutdown:
        yield commands.ConfirmShutdown("off")
    elif issubclass(command_type, StepCommand):
        for step in STEPS:
            yield from _about_step(command_type, step, people)
    elif issubclass(command_type, ClearanceCommand):
        for kind in ClearanceKind.values:
            if command_type is commands.Verify:
                yield commands.Verify(kind, PROOF)
            else:
                yield command_type(kind, "in words")  # type: ignore[call-arg]
    else:
        yield command_type("in words")  # type: ignore[call-arg]


def _about_step(command_type: type[StepCommand], step: str, people: dict[str, Actor]) -> Iterator[Command]:
    if command_type in {commands.Assign, commands.Reassign}:
        role = REVIEWERS[step][1]
        for account, actor in people.items():
            if any(each.role == role for each in actor.standings):
                yield command_type(step, account)
    elif command_type is commands.Declare:
        yield from (commands.Declare(step, answer, "in words") for answer in ("none", "unsure", "conflict"))
    elif command_type is commands.Claim:
        yield commands.Claim(step)
    else:
        for opinion in Opinion.values:
            reasons = {"need": "seen", "opinion": "seen"}
            yield command_type(step, {"need": 0, "cost": 1}, opinion, reasons)  # type: ignore[call-arg]

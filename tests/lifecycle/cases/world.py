"""A county of plain facts for the pure core: no database, no clock."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from lifecycle.cases import commands
from lifecycle.cases.commands import ClearanceCommand, Command, StepCommand
from lifecycle.cases.enums import (
    AcceptanceTest,
    ClearanceKind,
    DutyKind,
    FieldKind,
    Grade,
    Opinion,
    State,
    TaskState,
    Tie,
)
from lifecycle.cases.processes.retirement_v1 import RETIREMENT_V1 as RETIREMENT
from lifecycle.cases.processes.table import Field, Process, Seat
from lifecycle.cases.rules.differences import digest
from lifecycle.cases.rules.facts import (
    Actor,
    InterestFact,
    OrganisationFact,
    Periods,
    QuestionFact,
    Snapshot,
    Standing,
    SystemFact,
    TaskFact,
)
from registry.organisations.enums import OrganisationKind, Role
from registry.systems.enums import Stage

BUREAU, SPONSOR, OPERATOR, DEPARTMENT, FINANCE, FIRM, TIED_FIRM = range(1, 8)
SINCE = date(2020, 1, 1)
TIES = {
    BUREAU: frozenset({Tie.OPENER}),
    SPONSOR: frozenset({Tie.SPONSOR, Tie.OPENER}),
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
OTHER_SYSTEM = "SYS-2"
PROMISE = {
    "indicator": "",
    "baseline": "1",
    "target": "2",
    "unit": "cases",
    "direction": "higher",
    "population": "everybody",
    "due_on": ["2099-12-31"],
    "data_source": "records",
    "how_measured": "counted every month",
    "tolerance_percent": "5",
    "responsible_post": "the desk",
}
QUESTIONS = (
    QuestionFact("need", "Is it needed?", Decimal(60), 3, True, (0, 3)),
    QuestionFact("cost", "Is it worth it?", Decimal(40), 3, False, ()),
)


def standing(role: str, organisation: int) -> Standing:
    ties = TIES.get(organisation, frozenset())
    return Standing(role, organisation, f"ORG{organisation}", f"Organisation {organisation}", SINCE, ties)


def cast() -> dict[str, Actor]:
    """Three people per role, one who is a reviewer in two organisations, some who are tied, deputies, and a superuser without any
    role."""
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
        (Role.LEADER, SPONSOR),
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
    known = {account: Actor(number, account, roles) for number, (account, roles) in enumerate(people, start=1)}
    owner = InterestFact("Organisation 2", frozenset({Tie.SPONSOR}))
    for number, (account, role) in enumerate(_DEPUTIES.items(), start=len(known) + 1):
        giver = known[f"{role}-{1 + (role != Role.DECISION_MAKER) * (DEPARTMENT - 1)}-0"]
        acting = replace(giver.standings[0], delegated_by=giver)
        known[account] = Actor(number, account, (standing(Role.LEADER, giver.standings[0].organisation), acting))
    interested = Actor(len(known) + 1, "interested", (standing(Role.DECISION_MAKER, BUREAU),), (owner,))
    return {**known, "interested": interested}


_DEPUTIES = {"deputy-decider": Role.DECISION_MAKER, "deputy-reviewer": Role.NECESSITY_REVIEWER}


def organisations(opener: int = BUREAU) -> dict[str, OrganisationFact]:
    """Those that review, as somebody names them; the opener is tied to its own case."""
    return {
        f"ORG{organisation}": OrganisationFact(
            organisation,
            f"ORG{organisation}",
            f"Organisation {organisation}",
            kind,
            TIES.get(organisation, frozenset()) if organisation == opener else frozenset(),
            frozenset({role}),
        )
        for organisation, role, kind in REVIEWERS.values()
    }


def filled(field: Field) -> Any:
    """A complete value of a field."""
    return {
        FieldKind.YES_NO: {"answer": True, "why": "seen"},
        FieldKind.CONFIRM: True,
        FieldKind.CHOICE: field.options[0][0] if field.options else "",
        FieldKind.DATE: "2099-12-31",
        FieldKind.MONEY: 1,
        FieldKind.SYSTEM: OTHER_SYSTEM,
        FieldKind.TABLE: [{each.code: filled(each) for each in field.columns} for _row in range(field.rows)],
        FieldKind.COMMITMENTS: [{**PROMISE, "label": label} for label in ("done in time", "asked twice")],
        FieldKind.RED_LINES: {},
        FieldKind.OVERLAPS: {},
    }.get(field.kind, "in words")


def draft(
    people: dict[str, Actor], *, process: Process = RETIREMENT, notice_days: int = 30, stage: Stage | None = None
) -> Snapshot:
    """A new case of a process, opened by the first of those who may."""
    opener = SPONSOR if process.openers[0].seat is Seat.SPONSOR else BUREAU
    author = people[f"{process.openers[0].roles[0]}-{opener}-0"].person
    first = process.first
    place = {Seat.OPENER: opener, Seat.SPONSOR: SPONSOR}.get(first.seat, BUREAU)
    return Snapshot(
        state=State.DRAFT,
        round=1,
        version=1,
        stage=stage or (Stage.LIVE if Stage.LIVE in process.stages else min(process.stages)),
        now=datetime(2026, 3, 2, 9, tzinfo=UTC),
        today=date(2026, 3, 2),
        periods=Periods(notice=notice_days),
        opener=opener,
        lead=BUREAU,
        sponsor=SPONSOR,
        author=author,
        operators=frozenset({OPERATOR}),
        involved=frozenset({BUREAU, SPONSOR, OPERATOR, DEPARTMENT, FINANCE, FIRM}),
        system="SYS-1",
        duties={author: DutyKind.AUTHOR},
        tasks={(first.code, ""): TaskFact(first.code, TaskState.OPEN, place, author if place == opener else None)},
        questions=dict.fromkeys(STEPS, QUESTIONS),
        people=people,
        organisations=organisations(opener),
        systems={OTHER_SYSTEM: SystemFact(OTHER_SYSTEM, "Another", Stage.LIVE)},
    )


def later(snapshot: Snapshot, days: int) -> Snapshot:
    span = timedelta(days=days)
    return replace(snapshot, now=snapshot.now + span, today=snapshot.today + span)


def complete_commands(snapshot: Snapshot, people: dict[str, Actor], process: Process = RETIREMENT) -> Iterator[Command]:
    """Every command that has a row in the state, filled in completely in every way that makes a difference."""
    for command_type in process.commands:
        if process.rows_for(command_type, snapshot.state):
            yield from filled_in(command_type, snapshot, people, process)


def filled_in(
    command_type: type[Command], snapshot: Snapshot, people: dict[str, Actor], process: Process = RETIREMENT
) -> Iterator[Command]:
    """The command in every way that makes a difference: none where the process has nothing for it to be about."""
    if command_type in _WHOLE:
        yield from _WHOLE[command_type](snapshot, process)
    elif issubclass(command_type, StepCommand):
        for review in process.reviews:
            yield from _about_step(command_type, review.code, snapshot, people)
    elif issubclass(command_type, ClearanceCommand):
        for kind in ClearanceKind.values:
            yield {
                commands.Verify: commands.Verify(kind, PROOF),
                commands.Reopen: commands.Reopen(kind, "it answers again", PROOF),
            }.get(command_type) or command_type(kind, "in words")  # type: ignore[call-arg]
    else:
        yield command_type("in words")  # type: ignore[call-arg]


def _decisions(snapshot: Snapshot, process: Process) -> Iterator[Command]:
    for choice in process.choices:
        yield commands.Decide(choice.code, "because", {each.code: filled(each) for each in choice.details})


def _acceptances(snapshot: Snapshot, process: Process) -> Iterator[Command]:
    for passed in (True, False):
        tests = dict.fromkeys(AcceptanceTest.values, passed)
        yield commands.RecordAcceptance(tests, dict.fromkeys(AcceptanceTest.values, "seen"))


def _submissions(snapshot: Snapshot, process: Process) -> Iterator[Command]:
    """The same every time, but for what is proposed where something is."""
    content = {field.code: filled(field) for field in process.fields}
    answers = tuple("done" for _item in snapshot.return_items)
    proposals = [choice.code for choice in process.choices] if process.proposes else [""]
    for proposed in proposals:
        yield commands.Submit({**content, process.proposes: proposed} if proposed else content, answers)


def _about_step(
    command_type: type[StepCommand], step: str, snapshot: Snapshot, people: dict[str, Actor]
) -> Iterator[Command]:
    if command_type in {commands.Assign, commands.Reassign}:
        role = REVIEWERS[step][1]
        for account, actor in people.items():
            if any(each.role == role for each in actor.standings):
                yield command_type(step, account)
    elif command_type is commands.Declare:
        yield from (commands.Declare(step, answer, "in words") for answer in ("none", "unsure", "conflict"))
    elif command_type is commands.Claim:
        yield commands.Claim(step)
    elif command_type is commands.CarryForward:
        yield commands.CarryForward(step, digest(snapshot.difference))
    else:
        for opinion in Opinion.values:
            reasons = {"need": "seen", "opinion": "seen"}
            yield command_type(step, {"need": 0, "cost": 1}, opinion, reasons)  # type: ignore[call-arg]


Whole = Callable[[Snapshot, Process], Iterable[Command]]
_WHOLE: Mapping[type[Command], Whole] = {
    commands.Submit: _submissions,
    commands.Accept: lambda snapshot, process: [
        commands.Accept({step.code: f"ORG{REVIEWERS[step.code][0]}" for step in process.reviews})
    ],
    commands.Return: lambda snapshot, process: [commands.Return(("the data plan", "the contract"))],
    commands.Decide: _decisions,
    commands.AdvanceShutdown: lambda snapshot, process: [
        commands.AdvanceShutdown(grade, snapshot.today.isoformat()) for grade in Grade.values
    ],
    commands.RecordAcceptance: _acceptances,
    commands.Extend: lambda snapshot, process: [commands.Extend(each.code, 1, "in words") for each in process.steps],
    commands.Remind: lambda snapshot, process: [commands.Remind(each.code) for each in process.steps],
}
"""The commands that are about the whole case, or about any step of it."""

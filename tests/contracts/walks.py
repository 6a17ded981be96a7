"""How a case of any process comes to any of its states: along its table, by real commands of the cast with complete contents."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lifecycle.cases import commands
from lifecycle.cases.commands import ClearanceCommand, Command, StepCommand
from lifecycle.cases.enums import AcceptanceTest, ClearanceKind, FieldKind, Grade, Opinion, State
from lifecycle.cases.models import Case
from lifecycle.cases.processes import CURRENT, newest
from lifecycle.cases.processes.table import Field, Process, Row, Seat, When
from lifecycle.cases.services import open_case
from lifecycle.closeout.enums import MatterKind
from lifecycle.closeout.services import state_nothing_held
from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.refusals import Refused
from registry.systems.enums import Stage, SystemKind
from tests.evaluations.appraisals.factories import remeasured
from tests.factories import system
from tests.lifecycle.cases.factories import County, answers, do, file
from tests.lifecycle.commitments.factories import entry, own

PROOF = ({"type": "list", "sha256": "0" * 64},)
LATER = (timezone.localdate() + timedelta(days=100)).isoformat()
_ASIDE = {
    commands.Withdraw, commands.Rescind, commands.Countersign, commands.Decline, commands.Reject, commands.Reopen,
}  # fmt: skip
"""Not on the straight way to anywhere."""


def value_of(field: Field, case: Case) -> Any:
    """What somebody would fill in."""
    values: dict[FieldKind, Callable[[], Any]] = {
        FieldKind.TEXT: lambda: "In words.",
        FieldKind.LONG_TEXT: lambda: "In more words.",
        FieldKind.YES_NO: lambda: {"answer": False, "why": "Because."},
        FieldKind.CONFIRM: lambda: True,
        FieldKind.CHOICE: lambda: field.options[0][0],
        FieldKind.DATE: lambda: LATER,
        FieldKind.MONEY: lambda: 100_00,
        FieldKind.SYSTEM: lambda: system(sponsor=case.system.sponsor).code,
        FieldKind.TABLE: lambda: [
            {column.code: value_of(column, case) for column in field.columns} for _row in range(field.rows or 1)
        ],
        FieldKind.RED_LINES: lambda: {"none": {"answer": "no"}},
        FieldKind.COMMITMENTS: lambda: [entry(), own()],
        FieldKind.OVERLAPS: dict,
    }
    return values[field.kind]()


def complete(command: type[Command], target: str, case: Case, cast: County, *, choice: str = "") -> Command:
    """The command with a content nothing is missing of; of a decision ``choice``, or else the first there is."""
    words = "In words."
    choices = case.table.choices
    chosen = next((each for each in choices if each.code == choice), choices[0] if choices else None)
    made: Mapping[type[Command], Callable[[], Command]] = {
        commands.Submit: lambda: commands.Submit(
            {field.code: value_of(field, case) for field in case.table.fields},
            tuple("Done." for _item in case.return_items),
        ),
        commands.Accept: lambda: commands.Accept(
            {step.code: cast.reviewing[step.code].code for step in case.table.reviews}
        ),
        commands.Return: lambda: commands.Return(("The contract.",)),
        commands.Assign: lambda: commands.Assign(target, cast.reviewer(target, 1).account),
        commands.Reassign: lambda: commands.Reassign(target, cast.reviewer(target, 1).account),
        commands.Declare: lambda: commands.Declare(target, "unsure", words),
        commands.FileReview: lambda: answers(case, target, Opinion.SUPPORT),
        commands.SupersedeReview: lambda: commands.SupersedeReview(*vars(answers(case, target)).values()),
        commands.Decide: lambda: commands.Decide(
            chosen.code if chosen else "",
            words,
            {field.code: value_of(field, case) for field in chosen.details if field.required} if chosen else {},
        ),
        commands.RecordAcceptance: lambda: commands.RecordAcceptance(
            dict.fromkeys(AcceptanceTest.values, True), dict.fromkeys(AcceptanceTest.values, words)
        ),
        commands.Verify: lambda: commands.Verify(target, PROOF),
        commands.Reopen: lambda: commands.Reopen(target, words, PROOF),
        commands.AdvanceShutdown: lambda: commands.AdvanceShutdown(Grade.READ_ONLY, timezone.localdate().isoformat()),
        commands.Extend: lambda: commands.Extend(target, 1, words),
    }
    if command in made:
        return made[command]()
    if issubclass(command, StepCommand | ClearanceCommand):
        return command(target, words) if len(vars(command(target))) > 1 else command(target)  # type: ignore[call-arg]
    return command(words)  # type: ignore[call-arg]


def opened(process: str, cast: County) -> Case:
    """A new case about a system of its own."""
    table = newest(process)
    kind = min(table.kinds, default=SystemKind.PLATFORM)
    stage = Stage.LIVE if Stage.LIVE in table.stages else min(table.stages)
    if process == "admission":
        stage = Stage.PROPOSED
    about = system(sponsor=cast.sponsor, operator=cast.operator, kind=kind, stage=stage)
    role = next(role for role in table.openers[0].roles if role in cast.people)
    return open_case(system=about, process=process, grounds={"finding": "F-1"}, by=cast.one(role))


def states_of(table: Process) -> list[State]:
    """Every state of a table, as it lists them."""
    return list(dict.fromkeys(state for row in table.rows for state in (row.source, row.target)))


def walked(process: str, state: State, cast: County) -> Case:
    """A new case, led to ``state`` on the shortest way its table knows, never by giving up."""
    case = opened(process, cast)
    for row in way(case.table, State(case.state), state):
        case = passed(row, case, cast)
    return case


def way(table: Process, here: State, there: State) -> list[Row]:
    ways: deque[tuple[State, list[Row]]] = deque([(here, [])])
    seen = {here}
    while ways:
        state, rows = ways.popleft()
        if state == there:
            return rows
        for row in table.rows:
            if row.source == state and row.target not in seen and row.command not in _ASIDE and _is_open(row):
                seen.add(row.target)
                ways.append((row.target, [*rows, row]))
    raise AssertionError(f"{table.code}: no way from {here} to {there}")


def _is_open(row: Row) -> bool:
    """Walked cases are about systems that are proposed where they can be, and all their reviewers agree."""
    return row.who.seat is not Seat.MACHINE and row.when not in {When.TWO_NEEDED, When.ADMIT_IN_USE, When.REFUSE_IN_USE}


def passed(row: Row, case: Case, cast: County) -> Case:
    """The case after a row of its table, with everything that has to come before."""
    if row.command is commands.FileReview:
        for step in case.table.reviews:
            case = file(case, cast, step.code)
        return case
    if row.command is commands.Verify:
        for kind in ClearanceKind.values:
            case = do(case, complete(commands.Attest, kind, case, cast), cast.one(Role.OPERATOR))
            case = do(case, complete(commands.Verify, kind, case, cast), cast.one(Role.CLEARANCE_VERIFIER))
        return case
    if row.command is commands.ConfirmShutdown:
        by = cast.one(Role.CASE_OFFICER)
        state_nothing_held(case=case, kind=MatterKind.DATA_SET, statement="It never held any data.", by=by)
    if row.command is commands.Decide and case.process == "rectification":
        remeasured(case)
    command = complete(row.command, "", case, cast, choice=row.when.value)
    for somebody in whom(row, cast):
        try:
            with transaction.atomic():
                case = do(case, command, somebody)
            second = complete(commands.Countersign, "", case, cast)
            return case if case.state == row.target else do(case, second, cast.another(Role.DECISION_MAKER))
        except Refused as refusal:
            refused = refusal
    raise AssertionError(f"{case.table.code}, {row.name}: {refused}")


def whom(row: Row, cast: County) -> Iterator[Person]:
    """Everybody of the cast who has a role the row asks for."""
    for number in (0, 1):
        yield from (cast.people[role][number] for role in row.who.roles if role in cast.people)


def cases_in_every_state(cast: County) -> dict[tuple[str, str], Case]:
    """{(process, state): a case}, for the tables that new cases follow."""
    return {(table.code, state): walked(table.code, state, cast) for table in CURRENT for state in states_of(table)}

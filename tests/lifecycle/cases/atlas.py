"""A way to every row of a table, found by search in the pure core: where histories begin."""

from collections import deque
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from lifecycle.cases import commands
from lifecycle.cases.commands import Command
from lifecycle.cases.enums import State
from lifecycle.cases.processes.table import Process, Row, Seat
from lifecycle.cases.rules import Accepted, decide
from lifecycle.cases.rules.effects import evolve
from lifecycle.cases.rules.facts import MACHINE, Actor, Periods, Snapshot
from registry.refusals import Obstacle
from registry.systems.enums import Stage
from tests.lifecycle.cases import world

PEOPLE = world.cast()
_ASIDE = {
    commands.Note, commands.Extend, commands.Remind, commands.Assign, commands.Reassign, commands.SupersedeReview,
    commands.Withdraw, commands.StepBack, commands.Reopen, commands.Reject,
}  # fmt: skip
"""Rows are reached by these too, but nothing lies behind them that is not reached without."""


@dataclass(frozen=True)
class Place:
    """A case that can take the row next: with whom and how, and the acts that led there."""

    start: Snapshot
    acts: tuple[tuple[Command, Actor], ...]
    snapshot: Snapshot
    command: Command
    actor: Actor


def starts(process: Process) -> Iterator[Snapshot]:
    """New cases about every sort of system for which the table tells rows apart."""
    for stage in sorted(process.stages):
        yield replace(world.draft(PEOPLE, process=process, stage=stage), periods=Periods())
    if Stage.PROPOSED in process.stages:
        yield replace(world.draft(PEOPLE, process=process, stage=Stage.PROPOSED), is_refused_by_default=True)


@cache
def atlas(process: Process) -> dict[Row, Place]:
    """{row: where it can be taken}, for every row that was found."""
    found: dict[Row, Place] = {}
    for start in starts(process):
        ways: deque[tuple[Snapshot, tuple[tuple[Command, Actor], ...]]] = deque([(start, ())])
        seen = {_key(start)}
        while ways and len(found) < len(process.rows):
            snapshot, acts = ways.popleft()
            for command, actor, answer in accepted(process, snapshot):
                found.setdefault(answer.row, Place(start, acts, snapshot, command, actor))
                if type(command) in _ASIDE or not _is_worth_it(snapshot, command):
                    continue
                after = evolve(snapshot, answer.effects)
                if (key := _key(after)) not in seen:
                    seen.add(key)
                    ways.append((after, (*acts, (command, actor))))
    return found


def accepted(process: Process, snapshot: Snapshot) -> Iterator[tuple[Command, Actor, Accepted]]:
    """Every complete command that is accepted now, once for each row it goes by."""
    for command in world.complete_commands(snapshot, PEOPLE, process):
        rows = set(process.rows_for(type(command), snapshot.state))
        for actor in holders(process, rows):
            answer = decide(process, snapshot, command, actor)
            if isinstance(answer, list) and any(_is_final(each) for each in answer):
                break
            if isinstance(answer, Accepted) and answer.row in rows:
                rows.remove(answer.row)
                yield command, actor, answer
                if not any(row.when == answer.row.when for row in rows):
                    break


_OWN = frozenset({"not-declared", "nothing-to-carry", "not-filed"})


def _is_final(obstacle: Obstacle) -> bool:
    """In everybody's way. Only spares time."""
    return obstacle.kind != "who" and obstacle.code not in _OWN


def holders(process: Process, rows: set[Row]) -> Iterator[Actor]:
    """Whoever holds a role that one of the rows asks for; only spares time."""
    if any(row.who.seat is Seat.MACHINE for row in rows):
        yield MACHINE
    reviewers = {step.role for step in process.reviews}
    roles = {role for row in rows for role in row.who.roles or reviewers}
    yield from (actor for actor in PEOPLE.values() if any(each.role in roles for each in actor.standings))


def _is_worth_it(snapshot: Snapshot, command: Command) -> bool:
    """Whether something may lie behind it that is not reached more shortly."""
    if isinstance(command, commands.Declare):
        return command.answer == "none"
    opinions = {review.opinion for review in snapshot.reviews.values()}
    if isinstance(command, commands.FileReview):
        alike = not opinions or command.opinion in opinions
        asked = command.opinion == "support" or snapshot.content.get("proposed") in {None, "keep"}
        return snapshot.round == 1 and asked and (alike or command.step == "social_benefit")
    if isinstance(command, commands.Return):
        return snapshot.round == 1 and opinions <= {"support"}
    if isinstance(command, commands.Decide):
        return snapshot.round == 1
    return True


def _key(snapshot: Snapshot) -> Hashable:
    """Cases alike in this have the same rows before them."""
    proposed = snapshot.proposal.outcome if snapshot.proposal else None
    held = {(task.step, task.target, task.state, task.assignee is None) for task in snapshot.tasks.values()}
    clearances = frozenset((each.kind, each.state) for each in snapshot.clearances.values())
    reviews = frozenset((step, review.opinion) for step, review in snapshot.reviews.items())
    decided = (snapshot.decision, snapshot.grade, proposed, clearances)
    before = frozenset(snapshot.previous)
    if snapshot.state not in {State.REVIEW, State.DECISION}:
        reviews, held = frozenset(), set()
    told = tuple(sorted(str(value) for value in snapshot.content.values() if isinstance(value, str)))
    return (snapshot.state, snapshot.round, snapshot.stage, decided, before, reviews, frozenset(held),
            len(snapshot.declarations), told)  # fmt: skip

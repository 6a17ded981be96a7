"""Histories of the pure core, made by Hypothesis: every row of the table is reached and every invariant of lifecycle.md holds.

``HISTORIES=50000 pytest tests/lifecycle/cases/test_machine.py`` is the long version.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lifecycle.cases import commands
from lifecycle.cases.commands import Command
from lifecycle.cases.enums import ClearanceState, DutyKind, Opinion, State, TaskState
from lifecycle.cases.processes.retirement_v1 import RETIREMENT_V1 as RETIREMENT
from lifecycle.cases.processes.table import Row, When
from lifecycle.cases.rules import Accepted, decide
from lifecycle.cases.rules.effects import Decided, ReviewFiled, evolve
from lifecycle.cases.rules.facts import Actor
from tests.lifecycle.cases import world

HISTORIES = int(os.environ.get("HISTORIES", "135"))
MOST_STEPS = 40

OPINIONS: dict[tuple[type[Command], State, When], set[str]] = {
    (commands.Decide, State.DECISION, When.TWO_NEEDED): {"economy"},
    (commands.Decide, State.DECISION, When.RETIRE): set(),
    (commands.Decide, State.DECISION, When.KEEP): set(world.STEPS),
    (commands.Countersign, State.DECISION, When.RETIRE): {"economy"},
    (commands.Countersign, State.DECISION, When.KEEP): {"economy"},
    (commands.Decline, State.DECISION, When.ALWAYS): {"economy"},
}
"""Which reviewers must object for a row to be reached; elsewhere any of them may."""

_ONWARD = (
    commands.Submit,
    commands.Accept,
    commands.Claim,
    commands.Attest,
    commands.Verify,
)
_SIDEWAYS = (commands.Note, commands.Return, commands.Withdraw, commands.Assign, commands.Reassign)
"""Not on the way to the end."""


class Histories(RuleBasedStateMachine):
    """One case in a county of 43 people: to the goal, then forward, sideways, or whatever anybody might try."""

    goal: Row
    reached: Counter[Row]
    histories = 0

    @initialize(objecting=st.sets(st.sampled_from(world.STEPS)))
    def begin(self, objecting: set[str]) -> None:
        """Walk straight to the goal and take its row; from there on anything may happen."""
        type(self).histories += 1
        self.objecting = OPINIONS.get((self.goal.command, self.goal.source, self.goal.when), objecting)
        self.people = world.cast()
        self.snapshot = world.draft(self.people, notice_days=3)
        self.events: list[dict[str, Any]] = [self.snapshot.as_json()]
        self.left: str = ""
        self.is_there = False
        for _step in range(MOST_STEPS):
            if self.is_there:
                break
            options = list(
                self.options(lambda command: type(command) is self.goal.command or self.is_straight(command))
            )
            goals = (pair for pair in options if self.row_of(*pair) == self.goal)
            straight = (pair for pair in options if self.is_straight(pair[0]))
            self.give(*next(chain(goals, straight)))
            if self.snapshot.notice_ends_on:
                self.snapshot = world.later(self.snapshot, 3)

    def is_straight(self, command: Command) -> bool:
        """What somebody would do who only wants the case to get to the goal."""
        goal, snapshot = self.goal, self.snapshot
        if isinstance(command, commands.Declare):
            return command.answer == "none" != snapshot.declarations.get((command.step, self.person_of(command.step)))
        if isinstance(command, commands.FileReview) and not isinstance(command, commands.SupersedeReview):
            return (command.opinion == Opinion.OBJECT) == (command.step in self.objecting)
        if goal.source == State.RETURNED and snapshot.state == State.INTAKE:
            return isinstance(command, commands.Return)
        if goal.command in {commands.Countersign, commands.Decline} and State.DECISION != goal.source == snapshot.state:
            return isinstance(command, commands.Rescind)
        proposed = snapshot.proposal.outcome if snapshot.proposal else None
        return {
            commands.Decide: proposed is None and getattr(command, "outcome", "") == self.outcome,
            commands.Countersign: bool(proposed),
        }.get(type(command), isinstance(command, _ONWARD))

    @property
    def outcome(self) -> str:
        return "keep" if self.goal.when is When.KEEP else "retire"

    def person_of(self, step: str) -> int:
        task = self.snapshot.task(step)
        return task.assignee or 0 if task else 0

    def options(self, wanted: Callable[[Command], bool]) -> Iterator[tuple[Command, Actor]]:
        """Every complete command that is wanted, with every actor from whom it would be accepted now."""
        for command in world.complete_commands(self.snapshot, self.people):
            if not wanted(command) or self.is_hopeless(command):
                continue
            for actor in self.candidates(command):
                if self.row_of(command, actor):
                    yield command, actor

    def is_hopeless(self, command: Command) -> bool:
        """About a step that is neither open nor replaced: refused whoever asks. Only spares time."""
        if not isinstance(command, commands.StepCommand) or isinstance(command, commands.SupersedeReview):
            return False
        task = self.snapshot.task(command.step)
        return task is None or task.state != TaskState.OPEN

    def candidates(self, command: Command) -> Iterator[Actor]:
        """Those who hold one of the table's roles for it. Only spares time: ``whatever_anybody_tries`` asks everybody."""
        rows = RETIREMENT.rows_for(type(command), self.snapshot.state)
        roles = {role for row in rows for role in row.who.roles}
        if any(not row.who.roles for row in rows):
            named = RETIREMENT.step(command.target)
            roles |= {step.role for step in ([named] if named else RETIREMENT.open_reviews(self.snapshot.reviews))}
        for actor in self.people.values():
            if any(each.role in roles for each in actor.standings):
                yield actor
                if isinstance(command, commands.Note):
                    return

    def row_of(self, command: Command, actor: Actor) -> Row | None:
        answer = decide(RETIREMENT, self.snapshot, command, actor)
        return answer.row if isinstance(answer, Accepted) else None

    def give(self, command: Command, actor: Actor) -> None:
        """Let decide() answer, check what it answered, and move on if it accepted."""
        before = self.snapshot
        answer = decide(RETIREMENT, before, command, actor)
        if not isinstance(answer, Accepted):
            assert answer, "a refusal says why"
            return
        self.check_accepted(command, actor, answer)
        self.snapshot = evolve(before, answer.effects)
        self.reached[answer.row] += 1
        self.is_there = self.is_there or answer.row == self.goal
        assert self.snapshot.state == answer.row.target, "S1 state moves only along the table"
        self.events.append(self.snapshot.as_json())
        for person, duty in before.duties.items():
            assert self.snapshot.duties[person] in {duty, DutyKind.RECUSED}, "D1 one duty per person and case"

    def check_accepted(self, command: Command, actor: Actor, answer: Accepted) -> None:
        before = self.snapshot
        assert before.state != State.CLOSED, "S1 closed is final"
        assert answer.standing in actor.standings, "D7 active membership at the time"
        assert before.duties.get(actor.person) != DutyKind.RECUSED, "D3 recused acts no more"
        assert actor.account != "superuser", "D9 a superuser does nothing"
        for effect in answer.effects:
            if isinstance(effect, ReviewFiled):
                self.check_review(effect, command, actor)
            if isinstance(effect, Decided):
                assert set(before.reviews) == set(world.STEPS), "R2 decision only when all are filed"
                assert not effect.against or effect.countersigned_by not in {None, effect.by}, "D8 two people"

    def check_review(self, effect: ReviewFiled, command: Command, actor: Actor) -> None:
        before, step = self.snapshot, effect.review.step
        replaces = isinstance(command, commands.SupersedeReview)
        assert (step in before.reviews) == replaces, "R1 one current filed review"
        filed = [earlier for earlier in world.STEPS if earlier in before.reviews and earlier != step]
        assert filed == list(world.STEPS[: world.STEPS.index(step)]), "R3 order of steps, social benefit last"
        assert before.declarations[step, actor.person] == "none", "D4 no filing without a declaration"
        forbidden = RETIREMENT.step(step)
        assert forbidden is not None
        ties = frozenset().union(*(each.ties for each in actor.standings))
        assert not ties & forbidden.independent_of, "D5 independence at filing time"
        assert all(0 <= value <= 3 for value in effect.scores.values()), "R6 values within the scale"

    @precondition(lambda self: self.snapshot.state != State.CLOSED)
    @rule(data=st.data())
    def forward(self, data: st.DataObject) -> None:
        self.choose(data, list(self.options(lambda command: not isinstance(command, _SIDEWAYS))))

    @precondition(lambda self: self.snapshot.state != State.CLOSED)
    @rule(data=st.data())
    def sideways(self, data: st.DataObject) -> None:
        self.choose(data, list(self.options(lambda command: isinstance(command, _SIDEWAYS))))

    def choose(self, data: st.DataObject, options: list[tuple[Command, Actor]]) -> None:
        """First what, then who: so that commands many people may give are no likelier than others."""
        if not options:
            return
        name = data.draw(st.sampled_from(sorted({f"{each.name} {each.target}" for each, _actor in options})))
        alike = [(each, actor) for each, actor in options if f"{each.name} {each.target}" == name]
        self.give(*data.draw(st.sampled_from(alike)))

    @rule(data=st.data())
    def whatever_anybody_tries(self, data: st.DataObject) -> None:
        command_type = data.draw(st.sampled_from(RETIREMENT.commands))
        command = data.draw(st.sampled_from(list(world.filled_in(command_type, self.snapshot, self.people))))
        self.give(command, data.draw(st.sampled_from(list(self.people.values()))))

    @rule(days=st.integers(1, 60))
    def time_passes(self, days: int) -> None:
        """T4: no clock changes an outcome; only what people do is in the events."""
        self.snapshot = world.later(self.snapshot, days)

    @precondition(lambda self: not self.left)
    @rule(data=st.data())
    def somebody_leaves(self, data: st.DataObject) -> None:
        self.left = data.draw(st.sampled_from(sorted(self.people)))
        self.people = {**self.people, self.left: replace(self.people[self.left], standings=())}
        self.snapshot = replace(self.snapshot, people=self.people)

    @precondition(lambda self: self.snapshot.state != State.CLOSED)
    @rule()
    def nobody_is_indispensable(self) -> None:
        """S7: whoever left or is recused, somebody can still do something that moves the case on."""
        ways = self.options(lambda command: not isinstance(command, commands.Note))
        assert next(ways, None) is not None

    @invariant()
    def events_tell_the_case(self) -> None:
        """S2 and S3."""
        assert len(self.events) == self.snapshot.version
        assert self.events[-1] == self.snapshot.as_json()

    @invariant()
    def the_stage_is_what_the_case_implies(self) -> None:
        """S6 and C1."""
        snapshot = self.snapshot
        retired = snapshot.stage == "retired"
        assert (snapshot.stage == "retiring") == (snapshot.state in {State.CLEARANCE, State.SHUTDOWN})
        assert retired == (snapshot.state == State.CLOSED and snapshot.outcome == "retired")
        if retired:
            assert snapshot.decision == "retire"
            assert {each.state for each in snapshot.clearances.values()} == {ClearanceState.VERIFIED}
            assert len(snapshot.clearances) == 3

    @invariant()
    def clearances_take_two_people(self) -> None:
        """C2 and D6."""
        for each in self.snapshot.clearances.values():
            assert each.verified_by is None or each.attested_by not in {None, each.verified_by}


@pytest.mark.parametrize("goal", RETIREMENT.rows, ids=lambda row: f"{row.name} by {row.who.label}")
def test_every_row_is_reached_and_every_invariant_holds_on_the_way_and_after(goal: Row) -> None:
    machine: Any = type("Histories", (Histories,), {"goal": goal, "reached": Counter()})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=HISTORIES // len(RETIREMENT.rows),
            stateful_step_count=MOST_STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert goal in machine.reached


def test_every_row_has_a_name_of_its_own_but_for_alternatives() -> None:
    alternatives = {(row.name, row.who.label) for row in RETIREMENT.rows}
    assert len(alternatives) == len(RETIREMENT.rows)

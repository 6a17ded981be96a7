"""Histories of the pure core, made by Hypothesis: every row of every table is reached and every invariant of lifecycle.md holds.

``HISTORIES=50000 pytest tests/lifecycle/cases/test_machine.py`` is the long version. A history begins where the atlas knows a
row can be taken, takes it, and then anything may happen.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation
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
from lifecycle.cases.enums import ClearanceState, DutyKind, Grade, Outcome, State, TaskState
from lifecycle.cases.processes import PROCESSES
from lifecycle.cases.processes.table import Process, Row
from lifecycle.cases.rules import Accepted, decide
from lifecycle.cases.rules.effects import Decided, FollowUp, ReviewFiled, evolve
from lifecycle.cases.rules.facts import MACHINE, Actor, Periods, Snapshot
from lifecycle.cases.rules.stages import is_way
from tests.lifecycle.cases import world
from tests.lifecycle.cases.atlas import PEOPLE, atlas

TABLES = list(PROCESSES.values())
ROWS = sum(len(table.rows) for table in TABLES)
FROM_EACH_ROW = -(-int(os.environ.get("HISTORIES", "2100")) // ROWS)
MOST_STEPS = 14
ANY = st.integers(0, 2**20)
_STILL = (commands.Note, commands.Extend, commands.Remind)
"""What leaves a case where it is, and would drown the rest."""


@pytest.fixture(autouse=True)
def without_translation() -> Iterator[None]:
    """Sentences are made by the hundred thousand here; that they can be said is tested elsewhere."""
    with translation.override(None):
        yield


def expected_stage(process: Process, snapshot: Snapshot, opened_in: str) -> str:
    """S6: where the system of a case is, from the case alone."""
    ended: dict[str, str] = {
        Outcome.LAUNCHED: "live",
        Outcome.RETIRED: "retired",
        Outcome.MERGED: "merged",
        Outcome.DISSOLVED: "retired",
        Outcome.RESUMED: "live",
    }
    if snapshot.outcome == Outcome.RESCINDED:
        return "rejected" if process.code == "admission" else "live"
    if snapshot.outcome == Outcome.REFUSED:
        return "rejected" if opened_in == "proposed" else opened_in
    under_way = {
        State.ACCEPTANCE: "building",
        State.CLEARANCE: "retiring",
        State.SHUTDOWN: "retiring",
        State.OBSERVATION: "retiring",
        State.SUSPENDED: "suspended",
    }
    return ended.get(snapshot.outcome) or under_way.get(snapshot.state) or opened_in


class Histories(RuleBasedStateMachine):
    """One case in a county of some fifty people."""

    process: Process
    goal: Row
    reached: Counter[Row]
    tally: Counter[str]

    @initialize(notice=st.integers(0, 3), observation=st.integers(0, 3))
    def begin(self, notice: int, observation: int) -> None:
        """Go where the goal can be taken, and take it."""
        self.tally["histories"] += 1
        place = atlas(self.process)[self.goal]
        self.people = PEOPLE
        self.left = ""
        self.snapshot = self.start = place.start
        self.events: list[dict[str, Any]] = [self.snapshot.as_json()]
        for command, actor in (*place.acts, (place.command, place.actor)):
            self.give(command, actor)
        assert self.reached[self.goal], "the atlas leads to every row"
        self.snapshot = replace(self.snapshot, periods=Periods(notice, observation))

    def give(self, command: Command, actor: Actor) -> bool:
        """Let decide() answer, check what it answered, and move on if it accepted."""
        before = self.snapshot
        answer = decide(self.process, before, command, actor)
        if not isinstance(answer, Accepted):
            assert answer, "a refusal says why"
            assert self.snapshot is before, "S4 a refusal changes nothing"
            return False
        self.check_accepted(command, actor, answer)
        self.snapshot = evolve(before, answer.effects)
        self.reached[answer.row] += 1
        self.events.append(self.snapshot.as_json())
        self.check_moved(before, answer)
        return True

    def check_accepted(self, command: Command, actor: Actor, answer: Accepted) -> None:
        before, people = self.snapshot, [actor.person]
        if answer.standing.delegated_by:
            people.append(answer.standing.delegated_by.person)
        assert before.state != State.CLOSED, "S1 closed is final"
        assert answer.standing in actor.standings, "D7 active membership at the time"
        for person in people:
            assert before.duties.get(person) != DutyKind.RECUSED, (
                "D3 recused acts no more, in person or through another"
            )
        assert actor.account != "superuser", "D9 a superuser does nothing"
        assert actor is not MACHINE or isinstance(command, commands.Reopen), "the program itself only reopens"
        for effect in answer.effects:
            if isinstance(effect, ReviewFiled):
                self.check_review(effect, command, actor, people)
            if isinstance(effect, Decided):
                self.check_decision(effect)
            if isinstance(effect, FollowUp):
                assert effect.process not in before.open_processes, "S5 one open case per system and process"

    def check_decision(self, effect: Decided) -> None:
        before = self.snapshot
        assert set(before.reviews) == {step.code for step in self.process.reviews}, (
            "R2 decision only when all are filed"
        )
        if effect.against or (before.is_refused_by_default and effect.outcome == "admit"):
            assert effect.countersigned_by not in {None, effect.by}, "D8 override takes two people"

    def check_review(self, effect: ReviewFiled, command: Command, actor: Actor, people: list[int]) -> None:
        before, step = self.snapshot, effect.review.step
        replaces = isinstance(command, commands.SupersedeReview)
        assert (step in before.reviews) == replaces, "R1 one current filed review"
        order = [each.code for each in self.process.reviews]
        filed = [earlier for earlier in order if earlier in before.reviews and earlier != step]
        assert filed == order[: order.index(step)], "R3 order of steps, social benefit last"
        assert before.declarations[step, actor.person] == "none", "D4 no filing without a declaration"
        forbidden = self.process.step(step)
        assert forbidden is not None
        ties: frozenset[str] = frozenset()
        for each in self.people.values():
            if each.person in people:
                ties = ties.union(*(role.ties for role in each.standings))
        assert not ties & forbidden.independent_of, "D5 independence at filing time"
        assert all(0 <= value <= 3 for value in effect.scores.values()), "R6 values within the scale"
        if isinstance(command, commands.CarryForward):
            assert before.previous[step].by == actor.person, "only one's own opinion is carried forward"

    def check_moved(self, before: Snapshot, answer: Accepted) -> None:
        after = self.snapshot
        assert answer.row in self.process.rows, "S1 state moves only along the table"
        assert (before.state, after.state) == (answer.row.source, answer.row.target), (
            "S1 state moves only along the table"
        )
        assert before.stage == after.stage or is_way(before.stage, after.stage), "S6 along a way there is"
        for person, duty in before.duties.items():
            assert after.duties[person] in {duty, DutyKind.RECUSED}, "D1 one duty per person and case"
        if answer.row.target == State.CLEARANCE and isinstance(answer.row, Row) and before.state == State.OBSERVATION:
            assert ClearanceState.OPEN in {each.state for each in after.clearances.values()}, (
                "C3 a reopened path reopens"
            )
        for key, task in before.tasks.items():
            kept = after.tasks.get(key)
            if kept and TaskState.OPEN == kept.state == task.state:
                assert kept.extended >= task.extended, "T1 due dates only move on"

    @precondition(lambda self: self.snapshot.state != State.CLOSED)
    @rule(what=ANY, who=ANY)
    def somebody_acts(self, what: int, who: int) -> None:
        """A complete command of the state, by somebody who has a role for it."""
        found = [each for each in self.commands() if not isinstance(each, _STILL)]
        command = found[what % len(found)]
        holders = list(self.holders(command))
        if holders:
            self.give(command, holders[who % len(holders)])

    @precondition(lambda self: self.snapshot.state != State.CLOSED)
    @rule(what=ANY)
    def the_case_goes_on(self, what: int) -> None:
        """Something that is accepted, if anything is."""
        found = [each for each in self.commands() if not isinstance(each, (*_STILL, commands.Withdraw))]
        turned = found[what % len(found) :] + found[: what % len(found)]
        next((True for command in turned for actor in self.holders(command) if self.give(command, actor)), None)

    @rule(what=ANY, who=ANY)
    def whatever_anybody_tries(self, what: int, who: int) -> None:
        """Any command of any table, in any state, by anybody at all."""
        command_type = _EVERY_COMMAND[what % len(_EVERY_COMMAND)]
        found = list(world.filled_in(command_type, self.snapshot, self.people, self.process))
        actors = [*self.people.values(), MACHINE]
        if found:
            self.give(found[who % len(found)], actors[who % len(actors)])

    @rule(days=st.integers(1, 60))
    def time_passes(self, days: int) -> None:
        """T4: no clock changes an outcome; only what people do is in the events."""
        before = self.snapshot.as_json()
        self.snapshot = world.later(self.snapshot, days)
        assert self.snapshot.as_json() == before == self.events[-1], "T4 no clock changes an outcome"

    @precondition(lambda self: not self.left)
    @rule(who=ANY)
    def somebody_leaves(self, who: int) -> None:
        names = sorted(self.people)
        self.left = names[who % len(names)]
        self.people = {**self.people, self.left: replace(self.people[self.left], standings=())}
        self.snapshot = replace(self.snapshot, people=self.people)

    def commands(self) -> list[Command]:
        return list(world.complete_commands(self.snapshot, self.people, self.process))

    def holders(self, command: Command) -> Iterator[Actor]:
        """Those who hold a role the table asks for; only spares time, as ``whatever_anybody_tries`` asks everybody."""
        rows = self.process.rows_for(type(command), self.snapshot.state)
        step = self.process.step(command.target)
        roles = {role for row in rows for role in row.who.roles or (step.roles if step else ())}
        yield from (actor for actor in self.people.values() if any(each.role in roles for each in actor.standings))

    def teardown(self) -> None:
        """S7: whoever left or is recused, somebody can still do something that moves the case on, sooner or later."""
        if hasattr(self, "events") and self.snapshot.state != State.CLOSED:
            later = world.later(self.snapshot, 400)
            moves = (each for each in self.commands() if not isinstance(each, _STILL))
            ways = (
                actor
                for command in moves
                for actor in self.holders(command)
                if isinstance(decide(self.process, later, command, actor), Accepted)
            )
            assert next(ways, None) is not None, "S7 no dead ends"

    @invariant()
    def events_tell_the_case(self) -> None:
        assert len(self.events) == self.snapshot.version, "S2 one event per accepted command, none per refusal"
        assert self.events[-1] == self.snapshot.as_json(), "S3 the events give the state"

    @invariant()
    def the_stage_is_what_the_case_implies(self) -> None:
        snapshot, opened_in = self.snapshot, self.start.stage
        assert snapshot.stage == expected_stage(self.process, snapshot, opened_in), "S6 the stage is what cases imply"
        left = snapshot.outcome in {Outcome.RETIRED, Outcome.MERGED}
        if self.process.code == "retirement":
            assert (snapshot.stage in {"retired", "merged"}) == left, "C1 retired is closed as retired"
        if left:
            assert snapshot.decision == ("merge" if snapshot.outcome == Outcome.MERGED else "retire"), "C1 as decided"
            verified = [each for each in snapshot.clearances.values() if each.state == ClearanceState.VERIFIED]
            assert len(verified) == len(snapshot.clearances) == 3, "C1 three clearances verified"

    @invariant()
    def clearances_take_two_people(self) -> None:
        for each in self.snapshot.clearances.values():
            if each.verified_by is not None:
                assert each.attested_by is not None, "C2 verified means attested"
                assert each.attested_by != each.verified_by, "D6 attester is not the verifier"

    @invariant()
    def what_is_off_can_be_told(self) -> None:
        if self.snapshot.grade == Grade.OFF and self.snapshot.notice_ends_on and self.snapshot.grade_on:
            assert self.snapshot.grade_on >= self.snapshot.notice_ends_on, "nobody is cut off before the notice is over"


_EVERY_COMMAND = list(dict.fromkeys(command for table in TABLES for command in table.commands))


@pytest.mark.parametrize("process", TABLES, ids=lambda table: f"{table.code}-{table.version}")
def test_every_row_is_reached_and_every_invariant_holds_on_the_way_and_after(process: Process) -> None:
    """As many histories from each row of each table."""
    reached: Counter[Row] = Counter()
    tally: Counter[str] = Counter()
    for goal in process.rows:
        run_state_machine_as_test(
            type("Histories", (Histories,), {"process": process, "goal": goal, "reached": reached, "tally": tally}),
            settings=settings(
                max_examples=FROM_EACH_ROW,
                stateful_step_count=MOST_STEPS,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    assert set(reached) == set(process.rows)
    assert tally["histories"] >= FROM_EACH_ROW * len(process.rows)


def test_every_row_has_a_name_of_its_own_but_for_alternatives() -> None:
    for table in TABLES:
        alternatives = {(row.name, row.who.label) for row in table.rows}
        assert len(alternatives) == len(table.rows)

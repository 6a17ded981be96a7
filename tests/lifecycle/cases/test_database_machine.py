"""Histories in the database, of every process: what the buttons offer is what execute() does, and rows, events and versions agree
after every act."""

import os
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lifecycle.cases import commands
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case, Duty
from lifecycle.cases.processes import CURRENT
from lifecycle.cases.processes.table import Process
from lifecycle.cases.rules.differences import digest
from lifecycle.cases.selectors import Action, allowed_actions, difference_of
from lifecycle.cases.services import execute
from registry.ledger.models import Event
from registry.organisations.models import Person
from registry.refusals import Refused
from tests.contracts.walks import complete, states_of, walked
from tests.lifecycle.cases.factories import County, county

EXAMPLES = int(os.environ.get("EXAMPLES", "3"))
ACTS = 6
COMMANDS = {command.name: command for process in CURRENT for command in process.commands}


def command_of(action: Action, case: Case, cast: County) -> commands.Command:
    """The command of an action with a content that is complete."""
    command_type = COMMANDS[action.name]
    if command_type is commands.CarryForward:
        return commands.CarryForward(action.target, digest(difference_of(case)))
    if command_type in {commands.Assign, commands.Reassign}:
        held = {task.assignee for task in case.tasks.filter(round=case.round, step=action.target)}
        free = [each for each in (cast.reviewer(action.target, 1), cast.reviewer(action.target)) if each not in held]
        return command_type(action.target, free[0].account)
    return complete(command_type, action.target, case, cast)


@pytest.mark.django_db
@override_settings(RETIREMENT_NOTICE_DAYS=0, RETIREMENT_OBSERVATION_DAYS=(0,), BROWNOUT_NOTICE_DAYS=0)
@pytest.mark.parametrize("process", CURRENT, ids=lambda each: each.code)
def test_what_is_offered_is_what_is_done(process: Process) -> None:
    """P1, P2, S2, S3, S4, S6."""
    starts = [state for state in states_of(process) if state not in {State.CLOSED, State.RETURNED}]

    @given(data=st.data())
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # a history is short, and each takes seconds: it is read as it is
        suppress_health_check=list(HealthCheck),
    )
    def histories(data: st.DataObject) -> None:
        with transaction.atomic():
            cast = county()
            case = walked(process.code, data.draw(st.sampled_from(starts)), cast)
            everybody = [somebody for pair in cast.people.values() for somebody in pair]
            for _act in range(ACTS):
                if case.state == State.CLOSED:
                    break
                somebody = data.draw(st.sampled_from(everybody))
                case = acted(data, case, cast, somebody)
            transaction.set_rollback(True)

    histories()


def acted(data: st.DataObject, case: Case, cast: County, somebody: Person) -> Case:
    """One thing somebody tries: done where it was offered, refused for the reasons that were told, nothing in between."""
    actions = allowed_actions(case, somebody)
    open_to = [each for each in actions if each.is_allowed and each.name != "note"]
    what_is_offered: bool = data.draw(st.booleans())
    action = data.draw(st.sampled_from(open_to if open_to and what_is_offered else actions))
    offered = sorted({obstacle.code for obstacle in action.obstacles})
    before, rows = case.version, Duty.objects.filter(case=case).count()
    try:
        case = execute(case=case, command=command_of(action, case, cast), by=somebody, expected_version=before)
        done: list[str] = []
    except Refused as refusal:
        done = sorted({each.code for each in refusal.obstacles if each.kind != "content"})
        assert (case.version, Duty.objects.filter(case=case).count()) == (before, rows), "S4"
    assert done == offered, f"{case.process} {action.name} {action.target}: P2"
    case.refresh_from_db()
    assert case.version in {before, before + 1}, "S2"
    assert Event.objects.filter(stream=case.stream).count() == case.version, "S2"
    told = replayed(case)
    assert (told["state"], told["round"], told["stage"]) == (case.state, case.round, case.system.stage), "S3, S6"
    return case


def replayed(case: Case) -> dict[str, Any]:
    """The case as its events alone tell it; each begins where the one before ended."""
    told: dict[str, Any] = {}
    for event in Event.objects.filter(stream=case.stream).order_by("seq"):
        for name in ("state", "round", "stage", "outcome", "decision", "grade", "clearances"):
            if name in event.data:
                before, after = event.data[name]
                assert told.get(name, before) == before, "S3"
                told[name] = after
    return told

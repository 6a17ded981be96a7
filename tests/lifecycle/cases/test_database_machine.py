"""Histories in the database: what the buttons offer is what execute() does, and rows, events and versions agree after every act."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle.cases import commands
from lifecycle.cases.commands import Command
from lifecycle.cases.enums import ClearanceKind, Opinion, State
from lifecycle.cases.models import Case
from lifecycle.cases.rules.differences import digest
from lifecycle.cases.selectors import allowed_actions
from lifecycle.cases.services import execute
from registry.ledger.models import Event
from registry.organisations.models import Person
from registry.refusals import Refused
from tests.lifecycle.cases.factories import CONTENT, PROOF, STEPS, County, answers, case_in, county

STARTS = [State.DRAFT, State.REVIEW, State.DECISION, State.CLEARANCE]


def complete(name: str, target: str, case: Case, cast: County, colleague: Person) -> Command:
    """The command of an action with a content that is complete."""
    filled: dict[str, Any] = {
        "submit": lambda: commands.Submit(CONTENT, tuple("done" for _item in case.return_items)),
        "accept": cast.accept,
        "return": lambda: commands.Return(("the contract",)),
        "assign": lambda: commands.Assign(target, colleague.account),
        "claim": lambda: commands.Claim(target),
        "reassign": lambda: commands.Reassign(target, colleague.account),
        "declare": lambda: commands.Declare(target, "unsure", "in words"),
        "file_review": lambda: answers(case, target, Opinion.OBJECT),
        "supersede_review": lambda: commands.SupersedeReview(*vars(answers(case, target)).values()),
        "decide": lambda: commands.Decide("retire", "unused"),
        "attest": lambda: commands.Attest(target, "gone"),
        "verify": lambda: commands.Verify(target, PROOF),
        "reject": lambda: commands.Reject(target, "one is back"),
        "carry_forward": lambda: commands.CarryForward(target, digest({})),
        "extend": lambda: commands.Extend(target, 1, "in words"),
        "remind": lambda: commands.Remind(target),
        "advance_shutdown": lambda: commands.AdvanceShutdown("off", "2099-01-01"),
        "reopen": lambda: commands.Reopen(target, "it answers", PROOF),
        "end_observation": lambda: commands.EndObservation("nothing came back"),
        "confirm_shutdown": lambda: commands.ConfirmShutdown("off"),
        "note": lambda: commands.Note("in words"),
    }
    in_words = (commands.Countersign, commands.Decline, commands.Withdraw, commands.Rescind, commands.StepBack)
    others = {each.name: each for each in in_words}
    command: Command = filled[name]() if name in filled else others[name]("in words")
    return command


@pytest.mark.django_db
@given(data=st.data())
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_what_is_offered_is_what_is_done(data: st.DataObject) -> None:
    """P1, P2, S2, S4."""
    with transaction.atomic():
        cast = county()
        start = data.draw(st.sampled_from(STARTS))
        case = case_in(start, cast, objecting=data.draw(st.sampled_from([(), ("economy",)])))
        everybody = [somebody for pair in cast.people.values() for somebody in pair]
        for _step in range(6):
            if case.state == State.CLOSED:
                break
            somebody = data.draw(st.sampled_from(everybody))
            action = data.draw(st.sampled_from(allowed_actions(case, somebody)))
            offered = sorted({obstacle.code for obstacle in action.obstacles})
            step = action.target if action.target in STEPS else "necessity"
            colleague = next(each for each in (cast.reviewer(step, 1), cast.reviewer(step)) if _free(case, step, each))
            command = complete(action.name, action.target, case, cast, colleague)
            before = case.version
            try:
                case = execute(case=case, command=command, by=somebody, expected_version=before)
                done: list[str] = []
            except Refused as refusal:
                done = sorted({each.code for each in refusal.obstacles if each.kind != "content"})
            assert done == offered
            assert case.version == before + (not done)
            assert Event.objects.filter(stream=case.stream).count() == case.version
            cleared = [kind for kind in ClearanceKind.values if case.clearances.filter(kind=kind, state="verified")]
            assert (case.state == State.SHUTDOWN) == (len(cleared) == 3 and case.state != State.CLOSED)
        transaction.set_rollback(True)


def _free(case: Case, step: str, somebody: Person) -> bool:
    """Not the one who holds the step already."""
    return not case.tasks.filter(round=case.round, step=step, assignee=somebody).exists()

"""Retirement (退出), version 1, for the cases that were opened under it: the case ends with the confirmed shutdown."""

from dataclasses import replace

from lifecycle.cases import commands
from lifecycle.cases.enums import DecisionOutcome, Opinion, Outcome, State
from lifecycle.cases.processes import people
from lifecycle.cases.processes.retirement import RETIREMENT
from lifecycle.cases.processes.table import Choice, Row, When
from registry.systems.enums import Stage

_LATER = {
    commands.CarryForward, commands.AdvanceShutdown, commands.StepBack, commands.Reopen, commands.EndObservation,
    commands.Extend, commands.Remind,
}  # fmt: skip

RETIREMENT_V1 = replace(
    RETIREMENT,
    version=1,
    openers=(people.CASE_OFFICER,),
    steps=tuple(step for step in RETIREMENT.steps if step.state != State.OBSERVATION),
    rows=(
        *(
            row
            for row in RETIREMENT.rows
            if row.command not in _LATER
            and State.OBSERVATION not in {row.source, row.target}
            and row.when not in {When.MERGE, When.RECTIFY}
        ),
        Row(
            commands.ConfirmShutdown,
            State.SHUTDOWN,
            State.CLOSED,
            people.VERIFIER,
            outcome=Outcome.RETIRED,
            stage=Stage.RETIRED,
        ),
    ),
    choices=(
        Choice(DecisionOutcome.RETIRE, DecisionOutcome.RETIRE.label, Opinion.OBJECT),
        Choice(DecisionOutcome.KEEP, DecisionOutcome.KEEP.label, Opinion.SUPPORT),
    ),
)

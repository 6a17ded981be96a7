"""Suspension (紧急停用), version 1, in a security emergency: opened by one person, carried out by another, ended by a decision maker
who did neither. It is no retirement and leads to none by itself."""

from django.utils.translation import pgettext_lazy

from lifecycle.cases import commands
from lifecycle.cases.enums import DutyKind, Outcome, State
from lifecycle.cases.processes import people, reviews
from lifecycle.cases.processes.table import Process, Row, Step
from registry.organisations.enums import Role
from registry.systems.enums import Stage

SUSPENSION = Process(
    code="suspension",
    version=1,
    label=pgettext_lazy("process", "suspension"),
    address="suspensions",
    prefix="SU",
    asked="",
    openers=(people.EMERGENCY,),
    stages=frozenset({Stage.LIVE}),
    states=((State.DRAFT, pgettext_lazy("state of a case", "awaiting suspension")),),
    fields=(),
    steps=(
        Step(
            "suspension",
            pgettext_lazy("step", "suspension"),
            State.DRAFT,
            Role.DECISION_MAKER,
            DutyKind.CLOSEOUT,
            days=1,
            also=(Role.CLEARANCE_VERIFIER,),
        ),
        Step(
            "resumption",
            pgettext_lazy("step", "resumption"),
            State.SUSPENDED,
            Role.DECISION_MAKER,
            DutyKind.DECIDE,
            days=10,
        ),
    ),
    rows=(
        Row(commands.Suspend, State.DRAFT, State.SUSPENDED, people.SUSPENDER, stage=Stage.SUSPENDED),
        Row(
            commands.Resume,
            State.SUSPENDED,
            State.CLOSED,
            people.DECISION_MAKER,
            outcome=Outcome.RESUMED,
            stage=Stage.LIVE,
        ),
        *reviews.withdrawals(people.EMERGENCYS_AUTHOR, (State.DRAFT,)),
        *reviews.everywhere((State.DRAFT, State.SUSPENDED)),
    ),
)

"""Retirement (退出), version 2: three reviews in strict order, a decision, three clearances side by side, shutdown by grades,
observation.

New against version 1: merging into a successor and ordering rectification may be decided; the system goes off by grades that
can be taken back; the case stays open while it is watched whether anything comes back; the sponsor may ask for it too.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.cases import commands
from lifecycle.cases.enums import DecisionOutcome, DutyKind, FieldKind, Opinion, Outcome, State
from lifecycle.cases.processes import people, reviews
from lifecycle.cases.processes.table import Choice, Field, Process, Row, Seat, Step, When
from registry.organisations.enums import Role
from registry.systems.enums import Stage

SUCCESSOR = Field("successor", _("successor"), _("Code of the system that takes over."), kind=FieldKind.SYSTEM)
RE_EVALUATE_ON = Field(
    "re_evaluate_on",
    _("to be evaluated again on"),
    _("By when it has to show again that it is needed."),
    kind=FieldKind.DATE,
    ahead=True,
)

_STEPS = (
    reviews.submission(Role.CASE_OFFICER, Seat.OPENER, also=(Role.SPONSOR_STAFF,)),
    *reviews.STEPS,
    Step(
        "attest",
        pgettext_lazy("step", "clearing"),
        State.CLEARANCE,
        Role.OPERATOR,
        DutyKind.ATTEST,
        days=20,
        seat=Seat.OPERATOR,
    ),
    Step(
        "verify",
        pgettext_lazy("step", "verification"),
        State.CLEARANCE,
        Role.CLEARANCE_VERIFIER,
        DutyKind.CLOSEOUT,
        days=10,
    ),
    Step(
        "shutdown",
        pgettext_lazy("step", "shutdown"),
        State.SHUTDOWN,
        Role.CLEARANCE_VERIFIER,
        DutyKind.CLOSEOUT,
        days=10,
    ),
    Step(
        "observation",
        pgettext_lazy("step", "observation"),
        State.OBSERVATION,
        Role.CLEARANCE_VERIFIER,
        DutyKind.CLOSEOUT,
        days=10,
    ),
)

_LEAVING = ((State.CLEARANCE, When.RETIRE), (State.CLEARANCE, When.MERGE))
_STAYING = ((Outcome.KEPT, When.KEEP), (Outcome.TO_RECTIFY, When.RECTIFY))
_CLEARING = (State.CLEARANCE, State.SHUTDOWN)

_ROWS = (
    *reviews.rows_to_review(people.AUTHOR),
    *reviews.REVIEWING,
    Row(commands.Decide, State.DECISION, State.DECISION, people.DECISION_MAKER, When.TWO_NEEDED),
    *(
        Row(command, State.DECISION, target, people.DECISION_MAKER, when, stage=Stage.RETIRING)
        for command in (commands.Decide, commands.Countersign)
        for target, when in _LEAVING
    ),
    *(
        Row(command, State.DECISION, State.CLOSED, people.DECISION_MAKER, when, outcome)
        for command in (commands.Decide, commands.Countersign)
        for outcome, when in _STAYING
    ),
    *(
        Row(
            commands.Countersign,
            state,
            State.CLOSED,
            people.DECISION_MAKER,
            When.RESCIND,
            Outcome.RESCINDED,
            Stage.LIVE,
        )
        for state in _CLEARING
    ),
    *(
        Row(commands.Decline, state, state, people.DECISION_MAKER)
        for state in (State.DECISION, State.CLEARANCE, State.SHUTDOWN)
    ),
    *(Row(commands.Rescind, state, state, people.DECISION_MAKER) for state in _CLEARING),
    Row(commands.Attest, State.CLEARANCE, State.CLEARANCE, people.OPERATOR),
    Row(commands.Verify, State.CLEARANCE, State.CLEARANCE, people.VERIFIER, When.CLEARANCES_MISSING),
    Row(commands.Verify, State.CLEARANCE, State.SHUTDOWN, people.VERIFIER, When.ALL_CLEARED),
    Row(commands.Reject, State.CLEARANCE, State.CLEARANCE, people.VERIFIER),
    Row(commands.Reject, State.SHUTDOWN, State.CLEARANCE, people.VERIFIER),
    *(Row(commands.AdvanceShutdown, state, state, people.VERIFIER) for state in _CLEARING),
    *(Row(commands.StepBack, state, state, people.VERIFIER) for state in _CLEARING),
    Row(commands.ConfirmShutdown, State.SHUTDOWN, State.OBSERVATION, people.VERIFIER),
    *(
        Row(commands.Reopen, state, State.CLEARANCE, who)
        for who in (people.MACHINE, people.VERIFIER)
        for state in (State.SHUTDOWN, State.OBSERVATION)
    ),
    Row(
        commands.EndObservation,
        State.OBSERVATION,
        State.CLOSED,
        people.VERIFIER,
        When.RETIRE,
        Outcome.RETIRED,
        Stage.RETIRED,
    ),
    Row(
        commands.EndObservation,
        State.OBSERVATION,
        State.CLOSED,
        people.VERIFIER,
        When.MERGE,
        Outcome.MERGED,
        Stage.MERGED,
    ),
    *reviews.withdrawals(people.AUTHOR),
    *reviews.everywhere((*reviews.UNDECIDED, State.DECISION, *_CLEARING, State.OBSERVATION)),
)

RETIREMENT = Process(
    code="retirement",
    version=2,
    label=pgettext_lazy("process", "retirement"),
    address="retirements",
    prefix="RT",
    asked=_("the retirement"),
    openers=(people.CASE_OFFICER, people.SPONSOR),
    stages=frozenset({Stage.LIVE, Stage.SUSPENDED}),
    fields=(
        Field(
            "reason",
            _("reason for retirement"),
            _("What shows that the system is no longer needed, in your own words. The finding’s evidence is attached."),
        ),
        Field(
            "affected",
            _("who is affected"),
            _("Who still depends on the system or its data, and what they are to use instead. Write “none” if nobody."),
            dimensions=frozenset({"necessity", "social_benefit"}),
        ),
        Field(
            "data_disposal",
            _("what happens to the data"),
            _("Archive, hand over or delete; who receives it."),
            dimensions=frozenset({"necessity"}),
        ),
        Field(
            "successor",
            _("successor"),
            _("Code or name of the system that takes over, if any."),
            required=False,
            kind=FieldKind.TEXT,
            dimensions=frozenset({"necessity", "economy"}),
        ),
    ),
    steps=_STEPS,
    rows=_ROWS,
    choices=(
        Choice(DecisionOutcome.RETIRE, DecisionOutcome.RETIRE.label, Opinion.OBJECT),
        Choice(DecisionOutcome.MERGE, DecisionOutcome.MERGE.label, Opinion.OBJECT, (SUCCESSOR,)),
        Choice(DecisionOutcome.KEEP, DecisionOutcome.KEEP.label, Opinion.SUPPORT, (RE_EVALUATE_ON,)),
        Choice(DecisionOutcome.RECTIFY, DecisionOutcome.RECTIFY.label, Opinion.SUPPORT, follow_up="rectification"),
    ),
)

"""Retirement (退出), version 1: three reviews in strict order, a decision, three clearances side by side, shutdown.

The order of the reviews (三审三清) is an expert proposal (专家建议), not a legal requirement; the working days are set by
the organisation (本单位设定).
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.cases import commands
from lifecycle.cases.enums import DecisionOutcome, DutyKind, Opinion, State, Tie
from lifecycle.cases.processes.table import Field, Process, Row, Seat, Step, When, Who
from registry.organisations.enums import OrganisationKind, Role

_STRANGERS = frozenset({Tie.OPENER, Tie.SPONSOR, Tie.OPERATOR})

_STEPS = (
    Step("submission", pgettext_lazy("step", "submission"), State.DRAFT, Role.CASE_OFFICER, DutyKind.AUTHOR, days=10),
    Step("intake", pgettext_lazy("step", "intake"), State.INTAKE, Role.INTAKE_OFFICER, DutyKind.INTAKE, days=5),
    Step(
        "necessity",
        _("necessity review"),
        State.REVIEW,
        Role.NECESSITY_REVIEWER,
        DutyKind.NECESSITY,
        days=10,
        order=1,
        organisation_kinds=frozenset({OrganisationKind.DEPARTMENT}),
        independent_of=_STRANGERS,
    ),
    Step(
        "economy",
        _("economy review"),
        State.REVIEW,
        Role.FINANCE_REVIEWER,
        DutyKind.ECONOMY,
        days=10,
        order=2,
        organisation_kinds=frozenset({OrganisationKind.FINANCE}),
        independent_of=_STRANGERS,
        sees_prior=frozenset({"necessity"}),
    ),
    Step(
        "social_benefit",
        _("social-benefit review"),
        State.REVIEW,
        Role.ASSESSOR,
        DutyKind.SOCIAL_BENEFIT,
        days=15,
        order=3,
        organisation_kinds=frozenset({OrganisationKind.THIRD_PARTY}),
        independent_of=_STRANGERS | {Tie.CONTRACTOR},
    ),
    Step("decision", pgettext_lazy("step", "decision"), State.DECISION, Role.DECISION_MAKER, DutyKind.DECIDE, days=5),
    Step("attest", pgettext_lazy("step", "clearing"), State.CLEARANCE, Role.OPERATOR, DutyKind.ATTEST, days=20),
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
)

AUTHOR = Who(_("a case officer of the opener"), (Role.CASE_OFFICER,), Seat.OPENER, DutyKind.AUTHOR)
OPENERS_LEADER = Who(_("a leader of the opener"), (Role.LEADER,), Seat.OPENER, DutyKind.AUTHOR)
INTAKE = Who(_("an intake officer of the data bureau"), (Role.INTAKE_OFFICER,), duty=DutyKind.INTAKE)
COLLEAGUE = Who(_("a reviewer of the step’s organisation"), seat=Seat.STEP)
REVIEWER = Who(_("the reviewer who holds the step"), seat=Seat.STEP, assignee=True)
STEPS_LEADER = Who(_("a leader of the step’s organisation"), (Role.LEADER,), Seat.STEP)
DECISION_MAKER = Who(_("a decision maker of the data bureau"), (Role.DECISION_MAKER,), duty=DutyKind.DECIDE)
OPERATOR = Who(_("an operator of the system"), (Role.OPERATOR,), Seat.OPERATOR, DutyKind.ATTEST)
VERIFIER = Who(_("a clearance verifier of the data bureau"), (Role.CLEARANCE_VERIFIER,), duty=DutyKind.CLOSEOUT)
ANYBODY = Who(
    _("anybody at work in an organisation involved"),
    tuple(role for role in Role if role not in {Role.AUDITOR, Role.ADMINISTRATOR}),
    Seat.INVOLVED,
)

_ROWS = (
    Row(commands.Submit, State.DRAFT, State.INTAKE, AUTHOR),
    Row(commands.Submit, State.RETURNED, State.INTAKE, AUTHOR),
    Row(commands.Accept, State.INTAKE, State.REVIEW, INTAKE),
    Row(commands.Return, State.INTAKE, State.RETURNED, INTAKE),
    Row(commands.Return, State.REVIEW, State.RETURNED, REVIEWER),
    Row(commands.Return, State.REVIEW, State.RETURNED, INTAKE),  # so that a step nobody can hold is no dead end
    Row(commands.Return, State.DECISION, State.RETURNED, DECISION_MAKER),
    Row(commands.Assign, State.REVIEW, State.REVIEW, STEPS_LEADER),
    Row(commands.Claim, State.REVIEW, State.REVIEW, COLLEAGUE),
    Row(commands.Reassign, State.REVIEW, State.REVIEW, STEPS_LEADER),
    Row(commands.Reassign, State.REVIEW, State.REVIEW, REVIEWER),
    Row(commands.Declare, State.REVIEW, State.REVIEW, REVIEWER),
    Row(commands.FileReview, State.REVIEW, State.REVIEW, REVIEWER, When.REVIEWS_MISSING),
    Row(commands.FileReview, State.REVIEW, State.DECISION, REVIEWER, When.ALL_REVIEWED),
    Row(commands.SupersedeReview, State.REVIEW, State.REVIEW, REVIEWER),
    Row(commands.Decide, State.DECISION, State.DECISION, DECISION_MAKER, When.OBJECTED),
    Row(commands.Decide, State.DECISION, State.CLEARANCE, DECISION_MAKER, When.RETIRE),
    Row(commands.Decide, State.DECISION, State.CLOSED, DECISION_MAKER, When.KEEP),
    Row(commands.Countersign, State.DECISION, State.CLEARANCE, DECISION_MAKER, When.RETIRE),
    Row(commands.Countersign, State.DECISION, State.CLOSED, DECISION_MAKER, When.KEEP),
    Row(commands.Countersign, State.CLEARANCE, State.CLOSED, DECISION_MAKER, When.RESCIND),
    Row(commands.Countersign, State.SHUTDOWN, State.CLOSED, DECISION_MAKER, When.RESCIND),
    Row(commands.Decline, State.DECISION, State.DECISION, DECISION_MAKER),
    Row(commands.Decline, State.CLEARANCE, State.CLEARANCE, DECISION_MAKER),
    Row(commands.Decline, State.SHUTDOWN, State.SHUTDOWN, DECISION_MAKER),
    Row(commands.Attest, State.CLEARANCE, State.CLEARANCE, OPERATOR),
    Row(commands.Verify, State.CLEARANCE, State.CLEARANCE, VERIFIER, When.CLEARANCES_MISSING),
    Row(commands.Verify, State.CLEARANCE, State.SHUTDOWN, VERIFIER, When.ALL_CLEARED),
    Row(commands.Reject, State.CLEARANCE, State.CLEARANCE, VERIFIER),
    Row(commands.Reject, State.SHUTDOWN, State.CLEARANCE, VERIFIER),
    Row(commands.ConfirmShutdown, State.SHUTDOWN, State.CLOSED, VERIFIER),
    Row(commands.Withdraw, State.DRAFT, State.CLOSED, AUTHOR),
    *(
        Row(commands.Withdraw, state, State.CLOSED, OPENERS_LEADER)
        for state in (State.DRAFT, State.RETURNED, State.INTAKE, State.REVIEW)
    ),
    Row(commands.Rescind, State.CLEARANCE, State.CLEARANCE, DECISION_MAKER),
    Row(commands.Rescind, State.SHUTDOWN, State.SHUTDOWN, DECISION_MAKER),
    *(Row(commands.Note, state, state, ANYBODY) for state in State if state != State.CLOSED),
)

RETIREMENT = Process(
    code="retirement",
    version=1,
    label=pgettext_lazy("process", "retirement"),
    prefix="RT",
    openers=(Role.CASE_OFFICER,),
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
        ),
        Field("data_disposal", _("what happens to the data"), _("Archive, hand over or delete; who receives it.")),
        Field("successor", _("successor"), _("Code or name of the system that takes over, if any."), required=False),
    ),
    steps=_STEPS,
    rows=_ROWS,
    against={DecisionOutcome.RETIRE: Opinion.OBJECT, DecisionOutcome.KEEP: Opinion.SUPPORT},
)

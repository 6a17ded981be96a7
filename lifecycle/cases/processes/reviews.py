"""The three reviews (三审) with intake before and decision after, as every process has them that asks for opinions.

Their order is an expert proposal (专家建议), not a legal requirement; the working days are set by the organisation (本单位设定).
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.cases import commands
from lifecycle.cases.enums import DutyKind, Outcome, State, Tie
from lifecycle.cases.processes import people
from lifecycle.cases.processes.table import Row, Seat, Step, When, Who
from registry.organisations.enums import OrganisationKind, Role

_STRANGERS = frozenset({Tie.OPENER, Tie.SPONSOR, Tie.OPERATOR})
UNDECIDED = (State.DRAFT, State.RETURNED, State.INTAKE, State.REVIEW)


def submission(role: Role, seat: Seat, *, also: tuple[Role, ...] = ()) -> Step:
    label = pgettext_lazy("step", "submission")
    return Step("submission", label, State.DRAFT, role, DutyKind.AUTHOR, days=10, seat=seat, also=also)


INTAKE = Step("intake", pgettext_lazy("step", "intake"), State.INTAKE, Role.INTAKE_OFFICER, DutyKind.INTAKE, days=5)
NECESSITY = Step(
    "necessity",
    _("necessity review"),
    State.REVIEW,
    Role.NECESSITY_REVIEWER,
    DutyKind.NECESSITY,
    days=10,
    seat=Seat.STEP,
    order=1,
    organisation_kinds=frozenset({OrganisationKind.DEPARTMENT}),
    independent_of=_STRANGERS,
)
ECONOMY = Step(
    "economy",
    _("economy review"),
    State.REVIEW,
    Role.FINANCE_REVIEWER,
    DutyKind.ECONOMY,
    days=10,
    seat=Seat.STEP,
    order=2,
    organisation_kinds=frozenset({OrganisationKind.FINANCE}),
    independent_of=_STRANGERS,
    sees_prior=frozenset({"necessity"}),
)
SOCIAL_BENEFIT = Step(
    "social_benefit",
    _("social-benefit review"),
    State.REVIEW,
    Role.ASSESSOR,
    DutyKind.SOCIAL_BENEFIT,
    days=15,
    seat=Seat.STEP,
    order=3,
    organisation_kinds=frozenset({OrganisationKind.THIRD_PARTY}),
    independent_of=_STRANGERS | {Tie.CONTRACTOR},
)
DECISION = Step(
    "decision", pgettext_lazy("step", "decision"), State.DECISION, Role.DECISION_MAKER, DutyKind.DECIDE, days=5
)
STEPS = (INTAKE, NECESSITY, ECONOMY, SOCIAL_BENEFIT, DECISION)


def rows_to_review(author: Who) -> tuple[Row, ...]:
    """From handing in to being accepted for review, the ways back included."""
    return (
        Row(commands.Submit, State.DRAFT, State.INTAKE, author),
        Row(commands.Submit, State.RETURNED, State.INTAKE, author),
        Row(commands.Accept, State.INTAKE, State.REVIEW, people.INTAKE),
        Row(commands.Return, State.INTAKE, State.RETURNED, people.INTAKE),
        Row(commands.Return, State.REVIEW, State.RETURNED, people.REVIEWER),
        Row(
            commands.Return, State.REVIEW, State.RETURNED, people.INTAKE
        ),  # so that a step nobody can hold is no dead end
        Row(commands.Return, State.DECISION, State.RETURNED, people.DECISION_MAKER),
    )


REVIEWING = (
    Row(commands.Assign, State.REVIEW, State.REVIEW, people.STEPS_LEADER),
    Row(commands.Claim, State.REVIEW, State.REVIEW, people.COLLEAGUE),
    Row(commands.Reassign, State.REVIEW, State.REVIEW, people.STEPS_LEADER),
    Row(commands.Reassign, State.REVIEW, State.REVIEW, people.REVIEWER),
    Row(commands.Declare, State.REVIEW, State.REVIEW, people.REVIEWER),
    Row(commands.FileReview, State.REVIEW, State.REVIEW, people.REVIEWER, When.REVIEWS_MISSING),
    Row(commands.FileReview, State.REVIEW, State.DECISION, people.REVIEWER, When.ALL_REVIEWED),
    Row(commands.CarryForward, State.REVIEW, State.REVIEW, people.REVIEWER, When.REVIEWS_MISSING),
    Row(commands.CarryForward, State.REVIEW, State.DECISION, people.REVIEWER, When.ALL_REVIEWED),
    Row(commands.SupersedeReview, State.REVIEW, State.REVIEW, people.REVIEWER),
)


def withdrawals(
    author: Who, states: Iterable[State] = UNDECIDED, leader: Who = people.OPENERS_LEADER
) -> tuple[Row, ...]:
    """The author takes a draft back; whoever leads the opener anything that is not decided."""
    ends = Outcome.WITHDRAWN
    return (
        Row(commands.Withdraw, State.DRAFT, State.CLOSED, author, outcome=ends),
        *(Row(commands.Withdraw, state, State.CLOSED, leader, outcome=ends) for state in states),
    )


def everywhere(states: Iterable[State]) -> tuple[Row, ...]:
    """What changes nothing but the ledger, or a due date, in every state in which a case is open."""
    return tuple(
        Row(command, state, state, who)
        for command, who in (
            (commands.Extend, people.DISPATCHER),
            (commands.Remind, people.DISPATCHER),
            (commands.Note, people.ANYBODY),
        )
        for state in states
    )

"""Evaluation (评估), version 1: an appraisal with a proposed outcome, three reviews of the proposal, a decision.

The order of the reviews is an expert proposal (专家建议); the working days are the organisation's own.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.cases import commands
from lifecycle.cases.enums import DecisionOutcome, FieldKind, Outcome, State
from lifecycle.cases.processes import people, reviews
from lifecycle.cases.processes.retirement import SUCCESSOR
from lifecycle.cases.processes.table import Choice, Field, Process, Row, Seat, When
from registry.organisations.enums import Role
from registry.systems.enums import Stage

_CHOICES = (
    Choice(DecisionOutcome.KEEP, DecisionOutcome.KEEP.label),
    Choice(DecisionOutcome.RECTIFY, DecisionOutcome.RECTIFY.label, follow_up="rectification"),
    Choice(DecisionOutcome.MERGE, DecisionOutcome.MERGE.label, details=(SUCCESSOR,), follow_up="retirement"),
    Choice(DecisionOutcome.RETIRE, DecisionOutcome.RETIRE.label, follow_up="retirement"),
)
_ENDS = (
    (When.KEEP, Outcome.KEPT),
    (When.RECTIFY, Outcome.TO_RECTIFY),
    (When.MERGE, Outcome.TO_MERGE),
    (When.RETIRE, Outcome.TO_RETIRE),
)

EVALUATION = Process(
    code="evaluation",
    version=1,
    label=pgettext_lazy("process", "evaluation"),
    address="evaluations",
    prefix="EV",
    asked=_("the proposed outcome"),
    openers=(people.CASE_OFFICER,),
    stages=frozenset({Stage.LIVE}),
    fields=(
        Field(
            "proposed",
            _("proposed outcome"),
            _("What the appraisal speaks for. The reviewers give their opinion on it; it binds nobody."),
            kind=FieldKind.CHOICE,
            options=tuple((choice.code, choice.label) for choice in _CHOICES),
        ),
        Field(
            "reason", _("reason"), _("How the appraisal was read, and what the figures do not show, in your own words.")
        ),
        Field(
            "sponsors_view",
            _("the sponsor’s view"),
            _("What the sponsor says about the appraisal, or that it was asked and said nothing."),
            dimensions=frozenset({"necessity", "social_benefit"}),
        ),
    ),
    steps=(reviews.submission(Role.CASE_OFFICER, Seat.OPENER), *reviews.STEPS),
    rows=(
        *reviews.rows_to_review(people.CASE_OFFICER),
        *reviews.REVIEWING,
        Row(commands.Decide, State.DECISION, State.DECISION, people.DECISION_MAKER, When.TWO_NEEDED),
        *(
            Row(command, State.DECISION, State.CLOSED, people.DECISION_MAKER, when, outcome)
            for command in (commands.Decide, commands.Countersign)
            for when, outcome in _ENDS
        ),
        Row(commands.Decline, State.DECISION, State.DECISION, people.DECISION_MAKER),
        *reviews.withdrawals(people.CASE_OFFICER),
        *reviews.everywhere((*reviews.UNDECIDED, State.DECISION)),
    ),
    choices=_CHOICES,
    proposes="proposed",
)

"""Rectification (整改), version 1, of what is hard to use: diagnosis, plan, measures, measured again, effective or not.

Technical shortcomings call for an upgrade, organisational ones for a redesign of the process (专家建议). A rectification without
effect opens a retirement and the trace-back; an honest failure is marked as one, with its reason (容错).
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.cases import commands
from lifecycle.cases.enums import DecisionOutcome, DutyKind, FieldKind, Outcome, State
from lifecycle.cases.processes import people, reviews
from lifecycle.cases.processes.table import Choice, Field, Process, Row, Seat, Step, When
from registry.organisations.enums import Role
from registry.systems.enums import Stage

_MEASURED = Field(
    "measured_again",
    _("measured again"),
    _("What was measured before and after, over which time, with which result."),
)
_HONEST_FAILURE = Field(
    "honest_failure",
    _("honest failure"),
    _("Was it tried in good faith and within the rules, and still did not work? Then nobody is blamed for it."),
    kind=FieldKind.YES_NO,
)
_DECISION = replace(reviews.DECISION, days=70)
"""Thirteen weeks to measure again, as long as before, then the five working days of every decision."""
_ENDS = ((When.EFFECTIVE, Outcome.EFFECTIVE), (When.INEFFECTIVE, Outcome.INEFFECTIVE))

RECTIFICATION = Process(
    code="rectification",
    version=1,
    label=pgettext_lazy("process", "rectification"),
    address="rectifications",
    prefix="RC",
    asked="",
    openers=(people.CASE_OFFICER,),
    stages=frozenset({Stage.LIVE}),
    fields=(
        Field(
            "diagnosis",
            _("diagnosis"),
            _("Where the trouble comes from."),
            kind=FieldKind.CHOICE,
            options=(
                ("technical", pgettext_lazy("diagnosis", "technical")),
                ("organisational", pgettext_lazy("diagnosis", "organisational")),
                ("both", pgettext_lazy("diagnosis", "both")),
            ),
        ),
        Field("causes", _("causes"), _("What makes it hard to use, as those say who use it.")),
        Field("measures", _("measures"), _("What will be changed, by whom, and how it will show.")),
        Field("due_on", _("to be done by"), kind=FieldKind.DATE, ahead=True),
    ),
    steps=(
        reviews.submission(Role.SPONSOR_STAFF, Seat.SPONSOR),
        reviews.INTAKE,
        Step(
            "rectification",
            pgettext_lazy("step", "rectification"),
            State.RECTIFYING,
            Role.SPONSOR_STAFF,
            DutyKind.AUTHOR,
            days=60,
            seat=Seat.SPONSOR,
        ),
        _DECISION,
    ),
    rows=(
        Row(commands.Submit, State.DRAFT, State.INTAKE, people.SPONSOR),
        Row(commands.Submit, State.RETURNED, State.INTAKE, people.SPONSOR),
        Row(commands.Accept, State.INTAKE, State.RECTIFYING, people.INTAKE),
        Row(commands.Return, State.INTAKE, State.RETURNED, people.INTAKE),
        Row(commands.Return, State.DECISION, State.RETURNED, people.DECISION_MAKER),
        Row(commands.ReportDone, State.RECTIFYING, State.DECISION, people.SPONSOR),
        *(
            Row(commands.Decide, State.DECISION, State.CLOSED, people.DECISION_MAKER, when, outcome)
            for when, outcome in _ENDS
        ),
        *reviews.withdrawals(people.CASE_OFFICER, (State.DRAFT, State.RETURNED, State.INTAKE, State.RECTIFYING)),
        *reviews.everywhere((State.DRAFT, State.RETURNED, State.INTAKE, State.RECTIFYING, State.DECISION)),
    ),
    choices=(
        Choice(DecisionOutcome.EFFECTIVE, DecisionOutcome.EFFECTIVE.label, details=(_MEASURED,)),
        Choice(
            DecisionOutcome.INEFFECTIVE,
            DecisionOutcome.INEFFECTIVE.label,
            details=(_MEASURED, _HONEST_FAILURE),
            follow_up="retirement",
        ),
    ),
)

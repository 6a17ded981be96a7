"""Admission (准入), version 1: may it be built, and is what was built fit to be launched. Also for what is live without approval.

The five questions come from the 2023 《关于防治“指尖上的形式主义”的若干意见》, the red lines from 国办函〔2026〕12号; the three
judgements (real demand, not replaceable, sustainable money) are an expert proposal (专家建议); the working days are the
organisation's own.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.cases import commands
from lifecycle.cases.enums import DecisionOutcome, DutyKind, FieldKind, Opinion, Outcome, State
from lifecycle.cases.processes import people, reviews
from lifecycle.cases.processes.table import Choice, Field, Process, Row, Seat, Step, When
from registry.organisations.enums import Role
from registry.systems.enums import Stage

_NECESSITY, _ECONOMY, _BENEFIT = (frozenset({step}) for step in ("necessity", "economy", "social_benefit"))

_FIVE_QUESTIONS = (
    Field("fits_plan", _("Does it fit the plan for digital government?"), kind=FieldKind.YES_NO, dimensions=_NECESSITY),
    Field("overlaps", _("Does it overlap with an existing system?"), kind=FieldKind.YES_NO, dimensions=_NECESSITY),
    Field(
        "could_be_module",
        _("Could it be a module of an existing system?"),
        kind=FieldKind.YES_NO,
        dimensions=_NECESSITY,
    ),
    Field(
        "works_with",
        _("Does it work together with related systems?"),
        kind=FieldKind.YES_NO,
        dimensions=_NECESSITY | _BENEFIT,
    ),
    Field(
        "data_sharing",
        _("Is it settled how its data are managed and shared?"),
        kind=FieldKind.YES_NO,
        dimensions=_NECESSITY | _BENEFIT,
    ),
)

_COST = Field(
    "cost",
    _("cost of five years"),
    _("One row a year, and from which funds it is paid."),
    kind=FieldKind.TABLE,
    rows=5,
    columns=(
        Field("build_fen", pgettext_lazy("cost", "building (yuan)"), kind=FieldKind.MONEY),
        Field("operate_fen", pgettext_lazy("cost", "operation (yuan)"), kind=FieldKind.MONEY),
        Field("funding", _("funding source"), kind=FieldKind.TEXT),
    ),
    dimensions=_ECONOMY,
)

_STATES = (*reviews.UNDECIDED, State.DECISION, State.ACCEPTANCE)

ADMISSION = Process(
    code="admission",
    version=1,
    label=pgettext_lazy("process", "admission"),
    address="admissions",
    prefix="AD",
    asked=_("the admission"),
    openers=(people.SPONSOR,),
    stages=frozenset({Stage.PROPOSED, Stage.LIVE}),
    fields=(
        Field(
            "demand",
            _("what it is needed for"),
            _("Which work of whom it makes easier, and what happens without it."),
            dimensions=_NECESSITY | _BENEFIT,
        ),
        Field(
            "users_asked",
            _("who was asked"),
            _("Whom you asked among those who are to use it, when, and what they said: the evidence of the demand."),
            dimensions=_NECESSITY | _BENEFIT,
        ),
        *_FIVE_QUESTIONS,
        Field(
            "red_lines",
            _("red lines"),
            required=False,
            kind=FieldKind.RED_LINES,
            dimensions=_NECESSITY | _BENEFIT,
        ),
        _COST,
        Field(
            "commitments",
            _("commitments"),
            _("What it is to achieve by when, so that it can be measured. At least two."),
            kind=FieldKind.COMMITMENTS,
        ),
        Field(
            "overlap_answers",
            _("similar systems"),
            _("For each of them: reuse it, become a module of it, or why neither will do."),
            kind=FieldKind.OVERLAPS,
            required=False,
            dimensions=_NECESSITY,
        ),
    ),
    steps=(
        reviews.submission(Role.SPONSOR_STAFF, Seat.SPONSOR),
        *reviews.STEPS,
        Step(
            "acceptance",
            pgettext_lazy("step", "acceptance before launch"),
            State.ACCEPTANCE,
            Role.CASE_OFFICER,
            DutyKind.CLOSEOUT,
            days=60,
        ),
    ),
    rows=(
        *reviews.rows_to_review(people.SPONSOR),
        *reviews.REVIEWING,
        Row(commands.Decide, State.DECISION, State.DECISION, people.DECISION_MAKER, When.TWO_NEEDED),
        *(
            row
            for command in (commands.Decide, commands.Countersign)
            for row in (
                Row(
                    command,
                    State.DECISION,
                    State.ACCEPTANCE,
                    people.DECISION_MAKER,
                    When.ADMIT,
                    stage=Stage.BUILDING,
                ),
                Row(command, State.DECISION, State.CLOSED, people.DECISION_MAKER, When.ADMIT_IN_USE, Outcome.ADMITTED),
                Row(
                    command,
                    State.DECISION,
                    State.CLOSED,
                    people.DECISION_MAKER,
                    When.REFUSE,
                    Outcome.REFUSED,
                    Stage.REJECTED,
                ),
                Row(command, State.DECISION, State.CLOSED, people.DECISION_MAKER, When.REFUSE_IN_USE, Outcome.REFUSED),
            )
        ),
        Row(commands.Decline, State.DECISION, State.DECISION, people.DECISION_MAKER),
        Row(
            commands.RecordAcceptance,
            State.ACCEPTANCE,
            State.CLOSED,
            people.ACCEPTOR,
            When.PASSED,
            Outcome.LAUNCHED,
            Stage.LIVE,
        ),
        Row(commands.RecordAcceptance, State.ACCEPTANCE, State.ACCEPTANCE, people.ACCEPTOR, When.FAILED),
        Row(commands.Rescind, State.ACCEPTANCE, State.ACCEPTANCE, people.DECISION_MAKER),
        Row(
            commands.Countersign,
            State.ACCEPTANCE,
            State.CLOSED,
            people.DECISION_MAKER,
            When.RESCIND,
            Outcome.RESCINDED,
            Stage.REJECTED,
        ),
        Row(commands.Decline, State.ACCEPTANCE, State.ACCEPTANCE, people.DECISION_MAKER),
        *reviews.withdrawals(people.SPONSOR),
        *reviews.everywhere(_STATES),
    ),
    choices=(
        Choice(
            DecisionOutcome.ADMIT,
            DecisionOutcome.ADMIT.label,
            Opinion.OBJECT,
            (
                Field(
                    "conditions",
                    _("conditions"),
                    _("What the admission depends on, if anything."),
                    required=False,
                ),
                Field(
                    "override_reason",
                    _("reason for the exception"),
                    _("Mobile apps of sponsors below county level are refused by default: why is this one different?"),
                    required=False,
                ),
            ),
        ),
        Choice(DecisionOutcome.REFUSE, DecisionOutcome.REFUSE.label, Opinion.SUPPORT),
    ),
)

"""Light exit (简易退出), version 1, of work groups and accounts: dissolved, members told, record kept, confirmed by the bureau."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.cases import commands
from lifecycle.cases.enums import DecisionOutcome, DutyKind, FieldKind, Outcome, State
from lifecycle.cases.processes import people, reviews
from lifecycle.cases.processes.table import Choice, Field, Process, Row, Seat, Step, When
from registry.organisations.enums import Role
from registry.systems.enums import Stage, SystemKind

_STATES = (State.DRAFT, State.RETURNED, State.DECISION)

LIGHT_EXIT = Process(
    code="light_exit",
    version=1,
    label=pgettext_lazy("process", "light exit"),
    address="light-exits",
    prefix="LX",
    asked="",
    openers=(people.SPONSOR,),
    stages=frozenset({Stage.LIVE}),
    kinds=frozenset({SystemKind.WORK_GROUP, SystemKind.OFFICIAL_ACCOUNT}),
    fields=(
        Field("dissolved_on", _("dissolved on"), kind=FieldKind.DATE),
        Field("members_told", _("members or followers have been told"), kind=FieldKind.CONFIRM),
        Field(
            "record_kept",
            _("what has to be kept is in the files"),
            _("Chat records, articles, lists."),
            kind=FieldKind.CONFIRM,
        ),
        Field("remark", _("remark"), required=False),
    ),
    steps=(
        reviews.submission(Role.SPONSOR_STAFF, Seat.SPONSOR),
        Step(
            "decision",
            pgettext_lazy("step", "confirmation"),
            State.DECISION,
            Role.CASE_OFFICER,
            DutyKind.DECIDE,
            days=5,
            also=(Role.DECISION_MAKER,),
        ),
    ),
    rows=(
        Row(commands.Submit, State.DRAFT, State.DECISION, people.SPONSOR),
        Row(commands.Submit, State.RETURNED, State.DECISION, people.SPONSOR),
        *(
            row
            for who in (people.DECIDING_OFFICER, people.DECISION_MAKER)
            for row in (
                Row(commands.Return, State.DECISION, State.RETURNED, who),
                Row(
                    commands.Decide,
                    State.DECISION,
                    State.CLOSED,
                    who,
                    When.CONFIRM,
                    Outcome.DISSOLVED,
                    Stage.RETIRED,
                ),
            )
        ),
        *reviews.withdrawals(people.SPONSOR, _STATES),
        *reviews.everywhere(_STATES),
    ),
    choices=(Choice(DecisionOutcome.CONFIRM, DecisionOutcome.CONFIRM.label),),
)

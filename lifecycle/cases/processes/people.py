"""Whom the tables name."""

from django.utils.translation import gettext_lazy as _

from lifecycle.cases.enums import DutyKind
from lifecycle.cases.processes.table import Seat, Who
from registry.organisations.enums import Role

CASE_OFFICER = Who(_("a case officer of the data bureau"), (Role.CASE_OFFICER,), duty=DutyKind.AUTHOR)
SPONSOR = Who(_("the sponsor’s staff"), (Role.SPONSOR_STAFF,), Seat.SPONSOR, DutyKind.AUTHOR)
AUTHOR = Who(
    _("a case officer, or the sponsor’s staff, at the opener"),
    (Role.CASE_OFFICER, Role.SPONSOR_STAFF),
    Seat.OPENER,
    DutyKind.AUTHOR,
)
OPENERS_LEADER = Who(_("a leader of the opener"), (Role.LEADER,), Seat.OPENER, DutyKind.AUTHOR)
INTAKE = Who(_("an intake officer of the data bureau"), (Role.INTAKE_OFFICER,), duty=DutyKind.INTAKE)
COLLEAGUE = Who(_("a reviewer of the step’s organisation"), seat=Seat.STEP)
REVIEWER = Who(_("the reviewer who holds the step"), seat=Seat.STEP, assignee=True)
STEPS_LEADER = Who(_("a leader of the step’s organisation"), (Role.LEADER,), Seat.STEP)
DECISION_MAKER = Who(_("a decision maker of the data bureau"), (Role.DECISION_MAKER,), duty=DutyKind.DECIDE)
DECIDING_OFFICER = Who(_("a case officer of the data bureau"), (Role.CASE_OFFICER,), duty=DutyKind.DECIDE)
ACCEPTOR = Who(_("a case officer of the data bureau"), (Role.CASE_OFFICER,), duty=DutyKind.CLOSEOUT)
OPERATOR = Who(_("an operator of the system"), (Role.OPERATOR,), Seat.OPERATOR, DutyKind.ATTEST)
VERIFIER = Who(_("a clearance verifier of the data bureau"), (Role.CLEARANCE_VERIFIER,), duty=DutyKind.CLOSEOUT)
SUSPENDER = Who(
    _("a decision maker or clearance verifier of the data bureau"),
    (Role.DECISION_MAKER, Role.CLEARANCE_VERIFIER),
    duty=DutyKind.CLOSEOUT,
)
MACHINE = Who(_("the program itself"), seat=Seat.MACHINE)
DISPATCHER = Who(
    _("an intake officer, case officer or leader of the data bureau"),
    (Role.INTAKE_OFFICER, Role.CASE_OFFICER, Role.LEADER),
)
ANYBODY = Who(
    _("anybody at work in an organisation involved"),
    tuple(role for role in Role if role not in {Role.AUDITOR, Role.ADMINISTRATOR}),
    Seat.INVOLVED,
)
EMERGENCY = Who(
    _("a clearance verifier or case officer of the data bureau"),
    (Role.CLEARANCE_VERIFIER, Role.CASE_OFFICER),
    duty=DutyKind.AUTHOR,
)
EMERGENCYS_AUTHOR = Who(
    _("a clearance verifier or case officer of the opener"),
    (Role.CLEARANCE_VERIFIER, Role.CASE_OFFICER),
    Seat.OPENER,
    DutyKind.AUTHOR,
)

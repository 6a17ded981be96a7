"""Switching off: by grades that can be taken back, confirmed, then watched."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from lifecycle.cases.commands import AdvanceShutdown, ConfirmShutdown, EndObservation, StepBack
from lifecycle.cases.enums import ClearanceState, DecisionOutcome, Grade, State
from lifecycle.cases.processes.table import When
from lifecycle.cases.rules.effects import Effect, GradeSet, ObservationBegun
from lifecycle.cases.rules.facts import Snapshot
from lifecycle.cases.rules.fields import as_day
from lifecycle.cases.rules.standing import Request, reason_missing
from lifecycle.cases.rules.tasks import done, entered
from registry.refusals import Obstacle

GRADES = ("", *Grade.values)
_FINAL = frozenset({Grade.TOMBSTONE, Grade.OFF})
"""The grades in which nobody can work with the system any more: not before the notice period is over."""


def obstacles_to_advance_shutdown(request: Request, command: AdvanceShutdown) -> list[Obstacle]:
    snapshot = request.snapshot
    found = _obstacles_to_rescission(snapshot)
    if snapshot.grade == Grade.OFF:
        found.append(Obstacle("already-off", _("The system is off already.")))
    if command.grade not in Grade.values:
        found.append(Obstacle("grade-missing", _("Choose how far it is switched off."), "grade", "content"))
        return found
    if GRADES.index(command.grade) <= GRADES.index(snapshot.grade):
        found.append(
            Obstacle("not-further", _("That is no further than it is; take a grade back instead."), "grade", "content")
        )
    if command.grade == Grade.OFF and snapshot.state != State.SHUTDOWN:
        message = _("All three clearances have to be verified first.")
        found.append(Obstacle("not-cleared", message, "grade", "content"))
    return found + _obstacles_to_day(snapshot, command)


def _obstacles_to_day(snapshot: Snapshot, command: AdvanceShutdown) -> list[Obstacle]:
    """Brownouts are announced; before the notice period is over everybody can still reach the system."""
    day = as_day(command.on)
    if day is None:
        return [Obstacle("day-missing", _("Say from which day on, such as 2026-12-31."), "on", "content")]
    earliest = max(snapshot.today, snapshot.grade_on or date.min)
    if command.grade == Grade.BROWNOUT:
        earliest = max(earliest, snapshot.today + timedelta(days=snapshot.periods.brownout))
    if command.grade in _FINAL:
        earliest = max(earliest, snapshot.notice_ends_on or date.min)
    if day < earliest:
        message = _("Not before %(day)s: it has to be announced, and the notice period has to be over.")
        return [Obstacle("too-early", message % {"day": earliest.isoformat()}, "on", "content")]
    return []


def effects_of_advance_shutdown(request: Request, command: AdvanceShutdown) -> Iterator[Effect]:
    yield GradeSet(command.grade, as_day(command.on) or request.snapshot.today)


def obstacles_to_step_back(request: Request, command: StepBack) -> list[Obstacle]:
    found: list[Obstacle] = []
    if not request.snapshot.grade:
        found.append(Obstacle("nothing-to-take-back", _("Nothing has been switched off yet.")))
    return found + reason_missing(command.reason)


def effects_of_step_back(request: Request, command: StepBack) -> Iterator[Effect]:
    snapshot = request.snapshot
    yield GradeSet(GRADES[GRADES.index(snapshot.grade) - 1], snapshot.today)


def _obstacles_to_rescission(snapshot: Snapshot) -> list[Obstacle]:
    if snapshot.proposal:
        message = _("Taking the decision back has been proposed; that has to be settled first.")
        return [Obstacle("rescission-pending", message)]
    return []


def obstacles_to_confirm_shutdown(request: Request, command: ConfirmShutdown) -> list[Obstacle]:
    snapshot, found = request.snapshot, []
    if snapshot.notice_ends_on and snapshot.today < snapshot.notice_ends_on:
        message = _("The notice period runs until %(day)s.") % {"day": snapshot.notice_ends_on.isoformat()}
        found.append(Obstacle("notice-running", message))
    if any(each.state != ClearanceState.VERIFIED for each in snapshot.clearances.values()):
        found.append(Obstacle("not-cleared", _("All three clearances have to be verified first.")))
    if snapshot.is_reachable and AdvanceShutdown in request.process.commands:
        found += _obstacles_to_grade(snapshot)
    return found + _obstacles_to_rescission(snapshot) + reason_missing(command.statement, "statement")


def _obstacles_to_grade(snapshot: Snapshot) -> list[Obstacle]:
    """What can be reached is switched off step by step, so that whoever still needs it is heard in time."""
    if snapshot.grade != Grade.OFF:
        return [Obstacle("not-off", _("The system has to be switched off first, grade by grade."))]
    if snapshot.grade_on and snapshot.today < snapshot.grade_on:
        message = _("It is switched off on %(day)s only.") % {"day": snapshot.grade_on.isoformat()}
        return [Obstacle("not-off-yet", message)]
    return []


def effects_of_confirm_shutdown(request: Request, command: ConfirmShutdown) -> Iterator[Effect]:
    yield from done(request.snapshot, "shutdown")
    if request.target == State.OBSERVATION:
        ends_on = request.snapshot.today + timedelta(days=request.snapshot.periods.observation)
        yield ObservationBegun(ends_on)
        yield from entered(request, request.target, due_on=ends_on)


def when_observed(request: Request, command: EndObservation) -> When:
    return When.MERGE if request.snapshot.decision == DecisionOutcome.MERGE else When.RETIRE


def obstacles_to_end_observation(request: Request, command: EndObservation) -> list[Obstacle]:
    """T4: the period passing changes nothing by itself; somebody looks and says so."""
    snapshot, found = request.snapshot, []
    if snapshot.observation_ends_on and snapshot.today < snapshot.observation_ends_on:
        message = _("The system is watched until %(day)s.") % {"day": snapshot.observation_ends_on.isoformat()}
        found.append(Obstacle("observation-running", message))
    return found + reason_missing(command.statement, "statement")


def effects_of_end_observation(request: Request, command: EndObservation) -> Iterator[Effect]:
    yield from done(request.snapshot, "observation")

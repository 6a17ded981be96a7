"""Acceptance before launch, the report of a rectification, suspension and its end."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lifecycle.cases.commands import RecordAcceptance, ReportDone, Resume, Suspend
from lifecycle.cases.enums import AcceptanceTest
from lifecycle.cases.processes.table import When
from lifecycle.cases.rules.effects import Effect, Tested
from lifecycle.cases.rules.standing import Request, blank, reason_missing
from lifecycle.cases.rules.tasks import done, entered
from registry.refusals import Obstacle


def when_accepted(request: Request, command: RecordAcceptance) -> When:
    return When.PASSED if all(command.passed.get(test) is True for test in AcceptanceTest.values) else When.FAILED


def obstacles_to_record_acceptance(request: Request, command: RecordAcceptance) -> list[Obstacle]:
    """Each test is answered and says what was seen, whether it was passed or not."""
    found: list[Obstacle] = []
    if request.snapshot.proposal:
        message = _("Taking the decision back has been proposed; that has to be settled first.")
        found.append(Obstacle("rescission-pending", message))
    for test in AcceptanceTest:
        told = {"test": test.label}
        if not isinstance(command.passed.get(test), bool):
            found.append(Obstacle("not-tested", _("Passed or not: %(test)s?") % told, test.value, "content"))
        if blank(command.remarks.get(test, "")):
            found.append(Obstacle("remark-missing", _("Say what was seen: %(test)s.") % told, test.value, "content"))
    return found


def effects_of_record_acceptance(request: Request, command: RecordAcceptance) -> Iterator[Effect]:
    yield Tested({test: (command.passed[test], command.remarks[test]) for test in AcceptanceTest.values})
    if request.target != request.snapshot.state:
        yield from done(request.snapshot, "acceptance")


def obstacles_to_report_done(request: Request, command: ReportDone) -> list[Obstacle]:
    return reason_missing(command.statement, "statement")


def effects_of_report_done(request: Request, command: ReportDone) -> Iterator[Effect]:
    yield from done(request.snapshot, "rectification")
    yield from entered(request, request.target)


def obstacles_to_suspend(request: Request, command: Suspend) -> list[Obstacle]:
    return reason_missing(command.reason)


def effects_of_suspend(request: Request, command: Suspend) -> Iterator[Effect]:
    yield from done(request.snapshot, "suspension")
    yield from entered(request, request.target)


def obstacles_to_resume(request: Request, command: Resume) -> list[Obstacle]:
    return reason_missing(command.reason)


def effects_of_resume(request: Request, command: Resume) -> Iterator[Effect]:
    yield from done(request.snapshot, "resumption")

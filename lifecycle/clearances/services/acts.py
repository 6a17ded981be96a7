"""Attest, verify, reject, confirm the shutdown: the engine judges and writes; here their proof is put together."""

from django.db import transaction

from lifecycle.cases.commands import Attest, ConfirmShutdown, Reject, Verify
from lifecycle.cases.enums import ClearanceKind
from lifecycle.cases.models import Case, Clearance
from lifecycle.cases.services import execute
from lifecycle.clearances.selectors import basis_of
from lifecycle.clearances.services.items import take_from_register
from registry.organisations.models import Person


@transaction.atomic
def attest(*, clearance: Clearance, statement: str, by: Person, expected_version: int | None) -> Case:
    """The operator's word that nothing is left; addresses of the register that were forgotten come onto the list first.

    Raises:
        Refused: with everything the engine and the rules here have against it.
        VersionChanged: somebody else moved the case.
    """
    if clearance.kind == ClearanceKind.ACCESS_PATHS:
        take_from_register(case=clearance.case, by=None)
    command = Attest(clearance.kind, statement)
    return execute(case=clearance.case, command=command, by=by, expected_version=expected_version)


def verify(*, clearance: Clearance, by: Person, expected_version: int | None) -> Case:
    """Another person's confirmation, resting on the newest probe of every address or on the newest list.

    Raises:
        Refused: with everything the engine and the rules here have against it.
        VersionChanged: somebody else moved the case.
    """
    command = Verify(clearance.kind, basis_of(clearance))
    return execute(case=clearance.case, command=command, by=by, expected_version=expected_version)


def reject(*, clearance: Clearance, reason: str, by: Person, expected_version: int | None) -> Case:
    """Something is left or has come back: the clearance is open again, and a case that waited for shutdown is in clearance.

    Raises:
        Refused: with everything the engine has against it.
        VersionChanged: somebody else moved the case.
    """
    command = Reject(clearance.kind, reason)
    return execute(case=clearance.case, command=command, by=by, expected_version=expected_version)


def confirm_shutdown(*, case: Case, statement: str, by: Person, expected_version: int | None) -> Case:
    """The system is off; whether anything comes back is watched from now on.

    Raises:
        Refused: with everything the engine and the rules here have against it.
        VersionChanged: somebody else moved the case.
    """
    return execute(case=case, command=ConfirmShutdown(statement), by=by, expected_version=expected_version)

"""How a case of each process comes to each of its states: by real commands of the cast."""

from collections.abc import Callable, Mapping

from lifecycle.cases.commands import ConfirmShutdown, Return
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case
from lifecycle.cases.processes import PROCESSES, newest
from tests.lifecycle.cases.factories import County, case_in, do


def _retirement(state: State, cast: County) -> Case:
    if state == State.RETURNED:
        return do(case_in(State.INTAKE, cast), Return(("the contract",)), cast.one("intake_officer"))
    if state == State.CLOSED:
        return do(case_in(State.SHUTDOWN, cast), ConfirmShutdown("off"), cast.one("clearance_verifier"))
    return case_in(state, cast)


WALKS: Mapping[str, Callable[[State, County], Case]] = {"retirement": _retirement}


def states_of(process: str) -> list[State]:
    """Every state of the newest table, as it lists them."""
    rows = newest(process).rows
    return list(dict.fromkeys(state for row in rows for state in (row.source, row.target)))


def cases_in_every_state(cast: County) -> dict[tuple[str, str], Case]:
    """A process without a walk fails here: it has to be given one."""
    codes = sorted({code for code, _version in PROCESSES})
    return {(code, state): WALKS[code](state, cast) for code in codes for state in states_of(code)}

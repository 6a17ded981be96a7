"""The process tables: which steps a case goes through, which command moves it where, and who may give it.

A table is code and data at once: the engine reads it, ``manage.py document_lifecycle`` draws it. A case is pinned to the
version it was opened under, so a version is never edited once cases exist: a change is a new one.
"""

from django.utils.functional import lazy

from lifecycle.cases.enums import State
from lifecycle.cases.processes.admission import ADMISSION
from lifecycle.cases.processes.evaluation import EVALUATION
from lifecycle.cases.processes.light_exit import LIGHT_EXIT
from lifecycle.cases.processes.rectification import RECTIFICATION
from lifecycle.cases.processes.retirement import RETIREMENT
from lifecycle.cases.processes.retirement_v1 import RETIREMENT_V1
from lifecycle.cases.processes.suspension import SUSPENSION
from lifecycle.cases.processes.table import Process

CURRENT: tuple[Process, ...] = (ADMISSION, EVALUATION, RECTIFICATION, RETIREMENT, LIGHT_EXIT, SUSPENSION)
"""What new cases follow."""

PROCESSES: dict[tuple[str, int], Process] = {(each.code, each.version): each for each in (*CURRENT, RETIREMENT_V1)}


def process_of(code: str, version: int) -> Process:
    """The table a case is pinned to."""
    return PROCESSES[code, version]


def newest(code: str) -> Process:
    """The table a new case follows."""
    return next(each for each in CURRENT if each.code == code)


def states_in_words() -> list[tuple[str, object]]:
    """[(state, everything it is called in any process)]."""
    return [(state.value, lazy(_names_of, str)(state)) for state in State]


def _names_of(state: State) -> str:
    own = [str(each.state_label(state)) for each in CURRENT]
    return " / ".join(dict.fromkeys([str(state.label), *own]))


def choices() -> list[tuple[str, object]]:
    """[(code, label)] of every process."""
    return [(each.code, each.label) for each in CURRENT]

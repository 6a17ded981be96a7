"""The process tables: which steps a case goes through, which command moves it where, and who may give it.

A table is code and data at once: the engine reads it, ``manage.py document_lifecycle`` draws it. A case is pinned to the
version it was opened under, so a version is never edited once cases exist: a change is a new one.
"""

from lifecycle.cases.processes.retirement import RETIREMENT
from lifecycle.cases.processes.table import Process

PROCESSES: dict[tuple[str, int], Process] = {(each.code, each.version): each for each in (RETIREMENT,)}


def process_of(code: str, version: int) -> Process:
    """The table a case is pinned to."""
    return PROCESSES[code, version]


def newest(code: str) -> Process:
    """The table a new case follows."""
    return max((each for each in PROCESSES.values() if each.code == code), key=lambda each: each.version)

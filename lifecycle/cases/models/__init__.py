"""A case and everything that hangs on it."""

from lifecycle.cases.models.acceptance import AcceptanceRecord
from lifecycle.cases.models.case import Case, DoneCommand, NumberSeries
from lifecycle.cases.models.clearance import Clearance
from lifecycle.cases.models.decision import Decision, Proposal
from lifecycle.cases.models.draft import Draft
from lifecycle.cases.models.review import Review, Score
from lifecycle.cases.models.submission import Submission
from lifecycle.cases.models.work import Declaration, Duty, Task

__all__ = [
    "AcceptanceRecord",
    "Case",
    "Clearance",
    "Decision",
    "Declaration",
    "DoneCommand",
    "Draft",
    "Duty",
    "NumberSeries",
    "Proposal",
    "Review",
    "Score",
    "Submission",
    "Task",
]

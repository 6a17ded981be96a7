"""Reading cases: what a person may see, may do and has to do, and how a decision came about."""

from lifecycle.cases.selectors.actions import Action, allowed_actions
from lifecycle.cases.selectors.actors import actor_of
from lifecycle.cases.selectors.desk import Desk, tasks_of
from lifecycle.cases.selectors.facts import difference_of, snapshot_of
from lifecycle.cases.selectors.tracing import Trace, trace
from lifecycle.cases.selectors.visibility import cases_visible_to, is_withheld_from, reviews_visible_to, timeline

__all__ = [
    "Action",
    "Desk",
    "Trace",
    "actor_of",
    "allowed_actions",
    "cases_visible_to",
    "difference_of",
    "is_withheld_from",
    "reviews_visible_to",
    "snapshot_of",
    "tasks_of",
    "timeline",
    "trace",
]

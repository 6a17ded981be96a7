"""Reading clearances: what rules judge, what pages and the API show, and the completion report."""

from lifecycle.clearances.selectors.clearing import (
    basis_of,
    clearance_of,
    first_seen_there,
    item_view,
    items_of,
    items_to_probe,
    newest_lists,
    pictures_of,
    probes_of,
    tombstone_of,
)
from lifecycle.clearances.selectors.observing import due_days_of, observation_of
from lifecycle.clearances.selectors.report import Report, report_of

__all__ = [
    "Report",
    "basis_of",
    "clearance_of",
    "due_days_of",
    "first_seen_there",
    "item_view",
    "items_of",
    "items_to_probe",
    "newest_lists",
    "observation_of",
    "pictures_of",
    "probes_of",
    "report_of",
    "tombstone_of",
]

"""Reading filings and what was done about them."""

from lifecycle.filings.selectors.filings import (
    checklist_of,
    filings_of,
    filings_visible_to,
    kinds_in_force,
    views_of,
)

__all__ = ["checklist_of", "filings_of", "filings_visible_to", "kinds_in_force", "views_of"]

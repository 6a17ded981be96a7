"""Money and approvals that are suspended."""

from django.db.models import QuerySet

from lifecycle.cases.models import Case
from lifecycle.cases.selectors import cases_visible_to
from lifecycle.closeout.models import FundHold
from registry.organisations.models import Person


def holds_of(case: Case) -> QuerySet[FundHold]:
    """Two queries."""
    return FundHold.objects.filter(case=case).prefetch_related("receipts__by").order_by("id")


def holds_visible_to(person: Person) -> QuerySet[FundHold]:
    """Those of the cases somebody may see: for finance the cases it was given."""
    visible = cases_visible_to(person).values("pk")
    held = FundHold.objects.filter(case__in=visible)
    return held.select_related("case__system__sponsor", "contract").prefetch_related("receipts__by")

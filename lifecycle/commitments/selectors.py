"""Reading promises, and the library."""

from collections.abc import Mapping

from django.db.models import QuerySet

from lifecycle.commitments.models import Commitment, Indicator
from registry.systems.models import System


def indicators() -> QuerySet[Indicator]:
    """The library, core indicators first, surface indicators last."""
    return Indicator.objects.order_by("surface", "-core", "position")


def library() -> Mapping[str, Indicator]:
    """The library by code. One query."""
    return {indicator.code: indicator for indicator in Indicator.objects.all()}


def commitments_of(system: System) -> QuerySet[Commitment]:
    """Everything promised for a system, in the order it was promised, with indicators and due dates. Two queries."""
    promised = Commitment.objects.filter(system=system).select_related("indicator").prefetch_related("due_dates")
    return promised.order_by("promised_at", "case_number", "position")

"""What is about one case, in this room and in those above it."""

from django.shortcuts import get_object_or_404

from lifecycle.cases.models import Case
from lifecycle.cases.selectors import cases_visible_to
from registry.organisations.callers import Called


class OfCase(Called):
    """Only people act here: a machine token has no role in any case. What is not visible does not exist."""

    def case(self) -> Case:
        visible = cases_visible_to(self.person).select_related("system__sponsor", "system__operator", "lead", "opener")
        return get_object_or_404(visible, number=self.kwargs["number"])

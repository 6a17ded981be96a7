"""What every page about the clearances of a case shares."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views import View

from lifecycle.cases.models import Case, Clearance
from lifecycle.cases.selectors import cases_visible_to
from lifecycle.clearances.models import ClearanceItem
from registry.organisations.models import Person


class ClearancesPage(LoginRequiredMixin, View):
    """To whom the case is not visible, it does not exist."""

    @property
    def person(self) -> Person:
        return self.request.user  # type: ignore[return-value]

    @cached_property
    def case(self) -> Case:
        visible = cases_visible_to(self.person).select_related("system__sponsor", "system__operator", "lead", "opener")
        return get_object_or_404(visible, number=self.kwargs["number"])

    @cached_property
    def clearance(self) -> Clearance:
        return get_object_or_404(Clearance.objects.select_related("case"), case=self.case, kind=self.kwargs["kind"])

    @cached_property
    def item(self) -> ClearanceItem:
        items = ClearanceItem.objects.select_related("clearance__case__system", "added_by", "waived_by")
        return get_object_or_404(items, clearance__case=self.case, pk=self.kwargs["pk"])

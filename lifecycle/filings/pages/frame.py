"""What every page about the filings of a case shares."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views import View

from lifecycle.cases.models import Case
from lifecycle.cases.selectors import cases_visible_to
from registry.organisations.models import Person


class FilingsPage(LoginRequiredMixin, View):
    """To whom the case is not visible, it does not exist."""

    @property
    def person(self) -> Person:
        return self.request.user  # type: ignore[return-value]

    @cached_property
    def case(self) -> Case:
        visible = cases_visible_to(self.person).select_related(
            "system__sponsor", "system__operator", "lead", "opener", "opened_by"
        )
        return get_object_or_404(visible, number=self.kwargs["number"])

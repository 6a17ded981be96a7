"""The approval form (审批表): the whole case on paper, as far as the reader may read it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lifecycle.cases.pages.case import CasePage, decision_of, submission_context
from lifecycle.cases.pages.grounds import grounds_of
from lifecycle.cases.pages.opinions import panels_of


class ApprovalForm(CasePage):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        tasks = list(self.case.tasks.select_related("organisation", "assignee"))
        told = {
            "case": self.case,
            "panels": panels_of(self.case, self.person, tasks),
            "grounds": grounds_of(self.case, self.person),
            "decision": decision_of(self.case),
            "clearances": self.case.clearances.select_related("attested_by", "verified_by"),
            "printed_at": timezone.now(),
            **submission_context(self.case),
        }
        return render(request, "cases/approval_form.html", told)

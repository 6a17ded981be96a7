"""The checklist of a retirement: every registration outside, and whether it is gone there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lifecycle.closeout.permissions import settlers
from lifecycle.closeout.receipts import receipt_of
from lifecycle.closeout.rules.settling import SETTLING, obstacles_to_work
from lifecycle.closeout.selectors import part_of
from lifecycle.filings.forms import EndingForm
from lifecycle.filings.pages.frame import FilingsPage
from lifecycle.filings.rules import obstacles_before_the_end
from lifecycle.filings.selectors import checklist_of, filings_of, views_of
from lifecycle.filings.services import cancel
from registry.refusals import Refused


class Checklist(FilingsPage):
    """A panel on the page of the case, or a page of its own."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        told = {
            "case": self.case,
            "checks": checklist_of(self.case),
            "missing": obstacles_before_the_end(views_of(self.case)),
            "has_begun": self.case.state in SETTLING or self.case.clearances.exists(),
            "is_over": self.case.closed_at is not None,
        }
        panel = getattr(request, "htmx", False)
        return render(request, "filings/checklist_panel.html" if panel else "filings/checklist.html", told)


class EndFiling(FilingsPage):
    """Say how one filing came to its end."""

    def get(self, request: HttpRequest, number: str, pk: int) -> HttpResponse:
        return self.page(EndingForm())

    def post(self, request: HttpRequest, number: str, pk: int) -> HttpResponse:
        form = EndingForm(request.POST, request.FILES)
        if form.is_valid():
            told = form.cleaned_data
            receipt = receipt_of(told.pop("file"))
            filing = get_object_or_404(filings_of(self.case.system), pk=pk)
            try:
                cancel(case=self.case, filing=filing, receipt=receipt, by=self.person, **told)
            except Refused as refusal:
                form.show(refusal.obstacles)
            else:
                messages.success(request, _("Kept, with the hash of the receipt."))
                return redirect("filings:of-case", number)
        return self.page(form, status=422)

    def page(self, form: EndingForm, *, status: int = 200) -> HttpResponse:
        filing = get_object_or_404(filings_of(self.case.system), pk=self.kwargs["pk"])
        against = [*part_of(self.case, self.person, settlers(self.case)).obstacles, *obstacles_to_work(self.case.state)]
        told = {"case": self.case, "filing": filing, "form": form, "obstacles": against}
        return render(self.request, "filings/end.html", told, status=status)

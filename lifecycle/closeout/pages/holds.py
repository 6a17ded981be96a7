"""What finance is asked to suspend, end or resume."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from lifecycle.closeout import services
from lifecycle.closeout.filters import HoldFilter
from lifecycle.closeout.forms import ReferenceForm
from lifecycle.closeout.models import FundHold
from lifecycle.closeout.pages.frame import before
from lifecycle.closeout.permissions import treasurers
from lifecycle.closeout.rules.holding import obstacles_to_carry_out
from lifecycle.closeout.selectors import holds_visible_to, part_of
from registry.lists.columns import Column
from registry.lists.pages import ListPage
from registry.organisations.models import Person
from registry.refusals import Refused
from registry.systems.cells import shown


def url_of(hold: FundHold) -> str:
    return reverse("closeout:hold", args=[hold.pk])


def carried_out(hold: FundHold) -> str:
    """The paper under which finance did what the hold asks for in its present state; ``""``: not yet."""
    return next((receipt.reference for receipt in hold.receipts.all() if receipt.state == hold.state), "")


class HoldList(ListPage):
    """Money and approvals of every retirement the person may see."""

    heading = gettext_lazy("Suspended funds and approvals")
    subheading = gettext_lazy("What finance is asked to do. The program itself moves no money.")
    columns = (
        Column("case", gettext_lazy("case number"), value="case.number", url=url_of, sort="case__number"),
        Column("system", gettext_lazy("system"), value="case.system.name", url=url_of, sort="case__system__name"),
        Column("kind", gettext_lazy("kind"), sort="kind"),
        Column("label", gettext_lazy("what is held")),
        Column(
            "amount",
            gettext_lazy("amount (10,000 yuan)"),
            value=lambda hold: shown("amount_fen", hold.amount_fen),
            sort="amount_fen",
            numeric=True,
        ),
        Column("state", gettext_lazy("state"), component="status", sort="state"),
        Column("since", gettext_lazy("suspended at"), sort="since"),
        Column("carried_out", gettext_lazy("carried out under"), value=carried_out),
    )
    filterset_class = HoldFilter
    default_sort = "-since"
    export_name = "holds"

    @cached_property
    def visible(self) -> QuerySet[FundHold]:
        """Asked for once a page: saying who sees what takes two queries."""
        return holds_visible_to(self.request.user)

    def get_queryset(self) -> QuerySet[Any]:
        return self.visible.all()


class HoldPage(LoginRequiredMixin, View):
    """One hold with the receipts of finance."""

    @property
    def person(self) -> Person:
        return self.request.user  # type: ignore[return-value]

    @cached_property
    def hold(self) -> FundHold:
        return get_object_or_404(holds_visible_to(self.person), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(ReferenceForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ReferenceForm(request.POST)
        if form.is_valid():
            try:
                services.carry_out(hold=self.hold, reference=form.cleaned_data["reference"], by=self.person)
            except Refused as refusal:
                form.show(refusal.obstacles)
            else:
                messages.success(request, _("Kept, with the number of the paper."))
                return redirect("closeout:hold", pk)
        return self.page(form, status=422)

    def page(self, form: ReferenceForm, *, status: int = 200) -> HttpResponse:
        hold = self.hold
        given = hold.case.tasks.values_list("organisation", flat=True).distinct()
        part = part_of(hold.case, self.person, treasurers(given))
        against = [*part.obstacles, *obstacles_to_carry_out("", is_done=bool(carried_out(hold)))]
        told = {
            "hold": hold,
            "case": hold.case,
            "amount": shown("amount_fen", hold.amount_fen),
            "form": form,
            "obstacles": before(against),
        }
        return render(self.request, "closeout/hold.html", told, status=status)

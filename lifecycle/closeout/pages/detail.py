"""The page of everything that has to be settled in a case, and what is done on it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lifecycle.cases.models import Case
from lifecycle.closeout import services
from lifecycle.closeout.enums import MatterKind
from lifecycle.closeout.forms import AcceptForm, EmptyForm, HandOverForm, MatterForm, StatementForm
from lifecycle.closeout.models import HandOverItem
from lifecycle.closeout.pages.frame import CloseoutPage
from lifecycle.closeout.pages.sheets import deeds_of, hand_over_sheet, matter_sheets
from lifecycle.closeout.rules.leaving import obstacles_before_shutdown, obstacles_before_the_end
from lifecycle.closeout.rules.settling import SETTLING
from lifecycle.closeout.selectors import closeout_of, holds_of
from registry.forms import RefusableForm
from registry.organisations.models import Person
from registry.refusals import Refused


class Detail(CloseoutPage):
    """What is to be settled, how it was settled, and what is missing before the shutdown and before the end."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        return self.page(bound={})

    def page(self, *, bound: Mapping[str, RefusableForm], status: int = 200) -> HttpResponse:
        case = self.case
        closeout = closeout_of(case)
        told = {
            "case": case,
            "has_begun": case.state in SETTLING or bool(closeout.matters),
            "is_over": case.closed_at is not None,
            "sheets": matter_sheets(case),
            "nothing_held": case.nothing_held.select_related("by"),
            "before_shutdown": obstacles_before_shutdown(closeout),
            "before_the_end": obstacles_before_the_end(closeout),
            "hand_over": hand_over_sheet(case),
            "deeds": deeds_of(case, self.person, closeout, bound=bound),
            "holds": holds_of(case),
        }
        return render(self.request, "closeout/detail.html", told, status=status)


class OfCase(CloseoutPage):
    """A panel on the page of the case."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        closeout = closeout_of(self.case)
        told = {
            "case": self.case,
            "matters": len(closeout.matters),
            "settled": sum(matter.is_settled for matter in closeout.matters),
            "before_shutdown": obstacles_before_shutdown(closeout),
            "holds": holds_of(self.case),
            "has_begun": self.case.state in SETTLING or bool(closeout.matters),
            "is_over": self.case.closed_at is not None,
        }
        return render(request, "closeout/of_case.html", told)


class Act(Detail):
    """One form of the page was sent."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str, deed: str) -> HttpResponse:
        if deed not in DEEDS:
            raise Http404
        form_class, do = DEEDS[deed]
        form = form_class(request.POST, prefix=deed)
        if not form.is_valid():
            return self.page(bound={deed: form}, status=422)
        try:
            said = do(self.case, form.cleaned_data, self.person)
        except Refused as refusal:
            form.show(refusal.obstacles)
            return self.page(bound={deed: form}, status=422)
        messages.success(request, said)
        return redirect("closeout:detail", number)


class RemoveItem(CloseoutPage):
    def post(self, request: HttpRequest, number: str, pk: int) -> HttpResponse:
        item = get_object_or_404(HandOverItem.objects.select_related("case"), case=self.case, pk=pk)
        services.remove_from_hand_over(item=item, by=self.person)
        messages.success(request, _("Taken off the list."))
        return redirect("closeout:detail", number)


def _add(case: Case, told: dict[str, Any], by: Person) -> str:
    matter = services.add_matter(case=case, by=by, **told)
    return _("%(item)s is on the list.") % {"item": matter.label}


def _take(case: Case, told: dict[str, Any], by: Person) -> str:
    taken = services.take_from_register(case=case, by=by)
    return ngettext("%(count)s matter added.", "%(count)s matters added.", taken) % {"count": taken}


def _nothing(case: Case, told: dict[str, Any], by: Person) -> str:
    services.state_nothing_held(case=case, kind=MatterKind.DATA_SET, statement=told["statement"], by=by)
    return _("Stated. It is kept for ever.")


def _hand_over(case: Case, told: dict[str, Any], by: Person) -> str:
    item = services.add_to_hand_over(case=case, by=by, **told)
    return _("%(item)s is on the list.") % {"item": item.label}


def _accept(case: Case, told: dict[str, Any], by: Person) -> str:
    services.accept_hand_over(case=case, by=by, **told)
    return _("Accepted. What is on the list is taken over.")


DEEDS: dict[str, tuple[type[RefusableForm], Callable[[Case, dict[str, Any], Person], str]]] = {
    "add": (MatterForm, _add),
    "take": (EmptyForm, _take),
    "nothing": (StatementForm, _nothing),
    "hand-over": (HandOverForm, _hand_over),
    "accept": (AcceptForm, _accept),
}

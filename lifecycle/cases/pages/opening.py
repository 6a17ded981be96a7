"""Opening a case of any process. Nothing may be a blind spot because no rule flagged it: no finding is needed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle.cases import services
from lifecycle.cases.forms import opening as forms
from lifecycle.cases.pages.people import SignedIn
from lifecycle.cases.processes import CURRENT
from lifecycle.cases.processes.table import Process
from lifecycle.cases.selectors.opening import processes_openable_by, standing_to_open
from registry.organisations.enums import Role
from registry.organisations.selectors import roles_of
from registry.refusals import Refused
from registry.systems.models import System
from registry.systems.selectors import systems_visible_to

MOST_OFFERED = 200

LEADS = {
    "admission": gettext_lazy("For a system that is to be built, or one that is in use without approval."),
    "evaluation": gettext_lazy("Does a system keep what was promised, and earn what it costs?"),
    "rectification": gettext_lazy(
        "For a system that is needed and hard to use: find the cause, change it, measure again."
    ),
    "retirement": gettext_lazy("For a system nobody needs any more, or that another one can take over."),
    "light_exit": gettext_lazy("For a work group or an account that has been dissolved."),
    "suspension": gettext_lazy("In a security emergency: out of operation at once, no matter what else is open."),
}
"""{process: what it is for}"""

BEFORE = {
    "admission": gettext_lazy(
        "Three reviews and a decision follow. Whoever opens a case neither reviews nor decides it. The next page asks the rest."
    ),
    "light_exit": gettext_lazy("The data bureau confirms the exit; no reviews are needed."),
    "suspension": gettext_lazy(
        "Opening suspends nothing yet: a decision maker or clearance verifier who is not you does that, and a third person ends it."
    ),
}
_BEFORE_OTHERS = gettext_lazy(
    "No finding is needed: what no rule flagged may still be looked at. Opening decides nothing. Whoever opens a case neither "
    "reviews nor decides it."
)


class ChooseProcess(SignedIn):
    """Which kind of case; those the person may not open are named with who may."""

    def get(self, request: HttpRequest) -> HttpResponse:
        mine = processes_openable_by(self.person)
        told = {
            "offered": [(process.label, process.code.replace("_", "-"), LEADS[process.code]) for process in mine],
            "others": [(process, [who.label for who in process.openers]) for process in CURRENT if process not in mine],
            "system": request.GET.get("system", ""),
        }
        return render(request, "cases/choose_process.html", told)


class OpenCase(SignedIn):
    """The form of one process; ``?system=CODE`` fills in the system."""

    @cached_property
    def process(self) -> Process:
        found = next((each for each in CURRENT if each.code == self.kwargs["process"].replace("-", "_")), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def may_open(self) -> bool:
        """Whether it is offered at all; what a system itself has against it is said when one is chosen."""
        return standing_to_open(self.person, self.process.code) is not None

    def form(self, data: Any = None) -> forms.AboutForm:
        initial = {"system": self.request.GET.get("system", "")}
        if self.process.code == "admission":
            initial |= {"which": "in_use"} if initial["system"] else {}
            return forms.AdmissionForm(data, initial=initial, sponsors=self._own_organisations())
        if self.process.code == "light_exit":
            return forms.AboutForm(data, initial=initial)
        if self.process.code == "suspension":
            return forms.SuspensionForm(data, initial=initial)
        bureau = any(Role.CASE_OFFICER in who.roles for who in self.process.openers) and self._is_of_the_bureau()
        return (forms.OpeningForm if bureau else forms.ReasonForm)(data, initial=initial)

    def _own_organisations(self) -> dict[str, str]:
        mine = roles_of(self.person, on=timezone.localdate())
        return {each.organisation.code: each.organisation.name for each in mine if each.role == Role.SPONSOR_STAFF}

    def _is_of_the_bureau(self) -> bool:
        mine = roles_of(self.person, on=timezone.localdate())
        return any(each.role in {Role.CASE_OFFICER, Role.CLEARANCE_VERIFIER} for each in mine)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._show(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                case = services.open_case(
                    **form.about(), process=self.process.code, grounds=form.grounds(), by=self.person
                )
            except Refused as refusal:
                form.tell(refusal.obstacles)
            else:
                messages.success(request, _("Opened."))
                return redirect("cases:task", case.number)
        return self._show(form, 422)

    def _show(self, form: forms.AboutForm, status: int = 200) -> HttpResponse:
        told = {
            "process": self.process,
            "lead": LEADS[self.process.code],
            "before": BEFORE.get(self.process.code, _BEFORE_OTHERS),
            "form": form,
            "may_open": self.may_open,
            "openers": [who.label for who in self.process.openers],
            "systems": self._systems() if self.may_open else [],
        }
        template = "cases/open_admission.html" if self.process.code == "admission" else "cases/open.html"
        return render(self.request, template, told, status=status)

    def _systems(self) -> list[System]:
        """What can be chosen without knowing the code by heart; the first few hundred."""
        systems = systems_visible_to(self.person).filter(stage__in=self.process.stages)
        if self.process.kinds:
            systems = systems.filter(kind__in=self.process.kinds)
        return list(systems.order_by("name")[:MOST_OFFERED])

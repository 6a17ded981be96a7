"""Opening a retirement case without any finding: nothing may be a blind spot because no rule flagged it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lifecycle.cases import services
from lifecycle.cases.forms.opening import OpeningForm
from lifecycle.cases.pages.people import SignedIn
from lifecycle.cases.selectors.opening import standing_to_open
from registry.organisations.models import Person
from registry.refusals import Refused


def may_open(person: Person) -> bool:
    """Whether opening is offered at all; what a system itself has against it is said when one is chosen."""
    return standing_to_open(person, "retirement") is not None


class OpenCase(SignedIn):
    """For the case officer; ``?system=CODE`` fills in the system."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = OpeningForm(initial={"system": request.GET.get("system", "")})
        return render(request, "cases/open.html", {"form": form, "may_open": may_open(self.person)})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = OpeningForm(request.POST)
        if form.is_valid():
            try:
                case = services.open_case(
                    system=form.cleaned_data["system"], process="retirement", grounds=form.grounds(), by=self.person
                )
            except Refused as refusal:
                for obstacle in refusal.obstacles:
                    form.add_error(None, str(obstacle.message))
            else:
                messages.success(request, _("Opened. Fill in the submission next."))
                return redirect("cases:task", case.number)
        return render(request, "cases/open.html", {"form": form, "may_open": may_open(self.person)}, status=422)

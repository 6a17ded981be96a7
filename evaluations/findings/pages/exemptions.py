"""Exemptions: the list, one of them, asking for one, deciding on one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from evaluations.findings.enums import ExemptionState
from evaluations.findings.filters import ExemptionFilter
from evaluations.findings.forms.exemptions import DecidingForm, ExemptionForm
from evaluations.findings.models import Exemption
from evaluations.findings.pages.deciding import decided
from evaluations.findings.pages.offers import add_obstacles, ids_of, laid_out
from evaluations.findings.rules.exempting import obstacles_to_ask_exemption
from evaluations.findings.selectors.acts import officer_of
from evaluations.findings.selectors.exemptions import exemption_acts_offered, exemptions_visible_to
from evaluations.findings.services.exemptions import ask_exemption, end_exemption, grant_exemption, refuse_exemption
from registry.ledger.selectors import events_of
from registry.lists.columns import Column
from registry.lists.pages import ListPage
from registry.organisations.requests import SignedInRequest
from registry.refusals import Refused
from registry.systems.models import System
from registry.systems.selectors import systems_visible_to

ACTS = {"grant": grant_exemption, "refuse": refuse_exemption, "end": end_exemption}


def url_of(exemption: Exemption) -> str:
    return reverse("findings:exemption", args=[exemption.pk])


class ExemptionList(ListPage):
    heading = _("Exemptions")
    subheading = _("Systems of which low use is to be expected, for a time. None is renewed by itself.")
    columns = (
        Column("system", _("system name"), value="system.name", url=url_of, sort="system__name"),
        Column("sponsor", _("sponsor"), value="system.sponsor.name", sort="system__sponsor__name"),
        Column("ground", _("ground"), sort="ground"),
        Column("since", _("from"), sort="since"),
        Column("until", _("to"), sort="until"),
        Column("state", _("state"), component="status", sort="state"),
        Column("asked_by", _("asked by"), value="asked_by.name"),
        Column("decided_by", _("decided by"), value="decided_by.name"),
        Column("reason", _("reason"), hidden=True),
    )
    filterset_class = ExemptionFilter
    default_sort = "-until"
    export_name = "exemptions"

    @cached_property
    def visible(self) -> QuerySet[Exemption]:
        """Asked for once a page: saying who sees what takes two queries."""
        return exemptions_visible_to(self.request.user)

    def get_queryset(self) -> QuerySet[Any]:
        return self.visible.all()


@login_required
def ask(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask for an exemption of one system; what is wrong is told all at once, and nothing is lost."""
    system = get_object_or_404(systems_visible_to(request.user).select_related("sponsor"), code=code)
    form = ExemptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            exemption = ask_exemption(system=system, by=request.user, **form.cleaned_data)
        except Refused as refused:
            add_obstacles(form, refused.obstacles)
        else:
            messages.success(request, gettext("Asked for. A decision maker of the data bureau decides."))
            return redirect(url_of(exemption))
    context = {"system": system, "form": form, "obstacles": _against(system, request)}
    return render(request, "findings/new_exemption.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    exemption = get_object_or_404(exemptions_visible_to(request.user), pk=pk)
    return _shown(request, exemption, {})


@login_required
@require_POST
def decide(request: SignedInRequest, pk: int, act: str) -> HttpResponse:
    exemption = get_object_or_404(exemptions_visible_to(request.user), pk=pk)
    if act not in ACTS:
        raise Http404
    return decided(
        request,
        act,
        DecidingForm(request.POST, auto_id=ids_of(act)),
        lambda **said: ACTS[act](exemption=exemption, **said),
        shown=lambda refused: _shown(request, exemption, refused, status=422),
        back=url_of(exemption),
        told=gettext("Recorded. The next sweep goes by it."),
    )


def _against(system: System, request: SignedInRequest) -> list[Any]:
    return list(obstacles_to_ask_exemption(system, officer_of(request.user)))


def _shown(
    request: SignedInRequest, exemption: Exemption, refused: Mapping[str, forms.Form], *, status: int = 200
) -> HttpResponse:
    """``refused`` carries the form of an act that was not done, with its errors, by the act's name."""
    offers = laid_out(
        exemption_acts_offered(exemption, request.user),
        form=lambda act: DecidingForm(initial={"version": exemption.version}, auto_id=ids_of(act)),
        url=lambda act: reverse("findings:exemption-act", args=[exemption.pk, act]),
        refused=refused,
    )
    is_over = exemption.state == ExemptionState.GRANTED and exemption.until < timezone.localdate()
    context = {
        "exemption": exemption,
        "is_over": is_over,
        "facts": [
            (_("Ground"), exemption.get_ground_display()),
            (_("Exempt"), f"{exemption.since} – {exemption.until}"),
            (_("Law, order or plan it rests on"), exemption.basis),
            (_("Asked by"), exemption.asked_by.name),
            (_("Decided by"), exemption.decided_by.name if exemption.decided_by else ""),
        ],
        **offers,
        "events": events_of("Exemption", exemption.code),
    }
    return render(request, "findings/exemption.html", context, status=status)

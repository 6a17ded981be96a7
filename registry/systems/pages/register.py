"""The list of systems, and those of one sponsor."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from registry.lists.columns import Column
from registry.lists.pages import ListPage
from registry.organisations.requests import SignedInRequest
from registry.systems.cells import shown
from registry.systems.filters import SystemFilter
from registry.systems.models import System
from registry.systems.permissions import may_import, may_register
from registry.systems.selectors import Held, held_today, systems_visible_to, systems_visible_with


def sheet_of(system: System) -> str:
    return reverse("systems:detail", args=[system.code])


class SystemList(ListPage):
    """Every system the person may see."""

    heading = _("Systems")
    columns = (
        Column("code", _("system code"), url=sheet_of, sort="code"),
        Column("name", _("system name"), url=sheet_of, sort="name"),
        Column("kind", _("kind"), sort="kind"),
        Column("sponsor", _("sponsor"), value="sponsor.name", sort="sponsor__name"),
        Column("stage", _("stage"), sort="stage", component="status"),
        Column("cadence", _("cadence"), sort="cadence"),
        Column("eligible_users", _("eligible users"), sort="eligible_users", numeric=True),
        Column(
            "annual_cost",
            _("annual cost (10,000 yuan)"),
            value=lambda system: shown("annual_cost_fen", system.annual_cost_fen),
            sort="annual_cost_fen",
            numeric=True,
        ),
        Column("contract_ends_on", _("contract ends on"), sort="contract_ends_on"),
        Column("operator", _("operator"), value="operator.name", sort="operator__name", hidden=True),
        Column("duty_window", _("duty window"), hidden=True),
        Column("launched_on", _("launched on"), sort="launched_on", hidden=True),
        Column(
            "build_cost",
            _("build cost (10,000 yuan)"),
            value=lambda system: shown("build_cost_fen", system.build_cost_fen),
            sort="build_cost_fen",
            numeric=True,
            hidden=True,
        ),
        Column("approved_by", _("approved by"), sort="approved_by", hidden=True),
        Column("approved_on", _("approved on"), sort="approved_on", hidden=True),
        Column("funding", _("funding"), sort="funding", hidden=True),
    )
    filterset_class = SystemFilter
    default_sort = "code"
    export_name = "systems"
    request: SignedInRequest

    @cached_property
    def held(self) -> Held:
        return held_today(self.request.user)

    def get_queryset(self) -> QuerySet[System]:
        return systems_visible_with(self.held)

    def get_actions(self) -> Sequence[tuple[str | Promise, str]]:
        roles = {role for role, _organisation in self.held}
        actions: list[tuple[str | Promise, str]] = []
        if may_register(roles):
            actions.append((_("Register a system"), reverse("systems:new")))
        if may_import(roles):
            actions.append((_("Import"), reverse("systems:import")))
        return actions


@login_required
@require_safe
def systems_of_sponsor(request: SignedInRequest, code: str) -> HttpResponse:
    """A panel for the page of an organisation: the first systems it sponsors that the person may see."""
    systems = systems_visible_to(request.user).filter(sponsor__code=code)
    context = {"systems": list(systems.order_by("code")[:20]), "total": systems.count(), "sponsor": code}
    return render(request, "systems/of_sponsor.html", context)

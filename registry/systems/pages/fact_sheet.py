"""The fact sheet of one system."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from registry.ledger.selectors import events_of
from registry.organisations.models import Organisation
from registry.organisations.requests import SignedInRequest
from registry.systems.cells import shown
from registry.systems.enums import Stage
from registry.systems.models import System
from registry.systems.selectors import PANELS, systems_visible_to
from registry.systems.services.registering import Editor

_WAY = (Stage.PROPOSED, Stage.BUILDING, Stage.LIVE, Stage.RETIRING, Stage.RETIRED)
_PANEL_HEADINGS = {
    "systems:facts": gettext_lazy("Data, dependants, contracts"),
    "usage:of-system": gettext_lazy("Usage"),
    "commitments:of-system": gettext_lazy("Commitments"),
    "findings:of-system": gettext_lazy("Findings"),
    "appraisals:of-system": gettext_lazy("Appraisals"),
    "cases:of-system": gettext_lazy("Cases"),
    "filings:of-system": gettext_lazy("Filings"),
}


@login_required
@require_safe
def system_detail(request: SignedInRequest, code: str) -> HttpResponse:
    """The fact sheet. Seven queries; the panels of other rooms come by their own addresses."""
    system = get_object_or_404(systems_visible_to(request.user).prefetch_related("access_paths"), code=code)
    editable = not Editor.of(request.user).obstacles(system.sponsor_id)
    context = {
        "system": system,
        "editable": editable,
        "identity": _identity(system),
        "costs": _costs(system),
        "steps": _steps(system),
        "panels": list(_panels(code)),
        "events": list(events_of("System", code)[:100]),
    }
    return render(request, "systems/system.html", context)


class Fact(NamedTuple):
    label: str
    value: Any
    url: str = ""


def _identity(system: System) -> list[Fact]:
    def organisation(label: str, at: Organisation | None) -> Fact:
        return Fact(label, at.name, reverse("organisations:detail", args=[at.code])) if at else Fact(label, "")

    return [
        Fact(_("system code"), system.code),
        Fact(_("kind"), capfirst(system.get_kind_display())),
        organisation(_("sponsor"), system.sponsor),
        organisation(_("operator"), system.operator),
        Fact(_("functions"), system.functions),
        Fact(_("audience"), system.audience),
        Fact(_("eligible users"), system.eligible_users),
        Fact(_("cadence"), capfirst(system.get_cadence_display())),
        Fact(_("duty window"), system.duty_window),
        Fact(_("launched on"), _iso(system.launched_on)),
        Fact(_("approved by"), system.approved_by),
        Fact(_("approved on"), _iso(system.approved_on)),
    ]


def _costs(system: System) -> list[Fact]:
    return [
        Fact(_("build cost (10,000 yuan)"), shown("build_cost_fen", system.build_cost_fen)),
        Fact(_("annual cost (10,000 yuan)"), shown("annual_cost_fen", system.annual_cost_fen)),
        Fact(_("contract ends on"), _iso(system.contract_ends_on)),
        Fact(_("funding"), system.funding),
    ]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _steps(system: System) -> list[dict[str, Any]]:
    """The way of every system, and where this one is; beside the way stands only the stage it is in."""
    if system.stage not in _WAY:
        return [{"label": capfirst(system.get_stage_display()), "state": "current"}]
    here = _WAY.index(Stage(system.stage))
    states = ["done"] * here + ["current"] + ["waiting"] * (len(_WAY) - here - 1)
    return [{"label": capfirst(str(stage.label)), "state": state} for stage, state in zip(_WAY, states, strict=True)]


def _panels(code: str) -> Iterator[dict[str, Any]]:
    for name in PANELS:
        try:
            yield {"heading": _PANEL_HEADINGS[name], "url": reverse(name, args=[code])}
        except NoReverseMatch:  # a room that has no such page
            continue

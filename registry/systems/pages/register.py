"""The list of systems, the fact sheet of one, and the form for one."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from registry.ledger.selectors import events_of
from registry.lists.columns import Column
from registry.lists.pages import ListPage
from registry.organisations.models import Organisation, Person
from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import roles_today
from registry.refusals import Refused, VersionChanged
from registry.systems.cells import shown
from registry.systems.enums import Stage
from registry.systems.filters import SystemFilter
from registry.systems.forms import ChangeForm, SystemForm, as_cells
from registry.systems.models import System
from registry.systems.permissions import may_import, may_register
from registry.systems.records import sha256_of
from registry.systems.selectors import PANELS, Held, held_today, register_of, systems_visible_to, systems_visible_with
from registry.systems.services.registering import Editor, change, register

_WAY = (Stage.PROPOSED, Stage.BUILDING, Stage.LIVE, Stage.RETIRING, Stage.RETIRED)
_PANEL_HEADINGS = {
    "usage:of-system": _("Usage"),
    "findings:of-system": _("Findings"),
    "cases:of-system": _("Cases"),
}


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


@login_required
@require_safe
def systems_of_sponsor(request: SignedInRequest, code: str) -> HttpResponse:
    """A panel for the page of an organisation: the first systems it sponsors that the person may see."""
    systems = systems_visible_to(request.user).filter(sponsor__code=code)
    context = {"systems": list(systems.order_by("code")[:20]), "total": systems.count(), "sponsor": code}
    return render(request, "systems/of_sponsor.html", context)


@login_required
def system_new(request: SignedInRequest) -> HttpResponse:
    """Enter one system that exists already."""
    editor = Editor.of(request.user)
    if not may_register(roles_today(request.user)):
        raise PermissionDenied
    form = SystemForm(request.POST or None, initial={"sponsor": _only_sponsor(editor, request.user)})
    if request.method == "POST" and form.is_valid():
        try:
            system = register(cells=form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.tell(refusal)
        else:
            messages.success(
                request, _t("%(name)s is registered as %(code)s.") % {"name": system.name, "code": system.code}
            )
            return redirect("systems:detail", system.code)
    return render(request, "systems/form.html", {"form": form, "heading": _t("Register a system")})


@login_required
def system_edit(request: SignedInRequest, code: str) -> HttpResponse:
    """Change what is known about one system; its stage is moved by cases only."""
    system = get_object_or_404(systems_visible_to(request.user), code=code)
    if Editor.of(request.user).obstacles(system.sponsor_id):
        raise PermissionDenied
    kept = register_of(code).systems[code]
    form = ChangeForm(request.POST or None, initial={**as_cells(kept), "version": sha256_of(kept)})
    if request.method == "POST" and form.is_valid():
        texts = dict(form.cleaned_data)
        try:
            change(code=code, version=texts.pop("version"), cells=texts, by=request.user)
        except Refused as refusal:
            form.tell(refusal)
        except VersionChanged:
            form.add_error(None, _t("Somebody changed this system in the meantime. Open the form again."))
        else:
            return redirect("systems:detail", code)
    return render(request, "systems/form.html", {"form": form, "heading": system.name, "system": system})


def _only_sponsor(editor: Editor, person: Person) -> str:
    """The organisation whose staff the person is, when it is one."""
    staff = person.memberships.filter(role="sponsor_staff", organisation__in=editor.roles_by_organisation)
    codes = set(staff.values_list("organisation__code", flat=True))
    return codes.pop() if len(codes) == 1 and not editor.keeps_register else ""


class Fact(NamedTuple):
    label: str
    value: Any
    url: str = ""


def _identity(system: System) -> list[Fact]:
    def organisation(label: str, at: Organisation | None) -> Fact:
        return Fact(label, at.name, reverse("organisations:detail", args=[at.code])) if at else Fact(label, "")

    return [
        Fact(_t("system code"), system.code),
        Fact(_t("kind"), capfirst(system.get_kind_display())),
        organisation(_t("sponsor"), system.sponsor),
        organisation(_t("operator"), system.operator),
        Fact(_t("functions"), system.functions),
        Fact(_t("audience"), system.audience),
        Fact(_t("eligible users"), system.eligible_users),
        Fact(_t("cadence"), capfirst(system.get_cadence_display())),
        Fact(_t("duty window"), system.duty_window),
        Fact(_t("launched on"), _iso(system.launched_on)),
        Fact(_t("approved by"), system.approved_by),
        Fact(_t("approved on"), _iso(system.approved_on)),
    ]


def _costs(system: System) -> list[Fact]:
    return [
        Fact(_t("build cost (10,000 yuan)"), shown("build_cost_fen", system.build_cost_fen)),
        Fact(_t("annual cost (10,000 yuan)"), shown("annual_cost_fen", system.annual_cost_fen)),
        Fact(_t("contract ends on"), _iso(system.contract_ends_on)),
        Fact(_t("funding"), system.funding),
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


def _panels(code: str) -> Any:
    for name in PANELS:
        try:
            yield {"heading": _PANEL_HEADINGS[name], "url": reverse(name, args=[code])}
        except NoReverseMatch:  # a room that has no such page
            continue

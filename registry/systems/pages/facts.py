"""The panel of data sets, interfaces, contracts and predecessors on the fact sheet, and their forms."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from registry.organisations.requests import SignedInRequest
from registry.refusals import Refused
from registry.systems.cells import shown
from registry.systems.fact_forms import FORMS
from registry.systems.models import Contract, DataSet, Interface, Predecessor, System
from registry.systems.selectors import facts_of, systems_visible_to
from registry.systems.services.facts import Fact, keep_fact, remove_fact
from registry.systems.services.registering import Editor

MODELS: dict[str, type[Fact]] = {
    "data": DataSet,
    "interfaces": Interface,
    "contracts": Contract,
    "predecessors": Predecessor,
}
NEW = {
    "data": gettext_lazy("Enter a data set"),
    "interfaces": gettext_lazy("Enter who draws on the system"),
    "contracts": gettext_lazy("Enter a contract"),
    "predecessors": gettext_lazy("Enter an earlier system it carries on"),
}


@login_required
@require_safe
def facts_of_system(request: SignedInRequest, code: str) -> HttpResponse:
    """What has to be settled before the system can go: a panel, or a page of its own."""
    system = get_object_or_404(systems_visible_to(request.user), code=code)
    facts, editor = facts_of(system), Editor.of(request.user)
    context = {
        "system": system,
        "facts": facts,
        "contracts": [(contract, shown("cost_fen", contract.cost_fen)) for contract in facts.contracts],
        "editable": not editor.obstacles(system.sponsor_id),
        "keeps_register": editor.keeps_register,
    }
    return render(request, "systems/facts_panel.html" if request.htmx else "systems/facts.html", context)


@login_required
def fact_new(request: SignedInRequest, code: str, of: str) -> HttpResponse:
    if of not in FORMS:
        raise Http404
    system = _edited(request, code, of)
    new: Any = MODELS[of](system=system)
    return _form_page(request, system, new, of)


@login_required
def fact_edit(request: SignedInRequest, code: str, of: str, pk: int) -> HttpResponse:
    system = _edited(request, code, of)
    return _form_page(request, system, _fact(system, of, pk), of)


@login_required
@require_POST
def fact_remove(request: SignedInRequest, code: str, of: str, pk: int) -> HttpResponse:
    system = _edited(request, code, of)
    remove_fact(fact=_fact(system, of, pk), by=request.user)
    messages.success(request, _("Removed."))
    return redirect("systems:detail", code)


def edited(request: SignedInRequest, code: str) -> System:
    system = get_object_or_404(systems_visible_to(request.user), code=code)
    if Editor.of(request.user).obstacles(system.sponsor_id):
        raise PermissionDenied
    return system


def _edited(request: SignedInRequest, code: str, of: str) -> System:
    system = edited(request, code)
    if of == "predecessors" and not Editor.of(request.user).keeps_register:
        raise PermissionDenied
    return system


def _fact(system: System, of: str, pk: int) -> Fact:
    if of not in MODELS:
        raise Http404
    found: Any = get_object_or_404(MODELS[of], system=system, pk=pk)
    return found  # type: ignore[no-any-return]


def _form_page(request: SignedInRequest, system: System, fact: Fact, of: str) -> HttpResponse:
    heading = str(fact) if fact.pk else NEW[of]
    form = FORMS[of](request.POST or None, instance=fact)
    if request.method == "POST" and form.is_valid():
        try:
            keep_fact(fact=form.instance, by=request.user)
        except Refused as refusal:
            form.show(refusal.obstacles)
        else:
            return redirect("systems:detail", system.code)
    told = {"form": form, "heading": heading, "system": system, "fact": fact, "of": of}
    return render(request, "systems/fact_form.html", told)

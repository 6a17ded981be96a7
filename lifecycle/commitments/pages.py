"""The pages of this room: the library, and what one system promised."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lifecycle.commitments.forms import AdditionForm, WithdrawalForm
from lifecycle.commitments.models import Commitment, Indicator
from lifecycle.commitments.selectors import bureaus_of, commitments_of, indicators, offered
from lifecycle.commitments.services import add_indicator, withdraw_indicator
from registry.organisations.requests import SignedInRequest
from registry.refusals import Refused
from registry.systems.selectors import systems_visible_to


@login_required
@require_safe
def library(request: SignedInRequest) -> HttpResponse:
    """Every indicator one may promise, with what it counts and who says so; below, those that are offered no longer."""
    today = timezone.localdate()
    on_offer = set(offered(today))
    parts: dict[str, list[Indicator]] = {}
    for indicator in sorted(indicators(), key=lambda each: each not in on_offer):
        parts.setdefault(_standing(indicator, is_offered=indicator in on_offer), []).append(indicator)
    keeps = {bureau.pk for bureau in bureaus_of(request.user)}
    return render(request, "commitments/library.html", {"parts": parts.items(), "keeps": keeps})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_indicator(request: SignedInRequest) -> HttpResponse:
    """The bureau's own addition to the library."""
    if not bureaus_of(request.user):
        raise PermissionDenied
    form = AdditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_indicator(addition=form.addition(), by=request.user)
        except Refused as refusal:
            form.show(refusal.obstacles)
        else:
            messages.success(request, _("“%(label)s” is in the library.") % {"label": added.label})
            return redirect("commitments:library")
    return render(request, "commitments/new_indicator.html", {"form": form}, status=_status(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, code: str) -> HttpResponse:
    """Offer an added indicator no longer from a day on; withdrawn already, the library."""
    indicator = get_object_or_404(indicators(), code=code, organisation__isnull=False)
    if indicator.organisation not in bureaus_of(request.user):
        raise PermissionDenied
    if request.method != "POST" and indicator.withdrawn_on:
        return redirect("commitments:library")
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdrawn = withdraw_indicator(indicator=indicator, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.show(refusal.obstacles)
        else:
            told = {"label": indicator.label, "day": withdrawn.withdrawn_on.isoformat()}
            messages.success(request, _("“%(label)s” is offered no longer from %(day)s on.") % told)
            return redirect("commitments:library")
    return render(request, "commitments/withdraw.html", {"form": form, "indicator": indicator}, status=_status(form))


@login_required
@require_safe
def of_system(request: SignedInRequest, code: str) -> HttpResponse:
    """What one system promised, by case. A fragment for htmx, else a page of its own. Four queries and those of the page."""
    system = get_object_or_404(systems_visible_to(request.user), code=code)
    by_case = groupby(commitments_of(system), key=lambda commitment: commitment.case_number)
    cases = [(number, [_shown(commitment) for commitment in promised]) for number, promised in by_case]
    template = "commitments/of_system_panel.html" if request.htmx else "commitments/of_system.html"
    answer = render(request, template, {"system": system, "cases": cases})
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _status(form: Any) -> int:
    return 422 if form.is_bound else 200


def _standing(indicator: Indicator, *, is_offered: bool) -> str:
    if not is_offered:
        return _("Withdrawn: offered no longer, kept for what was promised with them")
    if indicator.surface:
        return _("Surface indicators: may be watched, count for no commitment")
    if indicator.organisation_id:
        return _("Indicators the data bureau added")
    return _("Core indicators") if indicator.core else _("Further indicators")


def _shown(commitment: Commitment) -> dict[str, Any]:
    today = timezone.localdate()
    days = [each.due_on for each in commitment.due_dates.all()]
    return {
        "commitment": commitment,
        "baseline": _value(commitment.baseline) or commitment.baseline_note,
        "target": _value(commitment.target),
        "tolerance": _value(commitment.tolerance_percent),
        "due": [(day.isoformat(), day <= today) for day in days],
        "measured_by": _("computed: %(formula)s") % {"formula": commitment.get_formula_display()}
        if commitment.formula
        else commitment.how_measured,
        "data_source": capfirst(commitment.get_data_source_display()),
    }


def _value(number: Any) -> str:
    """Without the zeros a database column adds."""
    return "" if number is None else f"{number.normalize():f}"

"""The pages of this room: the library, and what one system promised."""

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lifecycle.commitments.models import Commitment, Indicator
from lifecycle.commitments.selectors import commitments_of, indicators
from registry.organisations.requests import SignedInRequest
from registry.systems.selectors import systems_visible_to


@login_required
@require_safe
def library(request: SignedInRequest) -> HttpResponse:
    """Every indicator one may promise, with what it counts and who says so."""
    parts = groupby(indicators(), key=_standing)
    context = {"parts": [(heading, list(found)) for heading, found in parts]}
    return render(request, "commitments/library.html", context)


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


def _standing(indicator: Indicator) -> str:
    if indicator.surface:
        return _("Surface indicators: may be watched, count for no commitment")
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

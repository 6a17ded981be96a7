"""What a case's page shows of this room, and the trace-back bundle."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from evaluations.appraisals.models import Bundle
from evaluations.appraisals.pages import layout
from evaluations.appraisals.rules.acts import obstacles_to_officer
from evaluations.appraisals.selectors.appraisals import of_case as appraisal_of
from evaluations.appraisals.selectors.officers import officer_of
from evaluations.appraisals.selectors.rectification import (
    before_of,
    reasons_against_remeasuring,
    remeasurements_of,
)
from evaluations.appraisals.selectors.visibility import appraisals_visible_to, reads_proposals
from evaluations.appraisals.services.rectification import remeasure
from lifecycle.cases.models import Case
from lifecycle.cases.selectors.visibility import cases_visible_to
from registry.organisations.requests import SignedInRequest
from registry.refusals import Refused


@login_required
def of_case(request: SignedInRequest, number: str) -> HttpResponse:
    """The appraisal of an evaluation, or before and after of a rectification: a panel, or a page of its own."""
    case = _case(request, number)
    visible = appraisals_visible_to(request.user)
    appraisal = appraisal_of(visible, case)
    officer = officer_of(request.user)
    context: dict[str, Any] = {
        "case": case,
        "appraisal": appraisal,
        "verdict": layout.verdict_of(appraisal) if appraisal else None,
        "reads_proposals": reads_proposals(request.user),
        "is_rectification": case.process == "rectification",
    }
    if case.process == "rectification":
        today = timezone.localdate()
        context |= {
            "before": before_of(case),
            "remeasurements": [
                (each, layout.comparison_of(each), layout.effect_in_words(each)) for each in remeasurements_of(case)
            ],
            "obstacles": [*obstacles_to_officer(officer), *reasons_against_remeasuring(case, today=today)],
            "bundle": Bundle.objects.filter(case=case).first() if reads_proposals(request.user) else None,
        }
    template = "appraisals/of_case_panel.html" if request.htmx else "appraisals/of_case.html"
    return render(request, template, context)


@require_POST
@login_required
def measure_again(request: SignedInRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    try:
        remeasure(case=case, by=request.user)
    except Refused as refusal:
        for obstacle in refusal.obstacles:
            messages.error(request, str(obstacle))
    else:
        messages.success(request, _("Measured again. The decision is still for people to take."))
    return redirect("appraisals:of-case", case.number)


@login_required
def bundle(request: SignedInRequest, number: str) -> HttpResponse:
    """What to trace back, as a page or, with ``?format=json``, as the sealed document."""
    visible = cases_visible_to(request.user) if reads_proposals(request.user) else Case.objects.none()
    tied = get_object_or_404(
        Bundle.objects.filter(case__in=visible).select_related("case__system"), case__number=number
    )
    if request.GET.get("format") == "json":
        return JsonResponse(
            {
                "case": tied.case.number,
                "honest_failure": tied.honest_failure,
                "honest_failure_reason": tied.honest_failure_reason,
                "content": tied.content,
                "sha256": tied.sha256,
            },
            json_dumps_params={"ensure_ascii": False, "indent": 2},
        )
    return render(request, "appraisals/bundle.html", {"bundle": tied, "content": tied.content})


def _case(request: SignedInRequest, number: str) -> Case:
    visible = cases_visible_to(request.user).select_related("system__sponsor")
    return get_object_or_404(visible.distinct(), number=number)

"""Lots: draw them, draw them again, and write down what came of them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from evaluations.appraisals.enums import DrawKind
from evaluations.appraisals.forms import CheckForm, CrossAssessmentForm, OpinionForm, SpotCheckForm
from evaluations.appraisals.models import Assignment
from evaluations.appraisals.pages import layout
from evaluations.appraisals.pages.appraisals import add_obstacles
from evaluations.appraisals.rules.acts import obstacles_to_officer
from evaluations.appraisals.rules.lots import is_drawn_again
from evaluations.appraisals.selectors.lots import against_a_check, against_an_opinion, spot_checks_of
from evaluations.appraisals.selectors.officers import officer_of
from evaluations.appraisals.selectors.visibility import (
    assignments_visible_to,
    draws_visible_to,
    spot_checks_visible_to,
)
from evaluations.appraisals.services.lots import (
    draw_cross_assessment,
    draw_spot_checks,
    file_check,
    file_opinion,
)
from registry.organisations.requests import SignedInRequest
from registry.refusals import Refused
from registry.systems.selectors import systems_visible_to


@login_required
def listing(request: SignedInRequest) -> HttpResponse:
    return _listing(request, SpotCheckForm(auto_id="spot_%s"), CrossAssessmentForm(auto_id="cross_%s"))


def _listing(request: SignedInRequest, spot: forms.Form, cross: forms.Form, *, status: int = 200) -> HttpResponse:
    mine = officer_of(request.user).organisation_ids
    context = {
        "draws": draws_visible_to(request.user),
        "spot": spot,
        "cross": cross,
        "obstacles": obstacles_to_officer(officer_of(request.user)),
        "mine": assignments_visible_to(request.user).filter(assessor__in=mine, opinion__isnull=True),
    }
    return render(request, "appraisals/draws.html", context, status=status)


@require_POST
@login_required
def draw_systems(request: SignedInRequest) -> HttpResponse:
    form = SpotCheckForm(request.POST, auto_id="spot_%s")
    if form.is_valid():
        try:
            draw = draw_spot_checks(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            add_obstacles(form, refusal)
        else:
            return redirect("appraisals:draw", draw.code)
    return _listing(request, form, CrossAssessmentForm(auto_id="cross_%s"), status=422)


@require_POST
@login_required
def draw_organisations(request: SignedInRequest) -> HttpResponse:
    form = CrossAssessmentForm(request.POST, auto_id="cross_%s")
    if form.is_valid():
        try:
            draw = draw_cross_assessment(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            add_obstacles(form, refusal)
        else:
            return redirect("appraisals:draw", draw.code)
    return _listing(request, SpotCheckForm(auto_id="spot_%s"), form, status=422)


@login_required
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    """One lot: what it was drawn from, whether it can be drawn again, and what came of it."""
    draw = get_object_or_404(draws_visible_to(request.user), code=code)
    return render(
        request,
        "appraisals/draw.html",
        {
            "draw": draw,
            "drawn_again": is_drawn_again(draw),
            "checks": spot_checks_of(draw) if draw.kind == DrawKind.SPOT_CHECK else [],
            "assignments": [
                (each, layout.answers_of(each)) for each in assignments_visible_to(request.user).filter(draw=draw)
            ],
            "readable": set(
                systems_visible_to(request.user)
                .order_by()
                .values_list("pk", flat=True)
                .filter(Q(cross_assessments__draw=draw) | Q(spot_checks__draw=draw))
            ),
            "is_officer": not obstacles_to_officer(officer_of(request.user)),
            "mine": officer_of(request.user).organisation_ids,
        },
    )


@login_required
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was seen on the spot; once it is written down, the lot it came from."""
    spot_check = get_object_or_404(spot_checks_visible_to(request.user), pk=pk)
    if request.method != "POST" and hasattr(spot_check, "result"):
        return redirect("appraisals:draw", spot_check.draw.code)
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            file_check(check=spot_check, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            add_obstacles(form, refusal)
        else:
            messages.success(request, _("Written down, beside the figures of today."))
            return redirect("appraisals:draw", spot_check.draw.code)
    against = against_a_check(spot_check, request.user)
    return _form(request, "appraisals/check.html", form, check=spot_check, obstacles=against)


@login_required
def opinion(request: SignedInRequest, pk: int) -> HttpResponse:
    """The opinion an organisation was drawn for; once it is given, the lot it came from."""
    assignment: Assignment = get_object_or_404(assignments_visible_to(request.user), pk=pk)
    if request.method != "POST" and hasattr(assignment, "opinion"):
        return redirect("appraisals:draw", assignment.draw.code)
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            file_opinion(
                assignment=assignment,
                answers=form.answers(),
                statement=form.cleaned_data["statement"],
                by=request.user,
            )
        except Refused as refusal:
            add_obstacles(form, refusal)
        else:
            messages.success(request, _("Your opinion is given. It is kept as it is."))
            return redirect("appraisals:draw", assignment.draw.code)
    against, facts = against_an_opinion(assignment, request.user), layout.facts_about(assignment.system)
    return _form(request, "appraisals/opinion.html", form, assignment=assignment, obstacles=against, facts=facts)


def _form(request: SignedInRequest, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"form": form, **context}, status=status)

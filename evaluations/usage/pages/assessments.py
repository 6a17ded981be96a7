"""The days on which use is looked at."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from evaluations.usage.forms import AssessmentForm
from evaluations.usage.models import AssessmentDay
from evaluations.usage.permissions import may_keep_assessments
from evaluations.usage.services.assessments import add_assessment_day, remove_assessment_day
from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import roles_today
from registry.refusals import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assessments(request: SignedInRequest) -> HttpResponse:
    """Those that are noted, the newest first, and the form for another."""
    _admit(request)
    form = AssessmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_assessment_day(**form.cleaned_data, by=request.user)
        except Refused as refused:
            form.show(refused.obstacles)
        else:
            messages.success(request, _("Noted: %(day)s") % {"day": added.day})
            return redirect("usage:assessments")
    days = AssessmentDay.objects.order_by("-day")
    status = 422 if form.errors else 200
    return render(request, "usage/assessments.html", {"form": form, "days": days}, status=status)


@login_required
@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a day back that was none."""
    _admit(request)
    remove_assessment_day(assessment=get_object_or_404(AssessmentDay, pk=pk), by=request.user)
    messages.success(request, _("Taken back. The ledger keeps that it was noted."))
    return redirect("usage:assessments")


def _admit(request: SignedInRequest) -> None:
    if not may_keep_assessments(roles_today(request.user)):
        raise PermissionDenied

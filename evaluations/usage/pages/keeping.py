"""How long usage is kept by the day and by the week, and what was put together so far."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evaluations.usage.forms import KeepingForm
from evaluations.usage.models import Keeping, RollUp
from evaluations.usage.permissions import may_set_keeping
from evaluations.usage.services.keeping import keep_for
from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import roles_today
from registry.refusals import Refused

SHOWN = 30


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keeping(request: SignedInRequest) -> HttpResponse:
    """The rules by date, the last roll-ups, and for administrators the form for another rule."""
    roles = roles_today(request.user)
    if not roles or (request.method == "POST" and not may_set_keeping(roles)):
        raise PermissionDenied
    form = KeepingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_for(rule=form.rule(), today=timezone.localdate(), by=request.user)
        except Refused as refused:
            form.show(refused.obstacles)
        else:
            messages.success(request, _("Kept. What was put together before stays so."))
            return redirect("usage:keeping")
    context = {
        "form": form if may_set_keeping(roles) else None,
        "rules": Keeping.objects.all(),
        "today": timezone.localdate(),
        "runs": RollUp.objects.all()[:SHOWN],
    }
    return render(request, "usage/keeping.html", context, status=422 if form.errors else 200)

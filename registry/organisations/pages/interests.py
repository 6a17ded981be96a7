"""What somebody has to do with organisations, declared by that person and read by nobody else here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from registry.organisations.forms import InterestForm
from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import declared_by
from registry.organisations.services import declare_interest, end_interest
from registry.refusals import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_interests(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    form = InterestForm(request.POST or None, initial={"since": today})
    if form.is_valid():
        try:
            declare_interest(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Declared. You will not be given what this organisation is tied to."))
            return redirect("organisations:my-interests")
    interests = [(each, each.until is None or each.until > today) for each in declared_by(request.user)]
    return render(request, "organisations/my_interests.html", {"form": form, "interests": interests})


@login_required
@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Today is the last day on which it counts."""
    interest = get_object_or_404(declared_by(request.user), pk=pk)
    try:
        end_interest(interest=interest, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The interest counts for the last time today."))
    return redirect("organisations:my-interests")

"""Who acts for me, and for whom I act."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from registry.organisations.forms import DelegationForm
from registry.organisations.models import Delegation
from registry.organisations.permissions import may_administer
from registry.organisations.requests import SignedInRequest
from registry.organisations.rules import obstacles_to_end_delegation
from registry.organisations.selectors import delegations_of, memberships_of, roles_today
from registry.organisations.services import delegate, end_delegation
from registry.refusals import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_delegations(request: SignedInRequest) -> HttpResponse:
    """My roles, everything I gave or took over, and the form to give one."""
    person, today = request.user, timezone.localdate()
    form = DelegationForm(request.POST or None, giver=person, today=today)
    if form.is_valid():
        told = form.cleaned_data
        held = told.pop("membership")
        try:
            delegation = delegate(giver=person, role=held.role, organisation=held.organisation, by=person, **told)
        except Refused as refusal:
            form.tell(refusal)
        else:
            said = {"name": delegation.taker.name, "until": delegation.until.isoformat()}
            messages.success(request, _("%(name)s may act for you until %(until)s.") % said)
            return redirect("organisations:my-delegations")
    context = {
        "form": form,
        "memberships": memberships_of(person),
        "delegations": [
            (each, not obstacles_to_end_delegation(each, today=today, may_end=True)) for each in delegations_of(person)
        ],
        "today": today,
    }
    return render(request, "organisations/my_delegations.html", context)


@login_required
@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """For the two people themselves, and for administrators from the page of the organisation."""
    administers = may_administer(roles_today(request.user))
    seen = Delegation.objects.all() if administers else delegations_of(request.user)
    delegation = get_object_or_404(seen.select_related("organisation"), pk=pk)
    try:
        end_delegation(delegation=delegation, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The delegation has ended."))
    if request.user.pk in {delegation.giver_id, delegation.taker_id}:
        return redirect("organisations:my-delegations")
    return redirect("organisations:detail", delegation.organisation.code)

"""What administrators do on the page of an organisation: roles, relations, tokens."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from registry.organisations.forms import GrantForm, RelationForm, TokenForm
from registry.organisations.models import MachineToken, Membership, Organisation, Relation
from registry.organisations.pages.organisations import organisation_page
from registry.organisations.permissions import may_administer
from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import organisations_visible_to, roles_today
from registry.organisations.services import end, grant, issue_token, relate, revoke_token, unrelate
from registry.refusals import Refused


@login_required
@require_POST
def grant_role(request: SignedInRequest, code: str) -> HttpResponse:
    organisation = administered(request, code)
    form = GrantForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            membership = grant(
                person=told["person"],
                organisation=organisation,
                role=told["role"],
                since=told["since"],
                by=request.user,
            )
        except Refused as refusal:
            form.tell(refusal)
        else:
            told = {"name": membership.person.name, "role": membership.get_role_display()}
            messages.success(request, _("%(name)s is %(role)s here from now on.") % told)
            return redirect("organisations:detail", code)
    return organisation_page(request, organisation, grant_form=form)


@login_required
@require_POST
def end_role(request: SignedInRequest, pk: int) -> HttpResponse:
    """The last day was yesterday, so that the role is gone with this click."""
    membership = get_object_or_404(Membership.objects.select_related("organisation"), pk=pk)
    administered(request, membership.organisation.code)
    try:
        end(membership=membership, by=request.user, until=timezone.localdate() - timedelta(days=1))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("organisations:detail", membership.organisation.code)


@login_required
@require_http_methods(["POST"])
@never_cache
def issue(request: SignedInRequest, code: str) -> HttpResponse:
    """Issue a token; this answer is the only place its secret is ever shown."""
    organisation = administered(request, code)
    form = TokenForm(request.POST)
    if form.is_valid():
        token, secret = issue_token(organisation=organisation, by=request.user, **form.cleaned_data)
        context = {"organisation": organisation, "token": token, "secret": secret}
        return render(request, "organisations/token.html", context)
    return organisation_page(request, organisation, token_form=form)


@login_required
@require_POST
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(MachineToken.objects.select_related("organisation"), pk=pk)
    administered(request, token.organisation.code)
    revoke_token(token=token, by=request.user)
    return redirect("organisations:detail", token.organisation.code)


@login_required
@require_POST
def add_relation(request: SignedInRequest, code: str) -> HttpResponse:
    organisation = administered(request, code)
    form = RelationForm(request.POST, auto_id="relation_%s")
    if form.is_valid():
        try:
            relate(one=organisation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("The relation is registered; neither judges what is the other's from now on."))
            return redirect("organisations:detail", code)
    return organisation_page(request, organisation, relation_form=form)


@login_required
@require_POST
def remove_relation(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    organisation = administered(request, code)
    relation = get_object_or_404(Relation.objects.select_related("one", "other"), pk=pk)
    try:
        unrelate(relation=relation, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("organisations:detail", organisation.code)


def administered(request: SignedInRequest, code: str) -> Organisation:
    if not may_administer(roles_today(request.user)):
        raise PermissionDenied
    return get_object_or_404(organisations_visible_to(request.user), code=code)

"""Organisations, who holds which role there, and the tokens of their programs."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registry.organisations.filters import OrganisationFilter
from registry.organisations.forms import GrantForm, TokenForm
from registry.organisations.models import MachineToken, Membership, Organisation
from registry.organisations.permissions import may_administer
from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import (
    members_of,
    organisations_visible_to,
    relations_of,
    roles_today,
    tokens_of,
)
from registry.organisations.services import end, grant, issue_token, revoke_token
from registry.refusals import Refused

PAGE_SIZE = 50


@login_required
@require_safe
def organisation_list(request: SignedInRequest) -> HttpResponse:
    """All organisations, by name. Four queries. (The frame of lists stands on this room and cannot be used in it.)"""
    filterset = OrganisationFilter(request.GET or None, queryset=organisations_visible_to(request.user))
    found = (
        filterset.qs.order_by("name", "code")
        if filterset.is_valid() or not request.GET
        else Organisation.objects.none()
    )
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filterset": filterset, "page_obj": page}
    return render(request, "organisations/organisations.html", context)


@login_required
@require_safe
def organisation_detail(request: SignedInRequest, code: str) -> HttpResponse:
    """Members, relations, sponsored systems; for administrators also the forms that change them."""
    return _page(request, get_object_or_404(organisations_visible_to(request.user), code=code))


@login_required
@require_POST
def grant_role(request: SignedInRequest, code: str) -> HttpResponse:
    organisation = _administered(request, code)
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
    return _page(request, organisation, grant_form=form)


@login_required
@require_POST
def end_role(request: SignedInRequest, pk: int) -> HttpResponse:
    """The last day was yesterday, so that the role is gone with this click."""
    membership = get_object_or_404(Membership.objects.select_related("organisation"), pk=pk)
    _administered(request, membership.organisation.code)
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
    organisation = _administered(request, code)
    form = TokenForm(request.POST)
    if form.is_valid():
        token, secret = issue_token(organisation=organisation, by=request.user, **form.cleaned_data)
        context = {"organisation": organisation, "token": token, "secret": secret}
        return render(request, "organisations/token.html", context)
    return _page(request, organisation, token_form=form)


@login_required
@require_POST
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(MachineToken.objects.select_related("organisation"), pk=pk)
    _administered(request, token.organisation.code)
    revoke_token(token=token, by=request.user)
    return redirect("organisations:detail", token.organisation.code)


def _administered(request: SignedInRequest, code: str) -> Organisation:
    if not may_administer(roles_today(request.user)):
        raise PermissionDenied
    return get_object_or_404(organisations_visible_to(request.user), code=code)


def _page(
    request: SignedInRequest,
    organisation: Organisation,
    *,
    grant_form: GrantForm | None = None,
    token_form: TokenForm | None = None,
) -> HttpResponse:
    administers = may_administer(roles_today(request.user))
    today = timezone.localdate()
    try:
        systems_url = reverse("systems:of-sponsor", args=[organisation.code])
    except NoReverseMatch:
        systems_url = ""
    context: dict[str, Any] = {
        "organisation": organisation,
        "identity": _identity(organisation),
        "members": [
            (membership, membership.until is None or membership.until >= today)
            for membership in members_of(organisation)
        ],
        "relations": relations_of(organisation),
        "systems_url": systems_url,
        "administers": administers,
    }
    if administers:
        context |= {
            "tokens": tokens_of(organisation),
            "grant_form": grant_form or GrantForm(initial={"since": today}),
            "token_form": token_form or TokenForm(auto_id="token_%s"),
        }
    return render(request, "organisations/organisation.html", context)


class Fact(NamedTuple):
    label: str
    value: str
    url: str = ""


def _identity(organisation: Organisation) -> list[Fact]:
    parent = organisation.parent
    above = reverse("organisations:detail", args=[parent.code]) if parent else ""
    return [
        Fact(_("unified social credit code"), organisation.code),
        Fact(_("organisation kind"), capfirst(organisation.get_kind_display())),
        Fact(_("parent organisation"), parent.name if parent else "", above),
        Fact(_("division code"), organisation.division),
    ]

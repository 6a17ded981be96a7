"""Organisations, who holds which role there, their relations, and the tokens of their programs."""

from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.organisations.filters import OrganisationFilter
from registry.organisations.forms import GrantForm, RelationForm, TokenForm
from registry.organisations.models import Organisation
from registry.organisations.permissions import may_administer
from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import (
    delegations_in,
    members_of,
    organisations_visible_to,
    relations_of,
    roles_today,
    tokens_of,
)

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
    context = {"filterset": filterset, "page_obj": page, "administers": may_administer(roles_today(request.user))}
    return render(request, "organisations/organisations.html", context)


@login_required
@require_safe
def organisation_detail(request: SignedInRequest, code: str) -> HttpResponse:
    """Members, relations, sponsored systems; for administrators also the forms that change them."""
    return organisation_page(request, get_object_or_404(organisations_visible_to(request.user), code=code))


def organisation_page(
    request: SignedInRequest,
    organisation: Organisation,
    *,
    grant_form: GrantForm | None = None,
    token_form: TokenForm | None = None,
    relation_form: RelationForm | None = None,
) -> HttpResponse:
    """The page of an organisation, with a form that was refused in the place of a fresh one."""
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
        "delegations": delegations_in(organisation, today),
        "relations": relations_of(organisation),
        "systems_url": systems_url,
        "administers": administers,
    }
    if administers:
        context |= {
            "tokens": tokens_of(organisation),
            "grant_form": grant_form or GrantForm(initial={"since": today}),
            "token_form": token_form or TokenForm(auto_id="token_%s"),
            "relation_form": relation_form or RelationForm(auto_id="relation_%s"),
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

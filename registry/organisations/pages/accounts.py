"""Accounts, for administrators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registry.organisations.filters import AccountFilter
from registry.organisations.forms import AccountForm, PasswordForm
from registry.organisations.models import Person
from registry.organisations.permissions import may_administer
from registry.organisations.requests import SignedInRequest
from registry.organisations.rules import obstacles_to_close
from registry.organisations.selectors import accounts, memberships_of, other_administrators, roles_today
from registry.organisations.services import close_account, create_account, reopen_account, set_password
from registry.refusals import Refused

PAGE_SIZE = 50


@login_required
@require_safe
def account_list(request: SignedInRequest) -> HttpResponse:
    """Everybody who can or could sign in."""
    _admit(request)
    filterset = AccountFilter(request.GET or None, queryset=accounts())
    found = filterset.qs if filterset.is_valid() or not request.GET else Person.objects.none()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "organisations/accounts.html", {"filterset": filterset, "page_obj": page})


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_account(request: SignedInRequest) -> HttpResponse:
    _admit(request)
    form = AccountForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        try:
            person = create_account(
                username=told["username"], name=told["name"], password=told["password"], by=request.user
            )
        except Refused as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("The account is open. It may do nothing until a role is granted."))
            return redirect("organisations:account", person.pk)
    return render(request, "organisations/new_account.html", {"form": form})


@login_required
@require_safe
def account_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The roles of an account, a new password for it, and its end."""
    _admit(request)
    return _page(request, get_object_or_404(accounts(), pk=pk), PasswordForm())


@sensitive_post_parameters()
@login_required
@require_POST
def reset_password(request: SignedInRequest, pk: int) -> HttpResponse:
    _admit(request)
    person = get_object_or_404(accounts(), pk=pk)
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            set_password(person=person, password=form.cleaned_data["password"], by=request.user)
        except Refused as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("The new password counts from now on. Ask the person to change it."))
            return redirect("organisations:account", pk)
    return _page(request, person, form)


@login_required
@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    _admit(request)
    close_account(person=get_object_or_404(accounts(), pk=pk), by=request.user)
    return redirect("organisations:account", pk)


@login_required
@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    _admit(request)
    reopen_account(person=get_object_or_404(accounts(), pk=pk), by=request.user)
    return redirect("organisations:account", pk)


def _admit(request: SignedInRequest) -> None:
    if not may_administer(roles_today(request.user)):
        raise PermissionDenied


def _page(request: SignedInRequest, person: Person, form: PasswordForm) -> HttpResponse:
    against_closing = obstacles_to_close(
        is_active=person.is_active,
        is_own=person == request.user,
        roles=roles_today(person),
        others_administer=other_administrators(person, timezone.localdate()).exists(),
    )
    context = {
        "person": person,
        "own": person == request.user,
        "memberships": memberships_of(person),
        "form": form,
        "against_closing": against_closing,
    }
    return render(request, "organisations/account.html", context)

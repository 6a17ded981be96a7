"""Saving and forgetting a view, then back to its list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from registry.lists import services
from registry.lists.forms import SavedViewForm
from registry.lists.models import SavedView
from registry.organisations.models import Person


class SignedIn(HttpRequest):
    """A request that ``login_required`` let through."""

    user: Person


@login_required
@require_POST
def save(request: SignedIn) -> HttpResponse:
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(form.errors.as_json(), content_type="application/json")
    view = services.save_view(**form.cleaned_data, by=request.user)
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return redirect(reverse(view.list_name) + view.query)


@login_required
@require_POST
def forget(request: SignedIn, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView, pk=pk, owner=request.user)
    services.forget_view(view=view, by=request.user)
    messages.success(request, _("The view “%(name)s” is gone.") % {"name": view.name})
    return redirect(view.list_name)

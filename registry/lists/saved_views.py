"""Saving and forgetting a view, then back to its list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from registry.lists import services
from registry.lists.forms import SavedViewForm
from registry.lists.models import SavedView
from registry.organisations.requests import SignedInRequest
from registry.refusals import Obstacle, Refused


@login_required
@require_POST
def save(request: SignedInRequest) -> HttpResponse:
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        raise Refused(
            [
                Obstacle("invalid", message, field=name, kind="content")
                for name, messages_of_field in form.errors.items()
                for message in messages_of_field
            ]
        )
    view = services.save_view(**form.cleaned_data, by=request.user)
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return redirect(reverse(view.list_name) + view.query)


@login_required
@require_POST
def forget(request: SignedInRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView, pk=pk, owner=request.user)
    services.forget_view(view=view, by=request.user)
    messages.success(request, _("The view “%(name)s” is gone.") % {"name": view.name})
    return redirect(view.list_name)

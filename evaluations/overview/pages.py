"""Home."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluations.overview.selectors import home_of
from registry.organisations.requests import SignedInRequest


@login_required
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    return render(request, "overview/home.html", {"home": home_of(request.user, today=timezone.localdate())})

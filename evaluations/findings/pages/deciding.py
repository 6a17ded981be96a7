"""What the pages share on which something with a version is decided on: an act is posted, done or refused, and shown."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from evaluations.findings.pages.offers import add_obstacles
from registry.organisations.requests import SignedInRequest
from registry.refusals import Refused, VersionChanged

Shown = Callable[[Mapping[str, forms.Form]], HttpResponse]


def decided(
    request: SignedInRequest, act: str, form: forms.Form, do: Callable[..., Any], *, shown: Shown, back: str, told: str
) -> HttpResponse:
    """Do an act with what its form holds; ``shown`` draws the page again with a refused form, ``back`` is where it leads else."""
    if not form.is_valid():
        return shown({act: form})
    said = dict(form.cleaned_data)
    try:
        do(by=request.user, expected_version=said.pop("version"), **said)
    except Refused as refused:
        add_obstacles(form, refused.obstacles)
        return shown({act: form})
    except VersionChanged:
        messages.error(request, _("Somebody acted on this since you opened the page. Read it again first."))
    else:
        messages.success(request, told)
    return redirect(back)

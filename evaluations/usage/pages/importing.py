"""The import of files: uploaded, checked in the background, confirmed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evaluations.usage.forms import ConfirmForm, UploadForm
from evaluations.usage.permissions import may_import_usage
from evaluations.usage.rules.columns import COLUMNS
from evaluations.usage.services import uploads
from evaluations.usage.services.deliveries import CSV_BYTES
from registry.jobs import services as jobs
from registry.jobs.models import Job
from registry.jobs.tasks import nudge
from registry.organisations.requests import SignedInRequest, takes_uploads
from registry.organisations.selectors import roles_today

SHOWN_ERRORS = 200


@login_required
@takes_uploads(CSV_BYTES)
def import_page(request: SignedInRequest) -> HttpResponse:
    """Upload a file; it is checked in the background before anything is written."""
    _admit(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        arguments = {
            "file": uploads.keep(file.name, file.chunks()),
            "name": file.name,
            "collector": form.cleaned_data["collector"],
            "complete": form.cleaned_data["complete"],
        }
        return _work(request, "usage.dry_run", arguments)
    return render(request, "usage/import.html", {"form": form, "columns": COLUMNS})


@login_required
@require_safe
def import_result(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the check found, with the button that imports; or what the import did."""
    job = _own_job(request, pk)
    told = job.result
    counts = [
        (_("new"), told["rows"]["new"]),
        (_("changed"), told["rows"]["changed"]),
        (_("same"), told["rows"]["same"]),
        (_("wrong"), told["rows"]["wrong"]),
    ]
    context = {
        "job": job,
        "told": told,
        "checked": job.kind == "usage.dry_run",
        "importable": told["rows"]["new"] + told["rows"]["changed"] + told["rows"]["same"] > 0,
        "counts": [(capfirst(label), str(count)) for label, count in counts],
        "errors": told["errors"][:SHOWN_ERRORS],
        "more": max(told["errors_total"] - SHOWN_ERRORS, 0),
        "form": ConfirmForm(),
    }
    return render(request, "usage/import_result.html", context)


@login_required
@require_POST
def import_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Import the file that was checked; wrong rows only with the person's word that they are to be left out."""
    job = _own_job(request, pk)
    if job.kind != "usage.dry_run":
        raise PermissionDenied
    skip_wrong = "skip_wrong" in request.POST
    if job.result["rows"]["wrong"] and not skip_wrong:
        return redirect("usage:import-result", pk)
    return _work(request, "usage.import", job.arguments | {"skip_wrong": skip_wrong})


def _admit(request: SignedInRequest) -> None:
    if not may_import_usage(roles_today(request.user)):
        raise PermissionDenied


def _own_job(request: SignedInRequest, pk: int) -> Job:
    _admit(request)
    mine = Job.objects.filter(by=request.user, kind__in=["usage.dry_run", "usage.import"], state="done")
    return get_object_or_404(mine, pk=pk)


def _work(request: SignedInRequest, kind: str, arguments: dict[str, Any]) -> HttpResponse:
    with transaction.atomic():
        job = jobs.add(kind, by=request.user, arguments=arguments)
        nudge()
    return redirect("jobs:detail", job.pk)

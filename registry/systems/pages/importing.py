"""The import wizard: upload, dry run, preview, confirm, undo. Every long step is a job with its own page."""

import json
from io import BytesIO
from itertools import islice
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registry.jobs import services as jobs
from registry.jobs.tasks import nudge
from registry.organisations.requests import SignedInRequest, takes_uploads
from registry.organisations.selectors import roles_today
from registry.sheets import XLSX, limits, write_template
from registry.systems import formats
from registry.systems.enums import BatchState
from registry.systems.forms import ConfirmForm, UploadForm
from registry.systems.models import ImportBatch
from registry.systems.pages.differences import differences
from registry.systems.plans import ORGANISATIONS, OUTCOMES, SYSTEMS
from registry.systems.rules import obstacles_to_apply, obstacles_to_import
from registry.systems.selectors import batches
from registry.systems.services.importing import Upload, folder_of, receive

SHOWN_LINES = 200


@login_required
@takes_uploads(limits.FILE_BYTES)
def import_page(request: SignedInRequest) -> HttpResponse:
    """Template, upload, and the imports so far."""
    _admit(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with transaction.atomic():
            batch = receive(
                uploads=[Upload(file.name, file.chunks())],
                by=request.user,
                create_organisations=form.cleaned_data["create_organisations"],
            )
            return _work(request, "systems.dry_run", batch)
    return render(request, "systems/import.html", {"form": form, "batches": batches()[:20]})


@login_required
@require_safe
def import_template(request: SignedInRequest) -> FileResponse:
    """The workbook to fill in."""
    book = BytesIO()
    write_template(book, formats.template())
    book.seek(0)
    return FileResponse(book, as_attachment=True, filename="taizhang-import.xlsx", content_type=XLSX)


@login_required
@require_safe
def import_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the dry run said, and what can be done about it."""
    _admit(request)
    batch = get_object_or_404(batches(), pk=pk)
    report = batch.report
    writes = (
        sum(report[subject][outcome] for subject in (ORGANISATIONS, SYSTEMS) for outcome in ("new", "changed"))
        if report
        else 0
    )
    wrong = report.get("error_count", 0)
    context = {
        "batch": batch,
        "counts": _counts(report) if report else [],
        "outcomes": [str(label) for label in _outcomes().values()],
        "errors": report.get("errors", [])[:SHOWN_LINES],
        "wrong": wrong,
        "warnings": report.get("warnings", [])[:SHOWN_LINES],
        "unknown_columns": report.get("unknown_columns", []),
        "lines": _preview_lines(batch),
        "most": SHOWN_LINES,
        "error_files": [
            (number, file["name"])
            for number, file in enumerate(batch.files)
            if (folder_of(batch) / f"errors-{number}.xlsx").exists()
        ],
        "form": ConfirmForm(),
        "obstacles": obstacles_to_apply(state=batch.state, wrong=wrong, writes=writes, skip_wrong=True),
    }
    return render(request, "systems/import_preview.html", context)


@login_required
@require_POST
def import_apply(request: SignedInRequest, pk: int) -> HttpResponse:
    _admit(request)
    batch = get_object_or_404(batches(), pk=pk, state=BatchState.PREVIEWED)
    return _work(request, "systems.apply", batch, skip_wrong="skip_wrong" in request.POST)


@login_required
@require_POST
def import_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the preview again, after the register changed."""
    _admit(request)
    batch = get_object_or_404(batches(), pk=pk, state__in=[BatchState.UPLOADED, BatchState.PREVIEWED])
    return _work(request, "systems.dry_run", batch)


@login_required
@require_POST
def import_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    _admit(request)
    batch = get_object_or_404(batches(), pk=pk, state=BatchState.APPLIED)
    return _work(request, "systems.undo", batch)


@login_required
@require_safe
def import_errors(request: SignedInRequest, pk: int, number: int) -> FileResponse:
    """The person's own file with red cells and reasons."""
    _admit(request)
    batch = get_object_or_404(batches(), pk=pk)
    path = folder_of(batch) / f"errors-{number}.xlsx"
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"errors-{batch.code}.xlsx", content_type=XLSX)


def _admit(request: SignedInRequest) -> None:
    if obstacles_to_import(roles_today(request.user)):
        raise PermissionDenied


def _work(request: SignedInRequest, kind: str, batch: ImportBatch, **arguments: Any) -> HttpResponse:
    with transaction.atomic():
        job = jobs.add(kind, by=request.user, arguments={"batch": batch.pk, **arguments})
        nudge()
    messages.info(request, _("This runs in the background; the page shows how far it is."))
    return redirect("jobs:detail", job.pk)


def _outcomes() -> dict[str, str]:
    return {"new": _("new"), "changed": _("changed"), "same": _("same"), "wrong": _("wrong")}


def _counts(report: dict[str, Any]) -> list[list[Any]]:
    names = {ORGANISATIONS: _("organisations"), SYSTEMS: _("systems")}
    return [[name, *(report[subject][outcome] for outcome in OUTCOMES)] for subject, name in names.items()]


def _preview_lines(batch: ImportBatch) -> list[dict[str, Any]]:
    """The first new and changed rows, their values in words."""
    path = folder_of(batch) / "preview.jsonl"
    if not path.exists():
        return []
    outcomes = _outcomes()
    with path.open(encoding="utf-8") as preview:
        lines = [json.loads(line) for line in islice(preview, SHOWN_LINES)]
    for line, changes in zip(lines, differences(lines), strict=True):
        line |= {"outcome_label": outcomes[line["outcome"]], "changes": changes}
    return lines

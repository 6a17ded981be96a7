"""What the worker does for usage. Each handler calls one service; all are safe to run twice."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.usage.services import open_file, take_in_delivery, uploads
from evaluations.usage.services.reports import document, refusals
from registry.jobs.handlers import Progress, handles, scheduled
from registry.jobs.models import Job
from registry.refusals import Refused


@handles("usage.dry_run", label=_("Check of a usage file"), limit=timedelta(minutes=10))
def dry_run(job: Job, progress: Progress) -> dict[str, Any]:
    """What a file would change; writes nothing."""
    return _taken(job, progress, dry_run=True)


@handles("usage.import", label=_("Import of usage"), limit=timedelta(minutes=15))
def import_file(job: Job, progress: Progress) -> dict[str, Any]:
    """The import itself; a second run finds every row the same."""
    return _taken(job, progress, dry_run=False)


@scheduled("usage.clear_uploads", at="03:50")
@handles("usage.clear_uploads", label=_("Clearing away uploaded usage files"))
def clear_uploads(job: Job, progress: Progress) -> dict[str, Any]:
    """Daily: uploads older than a week go; what they brought stays."""
    return {"cleared": uploads.clear(now=timezone.now())}


def _taken(job: Job, progress: Progress, *, dry_run: bool) -> dict[str, Any]:
    told = job.arguments
    url = reverse("usage:import-result", args=[job.pk])
    progress(0, 1)
    try:
        intake = take_in_delivery(
            open_file(uploads.folder() / told["file"], name=told["name"]),
            collector=told["collector"],
            by=job.by,
            skip_wrong=told.get("skip_wrong", False),
            dry_run=dry_run,
            complete=told["complete"],
        )
    except Refused as refusal:
        return document([], refusals(told["name"], refusal)) | {"url": url}
    progress(1, 1)
    return document([intake], []) | {"url": url}

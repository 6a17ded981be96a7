"""What the worker does for the register. Each handler loads and calls one service; all are safe to run twice."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.jobs.handlers import Progress, handles, scheduled
from registry.jobs.models import Job
from registry.systems.enums import BatchState
from registry.systems.models import ImportBatch
from registry.systems.services import importing, undoing


@handles("systems.dry_run", label=_("Dry run of an import"), limit=timedelta(minutes=10))
def dry_run(job: Job, progress: Progress) -> dict[str, Any]:
    batch = ImportBatch.objects.get(pk=job.arguments["batch"])
    importing.dry_run(batch=batch, progress=progress)
    return _result(batch)


@handles("systems.apply", label=_("Import of the register"), limit=timedelta(minutes=15))
def apply(job: Job, progress: Progress) -> dict[str, Any]:
    """Safe to run twice: what has been written is not written again."""
    batch = ImportBatch.objects.get(pk=job.arguments["batch"])
    if batch.state != BatchState.APPLIED:
        importing.apply(batch=batch, by=job.by, skip_wrong=job.arguments["skip_wrong"], progress=progress)
    return _result(batch)


@handles("systems.undo", label=_("Undoing an import"), limit=timedelta(minutes=15), atomic=True)
def undo(job: Job, progress: Progress) -> dict[str, Any]:
    batch = ImportBatch.objects.get(pk=job.arguments["batch"])
    undoing.undo(batch=batch, by=job.by)
    return _result(batch)


@scheduled("systems.clear_imports", at="03:40")
@handles("systems.clear_imports", label=_("Clearing away the files of old imports"))
def clear_imports(job: Job, progress: Progress) -> dict[str, Any]:
    """Daily: files of imports older than 30 days go, what they said and changed stays."""
    return {"cleared": undoing.clear_files(now=timezone.now())}


def _result(batch: ImportBatch) -> dict[str, Any]:
    return {"url": reverse("systems:import-preview", args=[batch.pk])}

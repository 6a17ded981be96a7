"""What the worker does for usage. Each handler calls one service; all are safe to run twice."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.usage.models import Pull
from evaluations.usage.services import open_file, take_in_delivery, uploads
from evaluations.usage.services.log_jobs import read_part
from evaluations.usage.services.pulling import pull_days
from evaluations.usage.services.reports import document, refusals
from registry.jobs import services as jobs
from registry.jobs.handlers import Progress, handles, scheduled
from registry.jobs.models import Job
from registry.jobs.tasks import nudge
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


@scheduled("usage.pull_all", at="01:10")
@handles("usage.pull_all", label=_("Asking of collectors"))
def pull_all(job: Job, progress: Progress) -> dict[str, Any]:
    """Daily, before the sweep: a job for each collector that is asked, so that one that fails keeps no other up."""
    pulls = Pull.objects.filter(enabled=True).order_by("pk")
    asked = [jobs.add("usage.pull", by=None, arguments={"pull": pull.pk}) for pull in pulls]
    nudge()
    return {"collectors": len(asked)}


@handles("usage.pull", label=_("Asking of a collector"), limit=timedelta(minutes=30))
def pull_one(job: Job, progress: Progress) -> dict[str, Any]:
    """One collector: the days missing, and the last ones again; a second run finds them the same."""
    pull = Pull.objects.select_related("collector").filter(pk=job.arguments["pull"]).first()
    if pull is None:
        return {}
    done = pull_days(pull=pull, today=timezone.localdate(), by=job.by)
    return asdict(done) | {"url": reverse("usage:collector", args=[pull.collector.pk])}


@handles("usage.read_log", label=_("Reading of an access log"), limit=timedelta(minutes=30))
def read_log(job: Job, progress: Progress) -> dict[str, Any]:
    """One file of a reading; safe to run twice. The last one takes all in together."""
    taken = read_part(part_id=job.arguments["part"], by=job.by, progress=lambda done: progress(done, 0))
    if taken is None:
        return {"waiting": True}
    settled = taken.settled_through
    return {"rows": taken.intake.counts, "settled_through": settled.isoformat() if settled else None}


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

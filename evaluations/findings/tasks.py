"""The nightly sweep."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.findings.services import sweep
from registry.jobs.handlers import Progress, handles, scheduled
from registry.jobs.models import Job


@scheduled("findings.sweep", at="02:30")
@handles("findings.sweep", label=gettext_lazy("Sweep"), limit=timedelta(minutes=30))
def run(job: Job, progress: Progress) -> dict[str, Any]:
    """Sweep as of today, each night at 02:30; safe to run twice, a second run changes no finding."""
    progress(0, 1, _("Reading usage"))
    done = sweep(as_of=timezone.localdate(), by=job.by)
    progress(1, 1, _("%(opened)s opened, %(lapsed)s lapsed") % done.counts)
    return {"sweep": done.code, "counts": done.counts}

"""The night: looking for what could replace systems in question, and the sweep."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.findings.selectors.findings import policy_in_force
from evaluations.findings.services import sweep
from evaluations.findings.services.rivals import compare
from registry.jobs.handlers import Progress, handles, scheduled
from registry.jobs.models import Job


@scheduled("findings.compare", at="01:30")
@handles("findings.compare", label=gettext_lazy("Comparing systems in question"), limit=timedelta(minutes=30))
def look_for_rivals(job: Job, progress: Progress) -> dict[str, Any]:
    """Each night before the sweep, which takes what was found as a fact; safe to run twice."""
    return {"changed": compare(numbers=policy_in_force(timezone.localdate()).numbers)}


@scheduled("findings.sweep", at="02:30")
@handles("findings.sweep", label=gettext_lazy("Sweep"), limit=timedelta(minutes=30))
def run(job: Job, progress: Progress) -> dict[str, Any]:
    """Sweep as of today, each night at 02:30; safe to run twice, a second run changes no finding."""
    progress(0, 1, _("Reading usage"))
    done = sweep(as_of=timezone.localdate(), by=job.by)
    progress(1, 1, _("%(opened)s opened, %(lapsed)s lapsed") % done.counts)
    return {"sweep": done.code, "counts": done.counts}

"""What the worker does for appraisals."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from evaluations.appraisals.selectors.rectification import cases_to_remeasure
from evaluations.appraisals.services.rectification import remeasure
from registry.jobs.handlers import Progress, handles, scheduled
from registry.jobs.models import Job
from registry.refusals import Refused


@scheduled("appraisals.remeasure", at="03:20")
@handles("appraisals.remeasure", label=_("Re-measurement of rectified systems"), limit=timedelta(minutes=10))
def run(job: Job, progress: Progress) -> dict[str, Any]:
    """Daily: what was reported done and whose window is over is measured again; safe to run twice."""
    done = []
    cases = cases_to_remeasure()
    for place, case in enumerate(cases):
        progress(place, len(cases), case.number)
        try:
            done.append(remeasure(case=case, by=job.by).code)
        except Refused:
            continue  # its window is not over, or it was measured meanwhile
    return {"remeasured": done}

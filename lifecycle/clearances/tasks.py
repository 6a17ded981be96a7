"""Looking at addresses in the background: on a schedule, and when somebody asks."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lifecycle.clearances.models import Probe
from lifecycle.clearances.selectors import items_to_probe
from lifecycle.clearances.services import probe_items
from lifecycle.clearances.services.looking import PROBE_ALL, PROBE_CASE
from registry.jobs.handlers import Progress, handles, scheduled
from registry.jobs.models import Job


@scheduled(PROBE_ALL, every=timedelta(hours=6))
@handles(PROBE_ALL, label=_("probe all access paths being cleared"))
def probe_all(job: Job, progress: Progress) -> dict[str, Any]:
    """Every six hours: look at every address of every case in clearance. Safe to run twice: a look more is a row more."""
    return _probe(job, progress, case_number="")


@handles(PROBE_CASE, label=_("probe the access paths of a case"))
def probe_case(job: Job, progress: Progress) -> dict[str, Any]:
    """When somebody asks: look at every address of one case. Safe to run twice."""
    number = job.arguments["case"]
    return _probe(job, progress, case_number=number) | {"url": reverse("clearances:detail", args=[number])}


def _probe(job: Job, progress: Progress, *, case_number: str) -> dict[str, Any]:
    items = items_to_probe()
    if case_number:
        items = items.filter(clearance__case__number=case_number)
    found = list(items)
    seen: dict[str, int] = {}

    def tell(probe: Probe) -> None:
        seen[probe.verdict] = seen.get(probe.verdict, 0) + 1
        line = f"{probe.target}: {probe.get_verdict_display()} ({probe.get_reason_display()})"
        progress(sum(seen.values()), len(found), line)

    progress(0, len(found))
    probe_items(items=found, by=job.by, tell=tell)
    return {"probed": len(found), **seen}

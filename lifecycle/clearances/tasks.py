"""Looking at addresses in the background: on a schedule, and when somebody asks."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.enums import State
from lifecycle.clearances.models import ClearanceItem, Probe
from lifecycle.clearances.selectors import items_to_probe
from lifecycle.clearances.selectors.clearing import CLEARING
from lifecycle.clearances.services import probe_items, reopen
from lifecycle.clearances.services.looking import PROBE_ALL, PROBE_CASE
from lifecycle.clearances.services.observing import OBSERVE
from registry.jobs.handlers import Progress, handles, scheduled
from registry.jobs.models import Job


@scheduled(PROBE_ALL, every=timedelta(hours=6))
@handles(PROBE_ALL, label=_("probe all access paths being cleared"))
def probe_all(job: Job, progress: Progress) -> dict[str, Any]:
    """Every six hours: look at every address of every case in clearance. Safe to run twice: a look more is a row more."""
    return _probe(job, progress, items_to_probe())


@scheduled(OBSERVE, at="04:10")
@handles(OBSERVE, label=_("look again at the access paths of what was shut down"))
def observe(job: Job, progress: Progress) -> dict[str, Any]:
    """Every night: look at every address under observation. One that answers reopens its case; unknown changes nothing.

    Safe to run twice: a case is reopened once.
    """
    return _probe(job, progress, items_to_probe(State.OBSERVATION))


@handles(PROBE_CASE, label=_("probe the access paths of a case"))
def probe_case(job: Job, progress: Progress) -> dict[str, Any]:
    """When somebody asks: look at every address of one case. Safe to run twice."""
    number = job.arguments["case"]
    items = items_to_probe(*CLEARING, State.OBSERVATION).filter(clearance__case__number=number)
    return _probe(job, progress, items) | {"url": reverse("clearances:detail", args=[number])}


def _probe(job: Job, progress: Progress, items: QuerySet[ClearanceItem]) -> dict[str, Any]:
    found = list(items)
    seen: dict[str, int] = {}

    def tell(probe: Probe) -> None:
        seen[probe.verdict] = seen.get(probe.verdict, 0) + 1
        line = f"{probe.target}: {probe.get_verdict_display()} ({probe.get_reason_display()})"
        progress(sum(seen.values()), len(found), line)

    progress(0, len(found))
    probes = probe_items(items=found, by=job.by, tell=tell)
    reopened = [probe for probe in probes if reopen(probe=probe)]
    return {"probed": len(found), "reopened": len(reopened), **seen}

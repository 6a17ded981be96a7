"""The night: rivals of systems in question, what is done around findings, the sweep, the roll-up; and replays of last year."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.findings.models import PolicyDraft, Shard, SplitSweep
from evaluations.findings.selectors.findings import policy_in_force
from evaluations.findings.selectors.quantities import cells
from evaluations.findings.services import splitting, sweep
from evaluations.findings.services.exemptions import remind_of_exemptions
from evaluations.findings.services.policies import WHAT_IF
from evaluations.findings.services.rebuilding import rebuild
from evaluations.findings.services.reopening import wake
from evaluations.findings.services.replaying import keep_what_if, what_if
from evaluations.findings.services.rivals import compare
from evaluations.findings.services.tending import note_silence, propose_changes
from evaluations.usage.services.rolling import roll_up
from registry.jobs.handlers import Progress, handles, scheduled
from registry.jobs.models import Job
from registry.jobs.tasks import nudge

SHARD_LIMIT = timedelta(minutes=10)
MOST_WOKEN = 16
"""Workers told at once that there is something to do; others find it within a minute."""


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


@scheduled("findings.rebuild", every=timedelta(days=7))
@handles("findings.rebuild", label=gettext_lazy("Sweep from nothing, and comparison"), limit=timedelta(hours=2))
def make_anew(job: Job, progress: Progress) -> dict[str, Any]:
    """Once a week: what nights remember is made anew from usage and compared; a large fleet by all workers. Safe to run twice."""
    if splitting.is_worth_splitting():
        split = splitting.begin(as_of=timezone.localdate(), by=job.by, compares=True)
        nudge()
        return {"split": split.pk}
    done = rebuild(as_of=timezone.localdate(), by=job.by)
    return {"sweep": done.sweep.code, "differed": done.differed}


@handles(splitting.PLAN, label=gettext_lazy("Sweep of several workers: planning"), limit=timedelta(hours=1))
def plan_split(job: Job, progress: Progress) -> dict[str, Any]:
    """Begins what the next four do. Safe to run twice, as they are; each wakes those who can go on."""
    split = _split(job)
    return _handed_on(splitting.plan(split) if split else 0)


@handles(splitting.READ, label=gettext_lazy("Sweep of several workers: reading"), limit=SHARD_LIMIT, atomic=True)
def read_shards(job: Job, progress: Progress) -> dict[str, Any]:
    some = _shards(job.arguments["shards"])
    return _handed_on(splitting.read(some) if some else 0)


@handles(splitting.GUARD, label=gettext_lazy("Sweep of several workers: outages"), limit=SHARD_LIMIT, atomic=True)
def guard_split(job: Job, progress: Progress) -> dict[str, Any]:
    split = _split(job)
    return _handed_on(splitting.guard(split) if split else 0)


@handles(splitting.FOLD, label=gettext_lazy("Sweep of several workers: judging"), limit=SHARD_LIMIT, atomic=True)
def fold_shard(job: Job, progress: Progress) -> dict[str, Any]:
    some = _shards([job.arguments["shard"]])
    return _handed_on(splitting.fold(some[0]) if some else 0)


@handles(
    splitting.WRITE, label=gettext_lazy("Sweep of several workers: writing"), limit=timedelta(hours=1), atomic=True
)
def write_split(job: Job, progress: Progress) -> dict[str, Any]:
    split = _split(job)
    return splitting.write_together(split) if split else {}


def _split(job: Job) -> SplitSweep | None:
    """``None``: it was given up."""
    return SplitSweep.objects.select_related("policy").filter(pk=job.arguments["split"]).first()


def _shards(numbers: Sequence[int]) -> list[Shard]:
    """None: it was given up, or planned again."""
    return list(Shard.objects.select_related("split__policy").filter(pk__in=numbers))


def _handed_on(added: int) -> dict[str, Any]:
    for _job in range(min(added, MOST_WOKEN)):
        nudge()
    return {"added": added}


@scheduled("findings.tend", at="02:10")
@handles("findings.tend", label=gettext_lazy("Look after findings"))
def tend(job: Job, progress: Progress) -> dict[str, Any]:
    """Each night before the sweep: what was put off comes back, silence is noted, people are reminded, changes are proposed.

    Safe to run twice.
    """
    today = timezone.localdate()
    return {
        "woken": wake(today=today),
        "silent": note_silence(today=today),
        "reminded": remind_of_exemptions(today=today),
        "proposed": [draft.code for draft in propose_changes(today=today)],
    }


@handles(WHAT_IF, label=gettext_lazy("Replay last year under other numbers"), limit=timedelta(minutes=30))
def look_back(job: Job, progress: Progress) -> dict[str, Any]:
    """When somebody asks for it, or the program proposes a change. Writes no finding; safe to run twice."""
    draft = PolicyDraft.objects.select_related("based_on").get(pk=job.arguments["draft"])
    keep_what_if(draft=draft, told=what_if(draft, today=timezone.localdate(), progress=progress))
    return {"url": reverse("findings:draft", args=[draft.pk])}


@scheduled("findings.roll_up", at="04:30")
@handles("findings.roll_up", label=gettext_lazy("Roll-up of old usage"), limit=timedelta(minutes=30))
def put_together(job: Job, progress: Progress) -> dict[str, Any]:
    """Old days become weeks, old weeks months, each night after the sweep; safe to stop anywhere and to run twice."""
    today = timezone.localdate()
    done = roll_up(today=today, cells=cells(policy_in_force(today).numbers), by=job.by, progress=progress)
    before, after = sum(run.rows_before for run in done), sum(run.rows_after for run in done)
    return {"pieces": len(done), "rows_before": before, "rows_after": after}

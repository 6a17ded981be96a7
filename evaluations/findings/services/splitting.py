"""A sweep from nothing on several workers, as jobs: planned, read by some shards, guarded, folded by the shard, written.

Each step keeps what it comes to and adds the next one's jobs in one transaction with the mark that its own job is done, so that what a
worker did not finish is simply done again by whoever takes its job. Reading is told from folding because the outage guard
looks at the series of the whole fleet; whatever else compares systems with each other belongs there too, or into the last step.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from evaluations.findings.models import Shard, SplitSweep
from evaluations.findings.rules.dates import obstacles_to_sweep
from evaluations.findings.rules.detector.axis import settled_through
from evaluations.findings.selectors import measurements
from evaluations.findings.selectors.findings import policy_in_force
from evaluations.findings.selectors.lines import measures_told
from evaluations.findings.services import judging, shards
from evaluations.findings.services.ground import Ground
from evaluations.findings.services.judgement import Judgement
from evaluations.findings.services.memory import Remembered
from evaluations.findings.services.rebuilding import compared, states_kept
from evaluations.findings.services.sweeping import last_sweep, sweep, write
from evaluations.usage.services.lateness import late, move_horizon
from registry.jobs.enums import JobState
from registry.jobs.models import Job
from registry.jobs.services import add
from registry.organisations.models import Person
from registry.refusals import refuse_if
from registry.systems.enums import Stage
from registry.systems.models import System

PLAN, READ, GUARD, FOLD, WRITE = STEPS = (
    "findings.plan_split",
    "findings.read_shards",
    "findings.guard_split",
    "findings.fold_shard",
    "findings.write_split",
)
"""The kinds of jobs, in their order."""
GIVEN_UP_AFTER = timedelta(days=1)
WORTH_SPLITTING = 5_000
"""Systems from which on it pays to share a sweep."""
MOST_IN_SHARD = 4_096
"""Systems a worker works on at a time: 250 MB over a year, and what is lost when it is killed while it folds."""
MOST_READ_TOGETHER = 4
"""Shards read in one pass over the rows: to find those of one, the database looks at nearly as much as to find those of four."""


def is_worth_splitting() -> bool:
    """Whether the weekly sweep from nothing is shared: only PostgreSQL lets several write at a time. One statement."""
    return connection.vendor == "postgresql" and System.objects.filter(stage=Stage.LIVE).count() >= WORTH_SPLITTING


@transaction.atomic
def begin(*, as_of: date, by: Person | None, compares: bool = False) -> SplitSweep:
    """Have everything judged anew by whoever works on jobs; takes away what earlier ones left.

    Raises:
        Refused: ``as_of`` lies in the future.
    """
    now = timezone.now()
    refuse_if(obstacles_to_sweep(as_of=as_of, today=timezone.localdate()))
    SplitSweep.objects.filter(started_at__lt=now - GIVEN_UP_AFTER).delete()
    split = SplitSweep.objects.create(as_of=as_of, by=by, compares=compares, started_at=now)
    add(PLAN, by=by, arguments={"split": split.pk})
    return split


def plan(split: SplitSweep) -> int:
    """Say what everything stands on, and what each worker is to read; how many jobs that makes. Safe to run twice."""
    if split.compares and split.policy is None:  # once: two that compare would have each other begin again for ever
        sweep(as_of=split.as_of, by=split.by)
    split.policy = policy_in_force(timezone.localdate())
    split.after = last_sweep()
    move_horizon(settled_through(split.as_of))
    split.late_notes = list(late().notes)
    first = measurements.first_day(split.as_of)
    ground = Ground.loaded(first=first, as_of=split.as_of, numbers=split.policy.numbers)
    split.ground, split.told = shards.ground_kept(ground), sorted(measures_told(split.as_of))
    rosters = np.array_split(np.arange(len(ground.roster)), shards_of(len(ground.roster)))
    with transaction.atomic():
        if _locked(split).done_id:
            return 0
        split.save()
        split.shards.all().delete()
        made = [
            Shard.objects.create(
                split=split, number=number, roster=shards.roster_kept([ground.roster[row] for row in rows.tolist()])
            )
            for number, rows in enumerate(rosters)
            if len(rows)
        ]
        if not (ground.axis.weeks and made):
            add(WRITE, by=split.by, arguments={"split": split.pk})
            return 1
        parts = min(len(made), _even(len(made), MOST_READ_TOGETHER))
        read_together = np.array_split([shard.pk for shard in made], parts)
        for some in read_together:
            add(READ, by=split.by, arguments={"shards": some.tolist()})
    return len(read_together)


def shards_of(systems: int) -> int:
    return _even(systems, MOST_IN_SHARD)


def _even(things: int, most: int) -> int:
    """Into how many parts to deal things, ``most`` of them in each at most: an even number, so that two workers end together."""
    return 2 * max(1, -(-things // (2 * most)))


@transaction.atomic
def read(some: Sequence[Shard]) -> int:
    """Keep what was told of the systems of shards that follow each other, and which of their series saw use.

    Answers how many jobs it added.
    """
    split = some[0].split
    parts = [_ground(split, [shard.roster]) for shard in some]
    told = judging.lines_in_parts(parts, split.as_of, frozenset(split.told))
    for shard, part, lines in zip(some, parts, told, strict=True):
        shard.lines, shard.series = shards.lines_kept(lines), shards.series_kept(judging.series_seen(lines, part))
    split = _locked(split)
    for shard in some:
        shard.save(update_fields=["lines", "series"])
    if split.shards.filter(series=None).exists():
        return 0
    add(GUARD, by=split.by, arguments={"split": split.pk})
    return 1


@transaction.atomic
def guard(split: SplitSweep) -> int:
    """Watch the series of the whole fleet for weeks in which a collector failed."""
    ground = _ground(split, [])
    kept = list(split.shards.values_list("pk", "series"))
    series = shards.series_of([each for _pk, each in kept], [0] * len(kept), weeks=ground.axis.weeks)
    split.guard = shards.guard_kept(judging.watched(series, ground))
    split.save(update_fields=["guard"])
    for pk, _series in kept:
        add(FOLD, by=split.by, arguments={"shard": pk})
    return len(kept)


@transaction.atomic
def fold(shard: Shard) -> int:
    """Fold the systems of a shard from their beginning, and say what there is to say of them."""
    ground = _ground(shard.split, [shard.roster])
    up, guard = measurements.days_up(ground.axis), shards.guard_of(shard.split.guard)
    states, found = judging.folded_anew(shards.lines_of(shard.lines), ground, guard, up)
    shard.states, shard.verdicts = shards.array_kept(states), shards.verdicts_kept(found)
    split = _locked(shard.split)
    shard.save(update_fields=["states", "verdicts"])
    if split.shards.filter(states=None).exists():
        return 0
    add(WRITE, by=split.by, arguments={"split": split.pk})
    return 1


@transaction.atomic
def write_together(split: SplitSweep) -> dict[str, Any]:
    """Write what all shards came to as one sweep; when another wrote meanwhile, all of it is planned again.

    ``{"sweep", "counts"}``, with ``differed`` when nights were compared; nothing when it is planned again.
    """
    split = _locked(split)
    if split.done or split.policy is None:
        return {}
    nights = states_kept() if split.compares else {}
    parts = list(split.shards.defer("lines"))
    done = write(
        _judgement(split, parts),
        split.late_notes,
        after=split.after,
        policy=split.policy,
        as_of=split.as_of,
        started_at=split.started_at,
        by=split.by,
    )
    split.shards.all().delete()
    if done is None:
        add(PLAN, by=split.by, arguments={"split": split.pk})
        return {}
    split.done = done
    split.save(update_fields=["done"])
    told = {"sweep": done.code, "counts": done.counts}
    return told | {"differed": compared(nights, done, by=split.by).differed} if split.compares else told


def _judgement(split: SplitSweep, parts: Sequence[Shard]) -> Judgement:
    ground = _ground(split, [each.roster for each in parts])
    if not (ground.axis.weeks and parts):
        return Judgement(ground, len(ground.roster))
    states = [shards.array_of(each.states) for each in parts]
    firsts = np.cumsum([0, *(len(each) for each in states[:-1])]).tolist()
    series = shards.series_of([each.series for each in parts], firsts, weeks=ground.axis.weeks)
    guard = shards.guard_of(split.guard)
    told = Remembered(
        ground.axis.weeks - 1, np.concatenate(states), series, judging.standing_of(guard), np.zeros(0, np.int64)
    )
    found = [verdict for each in parts for verdict in shards.verdicts_of(each.verdicts)]
    return judging.judged_anew(ground, guard, told, found)


def is_under_way(split: SplitSweep) -> bool:
    """Whether anything is still to come of it. Two statements."""
    if SplitSweep.objects.filter(pk=split.pk, done=None).exists():
        return Job.objects.filter(kind__in=STEPS, state__in=[JobState.DUE, JobState.RUNNING]).exists()
    return False


def _ground(split: SplitSweep, rosters: Sequence[str]) -> Ground:
    if split.policy is None:
        raise AssertionError("Nothing is read before it is planned.")
    return shards.ground_of(split.ground, rosters, split.policy.numbers)


def _locked(split: SplitSweep) -> SplitSweep:
    """One shard is finished at a time, so that one of them is the last. In the caller's transaction."""
    return SplitSweep.objects.select_for_update().get(pk=split.pk)

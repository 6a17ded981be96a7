"""A night of which nothing is new: what the last one came to is taken as it is, and no usage is read.

Kept is what was said, not what it rests on. Who has anything to write of a finding has the week judged again.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date

from evaluations.findings.models import Memory
from evaluations.findings.rules.detector.verdicts import Verdict
from evaluations.findings.selectors import measurements
from evaluations.findings.services import shards
from evaluations.findings.services.ground import Ground
from evaluations.findings.services.judgement import Judgement
from evaluations.findings.services.memory import seal_of


def basis_of(ground: Ground, as_of: date) -> str:
    """A hash of all that judging the last week of an axis rests on, but for usage, before which it is asked. Three statements."""
    axis = ground.axis
    digest = hashlib.sha256(seal_of(ground, axis.weeks).encode())
    digest.update(ground.ids.tobytes())
    digest.update(ground.facts.tobytes())
    straddling = measurements.straddling(axis.date_of((axis.weeks - 1) * 7), as_of) if axis.weeks else []
    said = {collector: sorted(weeks.items()) for collector, weeks in measurements.said_of_outages(axis).items()}
    digest.update(repr((axis, sorted(ground.heirs.items()), straddling, sorted(said.items()))).encode())
    for collector, days in sorted(measurements.days_up(axis).items()):
        digest.update(repr(collector).encode() + days.tobytes())
    return digest.hexdigest()


def repeated(kept: Memory, ground: Ground) -> Judgement:
    """What was kept, of the very same ground."""
    told = json.loads(kept.said)
    guard = shards.guard_of(told["guard"])
    return Judgement(ground, told["without_rows"], shards.verdicts_of(told["verdicts"]), guard, basis=kept.basis)


def keep_said(judgement: Judgement, said: Sequence[Verdict], *, news: int) -> None:
    """Keep what was said besides what is remembered, for the next night; in the caller's transaction. One statement."""
    told = {
        "without_rows": judgement.without_rows,
        "guard": shards.guard_kept(judgement.watches),
        "verdicts": shards.verdicts_kept(said, evidence=False),
    }
    Memory.objects.update(basis=judgement.basis, news=news, said=json.dumps(told))

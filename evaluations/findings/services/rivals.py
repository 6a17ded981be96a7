"""Looking for what could replace the systems in question (limb ② of 国办发〔2017〕39号)."""

import numpy as np
from django.db import transaction

from evaluations.findings.enums import OPEN_STATES, FindingKind
from evaluations.findings.models import Finding, Rival, StateBlock
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector.states import state_type
from registry.overlap.selectors import Hit, most_similar
from registry.systems.enums import Stage
from registry.systems.models import System

IN_QUESTION = (FindingKind.UNUSED, FindingKind.BACK_END_ONLY, FindingKind.SIGNS)
"""Kinds of finding to which it matters whether something else would do."""
COMPARED = 5
"""Similar systems looked at for each."""
_FINE = 0.01
"""A likeness that moves less than this has not changed."""


def compare(*, numbers: Parameters) -> int:
    """Compare every system in question with those most like it; how many rows changed. One search of the index for each."""
    systems = _in_question()
    reaches = _reaches(numbers)
    found = [each for system in systems if (each := _rival_of(system, reaches, numbers))]
    before = {each.system_id: each for each in Rival.objects.all()}
    changed = [each for each in found if not _same(before.get(each.system_id), each, numbers)]
    gone = set(before) - {each.system_id for each in found}
    with transaction.atomic():
        Rival.objects.filter(system__in=gone).delete()
        Rival.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["system"], update_fields=["other", "likeness", "wider"]
        )
    return len(changed) + len(gone)


def _in_question() -> list[System]:
    open_ones = Finding.objects.filter(kind__in=IN_QUESTION, state__in=OPEN_STATES)
    return list(System.objects.filter(stage=Stage.LIVE, id__in=open_ones.values("system")).order_by("id"))


def _reaches(numbers: Parameters) -> dict[int, float]:
    """``{system: effective users at most, in its best cycle}`` as the last sweep remembers it."""
    found: dict[int, float] = {}
    shape = state_type(numbers)
    for block in StateBlock.objects.all():
        states = np.frombuffer(block.unpacked, shape)
        known = states["judged_week"] >= 0
        ids = np.frombuffer(block.systems, "<i8")
        found |= dict(zip(ids[known].tolist(), states["judged_reached"][known].tolist(), strict=True))
    return found


def _rival_of(system: System, reaches: dict[int, float], numbers: Parameters) -> Rival | None:
    hits = most_similar(
        name=system.name, functions=system.functions, kind=system.kind, exclude=[system.code], limit=COMPARED
    )
    own = max(reaches.get(system.id, 0.0), 1.0)
    told = [
        Rival(system=system, other=hit.system, likeness=_likeness(hit), wider=reaches[hit.system.id] / own)
        for hit in hits
        if hit.system.stage == Stage.LIVE and hit.system.id in reaches
    ]
    return max(told, key=lambda each: (each.wider >= numbers.replaceable_reach, each.likeness), default=None)


def _likeness(hit: Hit) -> float:
    return round(max(hit.score, hit.containment), 4)


def _same(before: Rival | None, now: Rival, numbers: Parameters) -> bool:
    """Nothing that matters is different: small moves do not have a system judged from its beginning again."""
    if before is None or before.other_id != now.other_id or abs(before.likeness - now.likeness) >= _FINE:
        return False
    return (before.wider >= numbers.replaceable_reach) == (now.wider >= numbers.replaceable_reach)

"""Moving a system through its life. Only ``lifecycle.cases`` may import this: a stage is what its closed cases imply."""

from django.db import transaction

from registry.ledger.services import Actor, record
from registry.systems.enums import Stage
from registry.systems.models import System


@transaction.atomic
def move_stage(*, system: System, to: Stage | str, by: Actor | None, because: str) -> System:
    """Put the system into the stage ``to``; ``because`` names the case. Moving it to where it is changes and records nothing."""
    kept = System.objects.select_for_update().get(pk=system.pk)
    before = kept.stage
    if before != to:
        kept.stage = Stage(to)
        kept.save(update_fields=["stage"])
        record("systems.stage_moved", subject=kept, by=by, stage=[before, kept.stage], because=because)
    system.stage = kept.stage
    return system

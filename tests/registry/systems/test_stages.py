"""Moving a stage."""

import pytest

from registry.ledger.models import Event
from registry.systems.stages import move_stage
from tests.factories import person, system

pytestmark = pytest.mark.django_db


def test_a_move_is_recorded_with_its_reason_and_the_same_move_again_is_not() -> None:
    kept, officer = system(), person()
    move_stage(system=kept, to="retiring", by=officer, because="RET-2026-0001")
    move_stage(system=kept, to="retiring", by=officer, because="RET-2026-0001")
    kept.refresh_from_db()
    assert kept.stage == "retiring"
    event = Event.objects.get(verb="systems.stage_moved")
    assert (event.stream, event.subject, event.data) == (
        "systems",
        kept.code,
        {"stage": ["live", "retiring"], "because": "RET-2026-0001"},
    )

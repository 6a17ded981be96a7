"""Once a week what nights remember is held against a sweep from nothing."""

import json
import logging

import pytest
from django.core.management import call_command

from evaluations.findings.models import StateBlock
from evaluations.findings.services import sweep
from evaluations.findings.services.rebuilding import rebuild
from registry.ledger.models import Event
from tests.evaluations.findings.factories import week_end, weeks
from tests.evaluations.findings.test_sweeping import AS_OF, BIG, WEEKS
from tests.factories import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def fleet() -> None:
    weeks(system("used", **BIG), [300] * WEEKS)
    weeks(system("unused", **BIG), [0] * WEEKS)
    for week in (3, 2, 1):
        sweep(as_of=week_end(WEEKS - week), by=None)


def test_nights_that_add_up_differ_in_nothing(fleet: None) -> None:
    done = rebuild(as_of=AS_OF, by=None)
    assert done.differed == []
    event = Event.objects.get(verb="findings.rebuilt")
    assert (event.subject, event.data["systems"], event.data["differed"]) == (done.sweep.code, 2, 0)


def test_a_state_that_is_not_what_usage_says_is_told_and_mended(fleet: None, caplog: pytest.LogCaptureFixture) -> None:
    right = rebuild(as_of=AS_OF, by=None)
    block = StateBlock.objects.get()
    kept = block.unpacked
    StateBlock.objects.update(states=StateBlock.packed(bytes([kept[0] ^ 1]) + kept[1:]))
    with caplog.at_level(logging.ERROR):
        done = rebuild(as_of=AS_OF, by=None)
    assert len(done.differed) == 1
    assert "differ for 1 systems" in caplog.text
    assert StateBlock.objects.get().unpacked == kept
    assert right.differed == []


def test_the_command_tells_it(fleet: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("sweep", "--rebuild", "--json", "--as-of", AS_OF.isoformat())
    assert json.loads(capsys.readouterr().out)["differed"] == []

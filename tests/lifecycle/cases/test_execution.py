"""One case from draft to retired, and what execute() promises on the way."""

import pytest

from lifecycle.cases.commands import ConfirmShutdown
from lifecycle.cases.enums import Outcome, State
from registry.ledger.models import Event
from registry.ledger.selectors import verify
from tests.lifecycle.cases.factories import case_in, county, do

pytestmark = pytest.mark.django_db


def test_a_system_is_retired_when_its_case_has_walked_the_whole_table(settings):
    settings.RETIREMENT_NOTICE_DAYS = 0
    cast = county()
    case = case_in(State.SHUTDOWN, cast)
    assert case.system.stage == "retiring"
    case = do(case, ConfirmShutdown("Off."), cast.one("clearance_verifier"))
    assert (case.state, case.outcome, case.system.stage) == (State.CLOSED, Outcome.RETIRED, "retired")
    assert Event.objects.filter(stream=case.stream).count() == case.version
    assert verify().holds

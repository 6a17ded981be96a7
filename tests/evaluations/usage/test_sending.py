"""The example in ``docs/send_usage.py`` is run as it stands, against a server, as a vendor would."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from evaluations.usage.models import Heartbeat, UsageRow
from registry.organisations.enums import TokenScope
from tests.evaluations.usage.factories import systems
from tests.factories import organisation, token

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLE = Path(__file__).parents[3] / "docs" / "send_usage.py"


def test_the_example_has_thirty_lines_at_most_and_needs_nothing_installed() -> None:
    text = EXAMPLE.read_text()
    imported = {
        line.split()[1].partition(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))
    }
    assert len(text.splitlines()) <= 30
    assert imported <= set(sys.stdlib_module_names)


def test_sending_it_twice_counts_once_and_says_that_the_collector_was_up(live_server: LiveServer) -> None:
    sponsor = organisation()
    systems("S-1", sponsor=sponsor)
    _token, secret = token(organisation=sponsor, scope=TokenScope.REPORT_USAGE)
    given = {**os.environ, "TAIZHANG": live_server.url, "TAIZHANG_TOKEN": secret, "SYSTEM": "S-1", "no_proxy": "*"}
    said = []
    for _time in range(2):
        done = subprocess.run([sys.executable, EXAMPLE], env=given, capture_output=True, text=True, check=True)
        said.append(json.loads(done.stdout.replace("'", '"')))
    yesterday = timezone.localdate() - timedelta(days=1)
    assert said[0] == said[1]
    assert said[0]["rows"] == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    fields = ("day", "active_users", "sessions", "substantive_actions", "checkins", "collector__code")
    assert list(UsageRow.objects.values_list(*fields)) == [(yesterday, 42, 60, 17, None, "my-system")]
    assert list(Heartbeat.objects.values_list("day", flat=True)) == [yesterday]

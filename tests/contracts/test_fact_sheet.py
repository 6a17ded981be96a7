"""The fact sheet of a system, with the panels other rooms put there."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from registry.organisations.enums import Role
from tests import factories
from tests.contracts.test_pages import context_of
from tests.evaluations.usage.factories import bring, row

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_usage_chart_is_drawn_when_its_panel_arrives(browser: Browser, live_server: LiveServer) -> None:
    system, officer = factories.system(), factories.person(role=Role.CASE_OFFICER)
    today = timezone.localdate()
    bring(
        *(
            row(system=system.code, day=(today - timedelta(days=days)).isoformat(), effective_users="3")
            for days in range(1, 60)
        )
    )
    context = context_of(browser, live_server, officer, "zh-hans", "light")
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(f"{live_server.url}/systems/{system.code}/", wait_until="networkidle")
    line = tab.locator('.chart-canvas path[fill="none"][stroke-width="2"]').first
    line.wait_for(state="attached", timeout=5000)
    assert said == []
    context.close()

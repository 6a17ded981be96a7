"""Charts: a gap is a gap, the policy of the page holds, and without script the table says it all."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.contracts.charts")]


def test_a_gap_is_drawn_as_a_gap_and_shaded(browser: Browser, live_server: LiveServer) -> None:
    tab = browser.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(f"{live_server.url}/chart/", wait_until="networkidle")
    tab.hover(".chart-canvas", position={"x": 60, "y": 100})  # the tooltip keeps to the policy too
    tab.wait_for_timeout(300)
    line = tab.locator('.chart-canvas path[fill="none"][stroke-width="2"]').first.get_attribute("d")
    assert line is not None
    assert line.count("M") == 2
    assert tab.locator(".chart-canvas text", has_text="no data").count() == 1
    assert tab.locator("style").count() == 0
    assert said == []
    tab.close()


def test_without_script_the_table_says_it_all(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{live_server.url}/chart/")
    assert not tab.locator(".chart-canvas").is_visible()
    tab.click("summary")
    assert tab.locator("tbody tr").all_inner_texts() == ["W1\t3", "W2\t4", "W3\t—", "W4\t0", "W5\t5"]
    context.close()

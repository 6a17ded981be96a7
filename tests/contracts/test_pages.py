"""Every page, in a real browser: WCAG 2.2 AA in both languages, themes and widths, a silent console, no request to elsewhere."""

from itertools import product

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from registry.organisations.models import Person
from tests.contracts.pages import PAGES, Page

pytestmark = pytest.mark.django_db(transaction=True)
AXE = settings.ASSETS_DIR / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (tags) => (await axe.run({runOnly: tags, resultTypes: ["violations"]})).violations.map(
    found => `${found.id}: ${found.nodes.map(node => node.html).join(" | ")}`)"""
COME = """() => new Promise(come => { const look = still => setTimeout(() =>
    document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling") ? look(0) : still < 3 ? look(still + 1) : come(), 20)
    look(0) })"""
"""Resolves when whatever a page fetches after itself has come, and has brought nothing more to fetch."""
WIDTHS = (1280, 390)
LOOKS = (("zh-hans", "light", 1280), ("en", "dark", 390))
"""Every page in each language, theme and width; what all pages share, home shows in every combination."""
EVERY_LOOK = tuple(product(("zh-hans", "en"), ("light", "dark"), WIDTHS))


def context_of(
    browser: Browser, server: LiveServer, person: Person | None, language: str, theme: str
) -> BrowserContext:
    context = browser.new_context()
    cookies = {settings.LANGUAGE_COOKIE_NAME: language, "theme": theme}
    if person:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies.items()])
    return context


def flaws_of(context: BrowserContext, home: str, address: str, width: int) -> list[str]:
    """What a page says on the console, asks of others, or does against WCAG at a width; and where it is too wide for either."""
    found: list[str] = []
    tab = context.new_page()
    tab.on("console", lambda said: found.append(said.text) if said.type in {"error", "warning"} else None)
    tab.on("pageerror", lambda error: found.append(str(error)))
    tab.on("request", lambda sent: None if sent.url.startswith((home, "data:")) else found.append(sent.url))
    tab.goto(address)
    tab.evaluate(COME)
    tab.evaluate(AXE.read_text())  # through the debugger, so the page's own CSP stays in force
    for each in sorted(WIDTHS, key=lambda one: one == width):
        tab.set_viewport_size({"width": each, "height": 900})
        beyond = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"at {each}: {beyond} pixels too wide"] if beyond > 0 else []
    found += tab.evaluate(RUN, RULES)
    context.close()
    return found


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_is_accessible_quiet_and_at_home(page: Page, browser: Browser, live_server: LiveServer) -> None:
    opened = page.make()
    address = live_server.url + reverse(page.url_name, kwargs=opened.arguments) + page.query
    for look in EVERY_LOOK if str(page) == "home" else LOOKS:
        language, theme, width = look
        context = context_of(browser, live_server, opened.by, language, theme)
        assert (look, flaws_of(context, live_server.url, address, width)) == (look, [*page.expected])

"""Somebody at work in a browser of their own."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, expect

from config.demo.people import PASSWORD


class Desk:
    """One person's browser."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base

    def open(self, path: str) -> "Desk":
        self.page.goto(self.base + path)
        return self

    def follow(self, words: str) -> "Desk":
        self.page.get_by_role("main").get_by_role("link", name=words).first.click()
        return self

    def my_task(self) -> "Desk":
        """Press the one primary button of the case page."""
        self.page.locator(".my-task .btn-primary").click()
        return self

    def form(self, act: str) -> Locator:
        """The form whose address ends in ``act``, unfolded where the page keeps it folded."""
        self.page.wait_for_load_state()
        places = [form.evaluate("form => form.action") for form in self.page.locator("main form").all()]
        form = self.page.locator("main form").nth(next(i for i, place in enumerate(places) if place.endswith(act)))
        for fold in form.locator("xpath=ancestor::details[not(@open)]").all():
            fold.locator("summary").first.click()
        return form

    def do(self, act: str, **fields: str) -> "Desk":
        """Fill in a form and send it; a field is named as in the form, ``-`` written ``_``."""
        form = self.form(act)
        for name, value in fields.items():
            control = form.locator(f"[name$='{name}']:not([type=hidden])").first
            kind = control.evaluate("control => control.type")
            if kind == "file":
                control.set_input_files(value)
            elif kind == "radio":
                form.locator(f"[name$='{name}'][value='{value}']").check()
            elif kind == "select-one":
                control.select_option(label=value)
            else:
                control.fill(value)
        own = form.locator("button[type=submit], button:not([type])")
        elsewhere = self.page.locator(
            f"button[form='{form.get_attribute('id')}']"
        )  # a button may stand outside its form
        own.or_(elsewhere).last.click()
        return self

    def sees(self, words: str) -> "Desk":
        expect(self.page.get_by_role("main")).to_contain_text(words)
        return self

    def wait_for_job(self) -> "Desk":
        """Until the job's page offers its result, then go there."""
        result = self.page.get_by_role("link", name="查看结果")
        result.wait_for(timeout=60_000)
        result.click()
        return self

    def sign_in(self, username: str) -> "Desk":
        self.open("/sign-in/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(self.base + "/")
        return self


class Office:
    """The people of the demo, each with a browser of their own that stays signed in.

    ``complaints`` is what their pages said on the console, and every request that left the host.
    """

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser = browser
        self.base = base
        self.desks: dict[str, Desk] = {}
        self.complaints: list[str] = []

    def __getitem__(self, username: str) -> Desk:
        if username not in self.desks:
            desk = self.desks[username] = self.desk()
            desk.page.on("console", lambda said: self._hear(said.type in {"error", "warning"}, said.text))
            desk.page.on("pageerror", lambda error: self._hear(True, str(error)))
            desk.page.on("request", lambda sent: self._hear(not sent.url.startswith((self.base, "data:")), sent.url))
            desk.sign_in(username)
        return self.desks[username]

    def desk(self) -> Desk:
        """A browser nobody has signed in with, and whose complaints nobody hears."""
        context = self.browser.new_context(locale="zh-CN")
        context.set_default_timeout(20_000)
        return Desk(context.new_page(), self.base)

    def _hear(self, complaint: bool, words: str) -> None:
        if complaint:
            self.complaints.append(words)


@contextmanager
def office(browser: Browser, base: str) -> Iterator[Office]:
    """Everybody's desks; closed afterwards."""
    people = Office(browser, base)
    try:
        yield people
    finally:
        for desk in people.desks.values():
            desk.page.context.close()

"""How the notices of this room read, and what is due for a person. They name work and days; what was said stands on the page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle.cases.models import Task
from lifecycle.cases.selectors.desk import tasks_of
from lifecycle.cases.sentences import names
from lifecycle.notices.agenda import Entry
from lifecycle.notices.wordings import Data, Wording
from registry.organisations.models import Person


def about(sentence: Any, page: str) -> Wording:
    """A sentence in which ``%(work)s`` is the step in words, and the page of the case it leads to."""

    def said(data: Data) -> str:
        return str(sentence) % {
            "due_on": "",
            **data,
            "work": work_in_words(data.get("step", ""), data.get("target", "")),
        }

    return Wording(said, lambda data: reverse(page, args=[data["subject"]]))


WORDINGS = {
    "cases.due_soon": about(gettext_lazy("Due on %(due_on)s: %(work)s, %(system)s (%(subject)s)"), "cases:task"),
    "cases.overdue": about(
        gettext_lazy("Late in your organisation since %(due_on)s: %(work)s, %(system)s (%(subject)s)"), "cases:detail"
    ),
    "cases.asked_for": about(
        gettext_lazy("You are asked to see to it: %(work)s, %(system)s (%(subject)s), due on %(due_on)s"), "cases:task"
    ),
    "cases.given": about(gettext_lazy("Work was given to you: %(system)s (%(subject)s)"), "cases:task"),
    "cases.sent_back": about(gettext_lazy("Your case was returned: %(system)s (%(subject)s)"), "cases:detail"),
    "cases.to_sign": about(gettext_lazy("Your signature is asked for: %(system)s (%(subject)s)"), "cases:task"),
    "cases.year_unknown": Wording(
        lambda data: _("The working days of %(subject)s are not known yet: import the announcement") % data,
        lambda _data: reverse("calendar:years"),
    ),
    "cases.look_again": about(
        gettext_lazy("Kept on condition: to be evaluated again by %(due_on)s: %(system)s (%(subject)s)"), "cases:detail"
    ),
    "cases.ruled": about(gettext_lazy("A decision was taken: %(system)s (%(subject)s)"), "cases:detail"),
}


def due_for(person: Person) -> Iterator[Entry]:
    """What a person holds, as entries of their calendar; what nobody holds is on nobody's. Two queries."""
    for task in tasks_of(person).mine:
        if task.due_on:
            summary = _("%(work)s: %(system)s") % {"work": _named(task), "system": task.case.system.name}
            url = reverse("cases:task", args=[task.case.number])
            yield Entry(f"task-{task.pk}@taizhang", task.due_on, summary, url)


def _named(task: Task) -> str:
    return work_in_words(task.step, task.target)


def work_in_words(step: str, target: str) -> str:
    """The step and what it is about: ``Clearing · accounts``."""
    named = names()
    words = [str(named.get(code, code)) for code in (step, target) if code]
    return capfirst(" · ".join(words))

"""How this room's notices read, and what is due for whom."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluations.findings.selectors.inquiries import inquiries_waiting_for
from lifecycle.notices.agenda import Entry
from lifecycle.notices.wordings import Wording
from registry.organisations.models import Person

Data = Mapping[str, Any]


def _finding(data: Data) -> str:
    return reverse("findings:detail", args=[data["subject"]])


def _exemptions(data: Data) -> str:
    return reverse("findings:exemption", args=[data["subject"].rpartition("-")[2]])


def _draft(data: Data) -> str:
    return reverse("findings:draft", args=[data["subject"].rpartition("-")[2]])


WORDINGS = {
    "findings.asked_sponsor": Wording(
        lambda data: _("You are asked for your view of a finding about %(system)s, by %(due_on)s.") % data, _finding
    ),
    "findings.asked_collector": Wording(
        lambda data: _("You are asked to mend what is collected about %(system)s, by %(due_on)s.") % data, _finding
    ),
    "findings.answered": Wording(
        lambda data: _("There is an answer about the finding on %(system)s.") % data, _finding
    ),
    "findings.no_answer": Wording(
        lambda data: _("No answer came by %(due_on)s about the finding on %(system)s.") % data, _finding
    ),
    "findings.woken": Wording(lambda data: _("The finding on %(system)s that you put off is back.") % data, _finding),
    "findings.exemption_asked": Wording(
        lambda data: _("An exemption of %(system)s waits for your decision.") % data, _exemptions
    ),
    "findings.exemption_decided": Wording(
        lambda data: _("The exemption of %(system)s has been decided.") % data, _exemptions
    ),
    "findings.exemption_ends": Wording(
        lambda data: _("The exemption of %(system)s ends on %(until)s. It is not renewed by itself.") % data,
        _exemptions,
    ),
    "findings.policy_to_approve": Wording(
        lambda data: _("A change of the policy for findings waits for your decision."), _draft
    ),
    "findings.change_proposed": Wording(
        lambda data: _("The program proposes a change of the policy for findings."), _draft
    ),
}


def due_for(person: Person) -> Iterable[Entry]:
    """Answers somebody's organisation owes, as far as they may see the finding. Three queries."""
    for inquiry in inquiries_waiting_for(person):
        summary = _("Answer about %(system)s") % {"system": inquiry.finding.system.name}
        url = reverse("findings:detail", args=[inquiry.finding.code])
        yield Entry(f"findings/inquiry/{inquiry.pk}", inquiry.due_on, summary, url)

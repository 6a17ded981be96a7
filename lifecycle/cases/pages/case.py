"""The case itself: where it is, who has it, what is next, when it is due, and what I can do."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from lifecycle.calendar.selectors import working_days
from lifecycle.cases import selectors
from lifecycle.cases.models import Case, Decision, Proposal
from lifecycle.cases.pages.acting import delegations_in
from lifecycle.cases.pages.actions import Offered, offered_to
from lifecycle.cases.pages.beside import beside
from lifecycle.cases.pages.contents import Entry, entries_of
from lifecycle.cases.pages.grounds import grounds_of
from lifecycle.cases.pages.opinions import objections_in, panels_of
from lifecycle.cases.pages.people import SignedIn
from lifecycle.cases.pages.progress import places_of, work_of
from registry.organisations.models import Delegation, Person


class CasePage(SignedIn):
    """Any page about one case. To whom the case is not visible, it does not exist."""

    @cached_property
    def case(self) -> Case:
        visible = selectors.cases_visible_to(self.person).select_related(
            "system__sponsor", "system__operator", "opener", "lead", "opened_by", "follows"
        )
        return get_object_or_404(visible, number=self.kwargs["number"])

    @cached_property
    def acting(self) -> list[Delegation]:
        """For whom the person can act in this case today."""
        return delegations_in(self.case, self.person)

    @cached_property
    def offered(self) -> Offered:
        return offered_to(self.case, self.person)


class CaseDetail(CasePage):
    """Everything the person may see of a case, and what they can do in it."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        case = self.case
        tasks = list(case.tasks.select_related("organisation", "assignee"))
        clearances = list(case.clearances.select_related("attested_by", "verified_by"))
        panels = panels_of(case, self.person, tasks)
        return render(
            request,
            "cases/detail.html",
            {
                "case": case,
                "places": places_of(case, tasks, clearances),
                "works": work_of(case, tasks, today=timezone.localdate(), calendar=working_days()),
                "panels": panels,
                "objections": objections_in(panels),
                "decision": decision_of(case),
                "proposal": proposal_of(case),
                "grounds": grounds_of(case, self.person),
                **submission_context(case),
                "clearances": clearances,
                "beside": beside(case) if clearances else [],
                "acceptance": case.acceptance_records.select_related("by"),
                "acting": self.acting,
                "events": selectors.timeline(case, self.person).order_by("-seq"),
                "without_hashes": selectors.is_withheld_from(case, self.person),
                "facts": facts_of(case, self.person),
                "offered": self.offered,
                "key": uuid4().hex,
            },
        )


class MyTask(CasePage):
    """Straight to what waits for the person, for lists of tasks: the page of the primary action, or else the case."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        primary = self.offered.primary
        if primary and not primary.posts:
            return redirect(primary.url)
        return redirect("cases:detail", number)


def submission_context(case: Case) -> dict[str, Any]:
    """The newest submission, field by field, with what the round before said where it differs."""
    rounds = list(case.submissions.select_related("by").order_by("-round")[:2])
    if not rounds:
        return {"submission": None, "entries": []}
    newest, before = rounds[0], rounds[1].content if len(rounds) > 1 else None
    return {"submission": newest, "entries": entries_of(case.table.fields, newest.content, before)}


@dataclass(frozen=True)
class Settled:
    """A decision, or a proposal of one, with what was said beside its reason."""

    row: Decision | Proposal
    entries: list[Entry]


def decision_of(case: Case) -> Settled | None:
    decision = Decision.objects.filter(case=case).select_related("by", "countersigned_by").order_by("-pk").first()
    return _settled(case, decision)


def proposal_of(case: Case) -> Settled | None:
    """What waits for a second signature."""
    return _settled(case, Proposal.objects.filter(case=case).select_related("by").first())


def _settled(case: Case, row: Decision | Proposal | None) -> Settled | None:
    if row is None:
        return None
    choice = case.table.choice(row.outcome)
    fields = [field for field in choice.details if field.code in row.details] if choice else []
    return Settled(row, entries_of(fields, row.details))


def facts_of(case: Case, person: Person) -> list[dict[str, Any]]:
    """Who and what the case is about, and what the person is in it."""
    duty = case.duties.filter(person=person).first()
    return [
        {
            "label": _("System"),
            "value": f"{case.system.name} {case.system.code}",
            "url": reverse("systems:detail", args=[case.system.code]),
        },
        {"label": _("Sponsor"), "value": case.system.sponsor.name},
        {"label": _("Opened by"), "value": f"{case.opened_by.name} · {case.opener.name}"},
        {"label": _("Opened on"), "value": f"{timezone.localtime(case.opened_at):%Y-%m-%d}"},
        {"label": _("Led by"), "value": case.lead.name},
        *_going(case),
        *_following(case, person),
        {"label": _("My duty in this case"), "value": duty.get_kind_display() if duty else _("none so far")},
    ]


def _going(case: Case) -> list[dict[str, Any]]:
    """How far a system is switched off, and what has to pass first; nothing where nobody switches anything off."""
    grade = case.get_grade_display()
    since = f" · {case.grade_on.isoformat()}" if case.grade_on else ""
    days = {
        _("Notice ends on"): case.notice_ends_on,
        _("Observation ends on"): case.observation_ends_on,
    }
    found = [{"label": label, "value": day.isoformat()} for label, day in days.items() if day]
    return [*found, {"label": _("Switched off so far"), "value": f"{grade}{since}"}] if grade else found


def _following(case: Case, person: Person) -> list[dict[str, Any]]:
    """The case this one follows from and those that follow from it, as far as the person may see them."""
    around = Case.objects.filter(Q(pk=case.follows_id) | Q(follows=case)).values("pk")
    return [
        {
            "label": _("Follows from") if each.pk == case.follows_id else _("Is followed by"),
            "value": f"{each.number} {each.table.label}",
            "url": reverse("cases:detail", args=[each.number]),
        }
        for each in selectors.cases_visible_to(person).filter(pk__in=around)
    ]

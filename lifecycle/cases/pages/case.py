"""The case itself: where it is, who has it, what is next, when it is due, and what I can do."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from lifecycle.calendar.selectors import working_days
from lifecycle.cases import selectors
from lifecycle.cases.models import Case, Decision, Proposal, Submission
from lifecycle.cases.pages.actions import Offered, offered_to
from lifecycle.cases.pages.grounds import grounds_of
from lifecycle.cases.pages.opinions import objections_in, panels_of
from lifecycle.cases.pages.people import SignedIn
from lifecycle.cases.pages.progress import places_of, work_of
from registry.organisations.models import Person


class CasePage(SignedIn):
    """Any page about one case. To whom the case is not visible, it does not exist."""

    @cached_property
    def case(self) -> Case:
        visible = selectors.cases_visible_to(self.person).select_related(
            "system__sponsor", "system__operator", "opener", "lead", "opened_by"
        )
        return get_object_or_404(visible, number=self.kwargs["number"])

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
        decision = Decision.objects.filter(case=case).select_related("by", "countersigned_by").first()
        return render(
            request,
            "cases/detail.html",
            {
                "case": case,
                "places": places_of(case, tasks, clearances),
                "works": work_of(case, tasks, today=timezone.localdate(), calendar=working_days()),
                "panels": panels,
                "objections": objections_in(panels),
                "decision": decision,
                "proposal": Proposal.objects.filter(case=case).select_related("by").first(),
                "grounds": grounds_of(case, self.person),
                **submission_context(case),
                "clearances": clearances,
                "events": selectors.timeline(case, self.person).order_by("-seq"),
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
    """The newest submission, field by field: (label, text, what the round before said where it differs)."""
    newest, *earlier = case.submissions.select_related("by").order_by("-round")[:2] or [None]
    if newest is None:
        return {"submission": None, "submission_fields": []}
    before = earlier[0] if earlier else None
    return {
        "submission": newest,
        "submission_fields": [
            (field.label, newest.content.get(field.code, ""), _difference(field.code, newest, before))
            for field in case.table.fields
        ],
    }


def _difference(field: str, newest: Submission, before: Submission | None) -> str | None:
    if before is None or before.content.get(field, "") == newest.content.get(field, ""):
        return None
    return str(before.content.get(field, ""))


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
        {"label": _("Notice ends on"), "value": case.notice_ends_on and case.notice_ends_on.isoformat()},
        {"label": _("My duty in this case"), "value": duty.get_kind_display() if duty else _("none so far")},
    ]

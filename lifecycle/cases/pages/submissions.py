"""Filling in a submission: draft, check, hand in. Leaving the page loses nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from lifecycle.cases import preconditions, selectors, services
from lifecycle.cases.commands import Submit
from lifecycle.cases.forms.submissions import BLANK, HandingInForm, SubmissionForm
from lifecycle.cases.forms.submissions import Draft as Content
from lifecycle.cases.models import Draft
from lifecycle.cases.pages.acts import ACTS
from lifecycle.cases.pages.around import around
from lifecycle.cases.pages.case import CasePage
from lifecycle.cases.pages.commands import CONFLICT, CONTENT
from lifecycle.cases.pages.contents import entries_of
from lifecycle.cases.receipts import sha256_of
from lifecycle.cases.rules import Accepted, decide
from lifecycle.cases.services.drafts import drop_draft, keep_draft
from registry.refusals import Obstacle, Refused, VersionChanged


class SubmissionPage(CasePage):
    """What the pages of one submission share: the draft, and what stands against handing it in."""

    @property
    def step(self) -> str:
        return self.case.table.first.code

    @cached_property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """What keeps the person from handing in, whatever is filled in. A case that asks for no submission has no such page."""
        for action in selectors.allowed_actions(self.case, self.person):
            if action.name == Submit.name:
                return action.obstacles
        raise Http404

    @cached_property
    def row(self) -> Draft | None:
        return Draft.objects.filter(case=self.case, step=self.step, person=self.person).first()

    @property
    def draft(self) -> Content:
        """What the person has entered; before that, what the round before said."""
        if self.row:
            return {**BLANK, **self.row.answers}
        before = self.case.submissions.order_by("-round").first()
        return {**BLANK, "content": before.content} if before else BLANK

    def command(self, draft: Content) -> Submit:
        return Submit(content=draft["content"], answers=tuple(draft["answers"]))

    def obstacles_to(self, draft: Content) -> Sequence[Obstacle]:
        """What would be said to this draft now; nothing is written."""
        command = self.command(draft)
        snapshot, actor = selectors.snapshot_of(self.case, command), selectors.actor_of(self.case, self.person)
        answer = decide(self.case.table, snapshot, command, actor)
        found = [] if isinstance(answer, Accepted) else answer
        return [*found, *preconditions.obstacles_to(self.case, command, self.person)]

    def refused(self) -> HttpResponse:
        said = {"case": self.case, "heading": ACTS["submit"].label, "obstacles": self.obstacles}
        return render(self.request, "cases/refused.html", said, status=CONFLICT)


class WriteSubmission(SubmissionPage):
    """The questions of the process, with what the register and the rule sets know beside them."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.refused() if self.obstacles else self._show(self._form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.obstacles:
            return self.refused()
        form = self._form(request.POST)
        if not form.is_valid():  # a value that is none of the answers, or a text too long: nothing a draft could hold
            return self._show(form, CONTENT)
        draft = form.draft()
        self.row = keep_draft(case=self.case, step=self.step, answers=draft, by=self.person)
        if request.headers.get("HX-Request"):
            known = around(self.case, draft["content"])
            places = [(line.code, known.matches.get(line.code, ())) for line in known.lines]
            told = {"saved_at": self.row.saved_at, "form": form, "matches": places}
            return render(request, "cases/submission_saved.html", told)
        return self._go_on(request, form, draft)

    def _go_on(self, request: HttpRequest, form: SubmissionForm, draft: Content) -> HttpResponse:
        """Where the button that was pressed leads."""
        here = reverse("cases:submission", args=[self.case.number])
        match request.POST.get("go"):
            case "check":
                form.refuse(found := self.obstacles_to(draft))
                if found:
                    return self._show(form, CONTENT)
                return redirect("cases:submission-check", self.case.number)
            case "more":
                return redirect(f"{here}#part-commitments")
            case "stay":
                return redirect(here)
        messages.success(request, _("Your draft is saved. Only you can read it."))
        return redirect("cases:detail", self.case.number)

    def _form(self, data: Any = None) -> SubmissionForm:
        draft = self.draft
        known = around(self.case, draft["content"])
        return SubmissionForm(
            self.case.table, items=self.case.return_items, draft=draft, around=known, data=data
        )  # fmt: skip

    def _show(self, form: SubmissionForm, status: int = 200) -> HttpResponse:
        told = {"case": self.case, "form": form, "saved_at": self.row.saved_at if self.row else None}
        return render(self.request, "cases/write_submission.html", told, status=status)


class CheckSubmission(SubmissionPage):
    """Everything as it will be handed in, once more; then it is handed in."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.obstacles:
            return self.refused()
        if self.obstacles_to(self.draft):
            return redirect("cases:submission", self.case.number)
        return self._show()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form, draft = HandingInForm(request.POST), self.draft
        if not form.is_valid():
            return self._show(CONTENT)
        if form.cleaned_data["seen"] != sha256_of(draft) and self.row:
            messages.warning(request, _("Your answers changed after you checked them. Please check them again."))
            return self._show(CONFLICT)
        try:
            services.execute(
                case=self.case,
                command=self.command(draft),
                by=self.person,
                expected_version=form.cleaned_data["version"],
                idempotency_key=form.cleaned_data["key"],
            )
        except VersionChanged:
            self.case.refresh_from_db()
            messages.warning(request, _("Somebody moved the case since you opened this page. Please check once more."))
            return self._show(CONFLICT)
        except Refused as refusal:
            self.obstacles = tuple(refusal.obstacles)
            return self.refused()
        drop_draft(case=self.case, step=self.step, by=self.person)
        messages.success(request, _("Handed in. What you handed in stays as it is."))
        return redirect("cases:detail", self.case.number)

    def _show(self, status: int = 200) -> HttpResponse:
        draft, table = self.draft, self.case.table
        before = self.case.submissions.order_by("-round").first()
        told = {
            "case": self.case,
            "entries": entries_of(table.fields, draft["content"], before.content if before else None),
            "replies": list(zip(self.case.return_items, draft["answers"], strict=False)),
            "form": HandingInForm(initial={"version": self.case.version, "key": uuid4().hex, "seen": sha256_of(draft)}),
        }
        return render(self.request, "cases/check_submission.html", told, status=status)

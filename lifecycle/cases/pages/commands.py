"""A page for every command that is a form: what it will do, what stands in its way, the form, and the answer."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from lifecycle.cases import selectors, services
from lifecycle.cases.commands import Command
from lifecycle.cases.forms.command import CommandForm
from lifecycle.cases.models import Proposal
from lifecycle.cases.pages.acts import ACTS, Act
from lifecycle.cases.pages.buttons import label_of
from lifecycle.cases.pages.carrying import carried
from lifecycle.cases.pages.case import CasePage, decision_of, proposal_of, submission_context
from lifecycle.cases.pages.offers import organisations_for, people_for
from lifecycle.cases.pages.opinions import objections_in, panels_of
from registry.refusals import Obstacle, Refused, VersionChanged

CONFLICT = 409
CONTENT = 422


class CommandPage(CasePage):
    """One page for all of them: ``ACTS`` says what each is called and which form it takes."""

    @property
    def name(self) -> str:
        return str(self.kwargs["act"]).replace("-", "_")

    @property
    def target(self) -> str:
        return str(self.kwargs.get("target", ""))

    @property
    def act(self) -> Act:
        """A command with a page of its own, or none of that name, has no page here."""
        act = ACTS.get(self.name)
        if act is None or act.form is None:
            raise Http404
        return act

    @cached_property
    def obstacles(self) -> Sequence[Obstacle]:
        """What stands in the way whatever is filled in; an action the case does not have at all is no page."""
        for action in selectors.allowed_actions(self.case, self.person):
            if (action.name, action.target) == (self.name, self.target):
                return action.obstacles
        raise Http404

    def form(self, data: Any = None) -> CommandForm:
        options: dict[str, Any] = {"case": self.case, "target": self.target}
        initial: dict[str, Any] = {"version": self.case.version, "key": uuid4().hex}
        if self.name == "accept":
            options["offers"] = organisations_for(self.case, self.person)
        elif self.name in {"assign", "reassign"}:
            options["people"] = people_for(self.case, self.name, self.target, self.person)
        elif self.name == "carry_forward":
            initial["difference_sha256"] = carried(self.case, self.target, self.person).sha256
        form = self.act.form
        if form is None:
            raise Http404
        return form(data, initial=initial, **options)

    def context(self, form: CommandForm) -> dict[str, Any]:
        told = {
            "case": self.case,
            "act": self.act,
            "label": label_of(self.case, self.name, self.target),
            "lead": self.act.lead_in(self.case.process),
            "form": form,
            "obstacles": self.obstacles,
            "acting": self.acting,
        }
        if self.name == "carry_forward":
            told["carried"] = carried(self.case, self.target, self.person)
        if self.act.template in {"cases/decide.html", "cases/countersign.html"}:
            tasks = list(self.case.tasks.select_related("organisation"))
            panels = panels_of(self.case, self.person, tasks)
            told["panels"] = panels
            told["objections"] = objections_in(panels)
            told["proposal"] = proposal_of(self.case)
            told |= submission_context(self.case)
        if self.name == "record_acceptance":
            told["decision"] = decision_of(self.case)
        return told

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        status = CONFLICT if self.obstacles else 200
        return render(request, self.act.template, self.context(self.form()), status=status)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return render(request, self.act.template, self.context(form), status=CONTENT)
        status = self.give(form, form.command())
        if status:
            return render(request, self.act.template, self.context(form), status=status)
        messages.success(request, self.done())
        return redirect(self.next_url())

    def give(self, form: CommandForm, command: Command) -> int:
        """Give the command; the HTTP status of the refusal, which the form then shows, or 0 when it was done."""
        told = form.cleaned_data
        try:
            services.execute(
                case=self.case,
                command=command,
                by=self.person,
                expected_version=told["version"],
                idempotency_key=told["key"],
            )
        except VersionChanged:
            self._show_newer(form)
            return CONFLICT
        except Refused as refusal:
            form.show(refusal.obstacles)
            self.obstacles = self._lasting(refusal)
            return CONTENT if all(each.kind == "content" for each in refusal.obstacles) else CONFLICT
        return 0

    def _lasting(self, refusal: Refused) -> Sequence[Obstacle]:
        """What takes the place of the form: only what stands in the way whatever is filled in, so that nothing typed is lost."""
        for action in selectors.allowed_actions(self.case, self.person):
            if (action.name, action.target) == (self.name, self.target):
                return action.obstacles
        return refusal.obstacles

    def _show_newer(self, form: CommandForm) -> None:
        """Keep what was typed, and let a second press go ahead on the newer version."""
        self.case.refresh_from_db()
        form.data = {**dict(form.data.items()), "version": str(self.case.version), "key": uuid4().hex}
        form.add_error(
            None, _("Somebody moved the case since you opened this page. Look at it again; what you typed is kept.")
        )

    def done(self) -> Any:
        """What has happened. A decision that needs two people has only been proposed."""
        is_proposal = self.name == "decide" and Proposal.objects.filter(case=self.case).exists()
        return ACTS["rescind"].done if is_proposal else self.act.done

    def next_url(self) -> str:
        """Claiming leads to the declaration, the declaration to the questions; everything else back to the case."""
        return reverse("cases:task" if self.name in {"claim", "declare"} else "cases:detail", args=[self.case.number])

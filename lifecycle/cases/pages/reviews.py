"""Writing an opinion: questions, draft, check, file, receipt."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from lifecycle.cases import selectors, services
from lifecycle.cases.commands import FileReview, SupersedeReview
from lifecycle.cases.forms.reviews import FilingForm, ReviewForm, as_initial
from lifecycle.cases.models import Draft
from lifecycle.cases.pages.case import CasePage
from lifecycle.cases.pages.commands import CONFLICT, CONTENT
from lifecycle.cases.pages.opinions import Panel, answers_of, as_answers, draft_of
from lifecycle.cases.pages.wording import opinion_in_words, opinions_in, points_in_words, scale_in_words
from lifecycle.cases.receipts import sha256_of
from lifecycle.cases.rules import Accepted, decide
from lifecycle.cases.selectors.facts import rubric_of
from lifecycle.cases.services.drafts import drop_draft, keep_draft
from lifecycle.rubrics.models import Rubric
from lifecycle.rubrics.rules import total
from registry.refusals import Obstacle, Refused, VersionChanged


class ReviewPage(CasePage):
    """What the pages of one opinion share: the questions, the draft, and whether it is a first filing or a correction."""

    @property
    def step(self) -> str:
        return str(self.kwargs["step"])

    @cached_property
    def against(self) -> dict[str, tuple[Obstacle, ...]]:
        """{command: what keeps the person from it at this step}"""
        actions = selectors.allowed_actions(self.case, self.person)
        return {action.name: action.obstacles for action in actions if action.target == self.step}

    @property
    def corrects(self) -> bool:
        return self.against.get("supersede_review") == ()

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """What keeps the person from filing, whatever they answer. A case not under review has no such page."""
        if "file_review" not in self.against:
            raise Http404
        return () if self.corrects else self.against["file_review"]

    @cached_property
    def rubric(self) -> Rubric:
        rubric = rubric_of(self.case, self.step)
        if rubric is None:
            raise Http404
        return rubric

    @cached_property
    def draft(self) -> Draft | None:
        return Draft.objects.filter(case=self.case, step=self.step, person=self.person).first()

    @property
    def answers(self) -> dict[str, Any]:
        """The draft; where there is none and a filed opinion is being corrected, that opinion."""
        if self.draft:
            return dict(self.draft.answers)
        if self.corrects:
            return draft_of(self.case.reviews.current().get(round=self.case.round, step=self.step))
        return {}

    @property
    def opinions(self) -> list[tuple[str, str]]:
        return opinions_in(self.case.table)

    def command(self, answers: dict[str, Any]) -> FileReview:
        command_type = SupersedeReview if self.corrects else FileReview
        return command_type(step=self.step, **{"scores": {}, "reasons": {}, "opinion": "", **answers})

    def obstacles_to(self, answers: dict[str, Any]) -> list[Obstacle]:
        """What the engine would say to these answers now; nothing is written."""
        command = self.command(answers)
        snapshot = selectors.snapshot_of(self.case, command)
        answer = decide(self.case.table, snapshot, command, selectors.actor_of(self.case, self.person))
        return [] if isinstance(answer, Accepted) else answer

    def refused(self, obstacles: tuple[Obstacle, ...] | list[Obstacle]) -> HttpResponse:
        said = {"case": self.case, "heading": self.rubric, "obstacles": obstacles}
        return render(self.request, "cases/refused.html", said, status=CONFLICT)


class WriteReview(ReviewPage):
    """The questions, one card each. Leaving the page loses nothing."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.obstacles:
            return self._not_yet()
        return self._show(ReviewForm(rubric=self.rubric, opinions=self.opinions, initial=as_initial(self.answers)))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.obstacles:
            return self._not_yet()
        form = ReviewForm(request.POST, rubric=self.rubric, opinions=self.opinions)
        if not form.is_valid():  # a value that is none of the answers, or a text too long: nothing a draft could hold
            return self._show(form, CONTENT)
        self.draft = keep_draft(case=self.case, step=self.step, answers=form.answers(), by=self.person)
        if request.headers.get("HX-Request"):
            return render(request, "cases/draft_state.html", {"saved_at": self.draft.saved_at})
        if request.POST.get("go") != "check":
            messages.success(request, _("Your draft is saved. Only you can read it."))
            return redirect("cases:detail", self.case.number)
        form.obstacles = self.obstacles_to(form.answers())
        return self._show(form, CONTENT) if form.obstacles else redirect("cases:check", self.case.number, self.step)

    def _not_yet(self) -> HttpResponse:
        """Whoever only has to declare first is taken there."""
        if self.against.get("declare") == ():
            return redirect("cases:act-on", self.case.number, "declare", self.step)
        return self.refused(self.obstacles)

    def _show(self, form: ReviewForm, status: int = 200) -> HttpResponse:
        told = {
            "case": self.case,
            "rubric": self.rubric,
            "scale": scale_in_words(self.case.table),
            "form": form,
            "saved_at": self.draft.saved_at if self.draft else None,
        }
        return render(self.request, "cases/review.html", told, status=status)


class CheckReview(ReviewPage):
    """Everything as it will be filed, once more; then it is filed."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.obstacles:
            return self.refused(self.obstacles)
        if self.obstacles_to(self.answers):
            return redirect("cases:review", self.case.number, self.step)
        return self._show()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = FilingForm(request.POST)
        if not form.is_valid():
            return self._show(CONTENT)
        if form.cleaned_data["seen"] != sha256_of(self.answers) and self.draft:
            messages.warning(request, _("Your answers changed after you checked them. Please check them again."))
            return self._show(CONFLICT)
        try:
            services.execute(
                case=self.case,
                command=self.command(self.answers),
                by=self.person,
                expected_version=form.cleaned_data["version"],
                idempotency_key=form.cleaned_data["key"],
            )
        except VersionChanged:
            self.case.refresh_from_db()
            messages.warning(request, _("Somebody moved the case since you opened this page. Please check once more."))
            return self._show(CONFLICT)
        except Refused as refusal:
            return self.refused(refusal.obstacles)
        drop_draft(case=self.case, step=self.step, by=self.person)
        filed = self.case.reviews.current().get(round=self.case.round, step=self.step)
        return redirect("cases:receipt", self.case.number, filed.pk)

    def _show(self, status: int = 200) -> HttpResponse:
        answers, table = self.answers, self.case.table
        answered = as_answers(self.rubric, answers)
        initial = {"version": self.case.version, "key": uuid4().hex, "seen": sha256_of(answers)}
        told = {
            "case": self.case,
            "rubric": self.rubric,
            "corrects": self.corrects,
            "step": self.step,
            "answers": answered,
            "points": points_in_words(
                table, total((each.weight, each.maximum, each.value) for each in answered if each.value is not None)
            ),
            "opinion": opinion_in_words(table, answers["opinion"]) if answers.get("opinion") else "",
            "opinion_reason": answers.get("reasons", {}).get("opinion", ""),
            "form": FilingForm(initial=initial),
        }
        return render(self.request, "cases/check.html", told, status=status)


class Receipt(CasePage):
    """What was filed, by whom and when, with its hash, to print and keep."""

    def get(self, request: HttpRequest, number: str, pk: int) -> HttpResponse:
        review = get_object_or_404(
            selectors.reviews_visible_to(self.case, self.person).select_related("case"), case=self.case, pk=pk
        )
        told = {
            "case": self.case,
            "panel": Panel(review.step, review.rubric, "", self.case.table, review, answers_of(review)),
        }
        return render(request, "cases/receipt.html", told)

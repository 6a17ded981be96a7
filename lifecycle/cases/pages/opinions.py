"""The reviews of a case as far as a person may read them. ``sees_prior`` is the engine's; a page only shows what it lets through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lifecycle.cases import selectors
from lifecycle.cases.enums import Opinion, TaskState
from lifecycle.cases.models import Case, Review, Task
from lifecycle.cases.pages.wording import opinion_in_words, points_in_words
from lifecycle.cases.processes.table import Process
from lifecycle.rubrics.models import Criterion, Rubric
from registry.organisations.models import Person


@dataclass(frozen=True)
class Answer:
    """One question of a filed review; ``label`` is empty where it was left open."""

    code: str
    question: str
    weight: Decimal
    maximum: int
    value: int | None
    label: str
    reason: str


@dataclass(frozen=True)
class Panel:
    """One review step: the review, or in ``told`` why there is nothing to read."""

    step: str
    label: Any
    organisation: str
    process: Process
    review: Review | None = None
    answers: list[Answer] = field(default_factory=list)
    told: str = ""

    @property
    def opinion(self) -> str:
        return opinion_in_words(self.process, self.review.opinion) if self.review else ""

    @property
    def points(self) -> str:
        return points_in_words(self.process, self.review.total) if self.review else ""

    @property
    def objects(self) -> bool:
        return self.review is not None and self.review.opinion == Opinion.OBJECT


def panels_of(case: Case, person: Person, tasks: Sequence[Task]) -> list[Panel]:
    """One panel per review step, in order. Three queries whatever was filed."""
    visible = {review.step: review for review in _readable(case, person)}
    by_step = {task.step: task for task in tasks if task.round == case.round}
    panels = []
    for step in case.table.reviews:
        task, review = by_step.get(step.code), visible.get(step.code)
        organisation = task.organisation.name if task else ""
        if review:
            panels.append(Panel(step.code, step.label, organisation, case.table, review, answers_of(review)))
        else:
            panels.append(Panel(step.code, step.label, organisation, case.table, told=_told(task)))
    return panels


def objections_in(panels: Sequence[Panel]) -> list[Panel]:
    """The readable reviews that do not agree: pinned on top wherever something is decided."""
    return [panel for panel in panels if panel.objects]


def _readable(case: Case, person: Person) -> list[Review]:
    found = selectors.reviews_visible_to(case, person).filter(round=case.round, superseded_by=None)
    return list(found.select_related("case").prefetch_related("rubric__criteria"))


def answers_of(review: Review) -> list[Answer]:
    """Every question of a filed review's rubric with what was answered, under the weights of that day."""
    return as_answers(review.rubric, draft_of(review))


def as_answers(rubric: Rubric, answers: Mapping[str, Any]) -> list[Answer]:
    """Every question of a rubric with what ``answers`` (the shape of a draft) says to it."""
    scores, reasons = answers.get("scores", {}), answers.get("reasons", {})
    return [_answer(each, scores.get(each.code), reasons.get(each.code, "")) for each in rubric.criteria.all()]


def _answer(criterion: Criterion, value: int | None, reason: str) -> Answer:
    label = "" if value is None else criterion.label_of(value)
    return Answer(criterion.code, str(criterion), criterion.weight, criterion.maximum, value, label, reason)


def draft_of(review: Review) -> dict[str, Any]:
    """A filed review in the shape of a draft."""
    scores = list(review.scores.all())
    return {
        "scores": {score.criterion.code: score.value for score in scores},
        "reasons": {score.criterion.code: score.reason for score in scores if score.reason}
        | ({"opinion": review.reason} if review.reason else {}),
        "opinion": review.opinion,
    }


def _told(task: Task | None) -> str:
    if task is None:
        return _("Not begun.")
    if task.state == TaskState.DONE:
        return _("Filed. You may read it once your own review is filed, so that nobody is influenced.")
    if task.state == TaskState.OPEN:
        return _("Being reviewed.")
    return _("Waits for the reviews before it.")

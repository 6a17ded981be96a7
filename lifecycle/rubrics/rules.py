"""What a complete set of answers is, and what it comes to."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from django.utils.translation import gettext as _

from registry.refusals import Obstacle


class Question(Protocol):
    """What the rules need of a criterion; the model has it, and so has a score's frozen copy."""

    @property
    def code(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def weight(self) -> Decimal: ...
    @property
    def maximum(self) -> int: ...
    @property
    def required(self) -> bool: ...
    @property
    def reasons_for(self) -> Sequence[int]: ...


def obstacles_to_answers(
    questions: Iterable[Question], scores: Mapping[str, int], reasons: Mapping[str, str]
) -> list[Obstacle]:
    """Everything that keeps a set of answers from being complete; ``field`` of each obstacle is the criterion's code."""
    questions = list(questions)
    found = [
        Obstacle("unknown-criterion", _("There is no question “%(code)s”.") % {"code": code}, code, "content")
        for code in scores
        if code not in {question.code for question in questions}
    ]
    for question in questions:
        asked = {"question": _(question.question)}
        value = scores.get(question.code)
        if value is None:
            if question.required:
                message = _("Not answered yet: %(question)s") % asked
                found.append(Obstacle("not-answered", message, question.code, "content"))
        elif not 0 <= value <= question.maximum:
            message = _("%(value)s is not one of the answers to: %(question)s") % {"value": value, **asked}
            found.append(Obstacle("value-unknown", message, question.code, "content"))
        elif value in question.reasons_for and not reasons.get(question.code, "").strip():
            message = _("This answer needs a reason: %(question)s") % asked
            found.append(Obstacle("reason-missing", message, question.code, "content"))
    return found


def total(answers: Iterable[tuple[Decimal, int, int]]) -> Decimal | None:
    """Points out of 100 from (weight, maximum, value) of each answered question, to two places; None when nothing was answered.

    A question left open counts neither for nor against: the weights of the answered ones are scaled up to 100.
    """
    reached = possible = Decimal(0)
    for weight, maximum, value in answers:
        reached += weight * value / maximum
        possible += weight
    if not possible:
        return None
    return (reached * 100 / possible).quantize(Decimal("0.01"), ROUND_HALF_UP)

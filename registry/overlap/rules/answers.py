"""Which similar systems a sponsor has to answer, and what a complete answer is."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from registry.overlap.enums import OverlapAnswer
from registry.refusals import Obstacle

ANSWER_SIMILARITY = 0.15
ANSWER_CONTAINMENT = 0.3
"""本单位设定. On the labelled set either is reached by every copy, by two thirds of the paraphrases and by one in seven others."""


def is_to_be_answered(similarity: float, containment: float) -> bool:
    """Whether it is like enough for a word about it. It is never like enough to refuse by itself."""
    return similarity >= ANSWER_SIMILARITY or containment >= ANSWER_CONTAINMENT


def obstacles_to_overlap_answers(
    answers: Mapping[str, Mapping[str, Any]], to_be_answered: Mapping[str, str]
) -> list[Obstacle]:
    """Everything that keeps the answers from being complete; ``field`` of an obstacle is ``overlap_answers.CODE``.

    ``answers``: ``{system code: {"answer": "reuse"|"module"|"cannot", "why": "…"}}``, each with its reason; ``to_be_answered``:
    the names of the systems by code. Answers to others are welcome.
    """
    found: list[Obstacle] = []
    for code, name in to_be_answered.items():
        given = answers.get(code) if isinstance(answers, Mapping) else None
        told = given if isinstance(given, Mapping) else {}
        about = {"name": name, "code": code}
        why = told.get("why")
        if told.get("answer") not in OverlapAnswer.values:
            said = _("Say whether %(name)s (%(code)s) can be reused or extended, or why not.") % about
            found.append(Obstacle("overlap-not-answered", said, f"overlap_answers.{code}", "content"))
        elif not isinstance(why, str) or not why.strip():
            said = _("Give the reason for your answer about %(name)s (%(code)s).") % about
            found.append(Obstacle("overlap-reason-missing", said, f"overlap_answers.{code}", "content"))
    return found

"""Which similar systems an application has to say a word about."""

ANSWER_SIMILARITY = 0.15
ANSWER_CONTAINMENT = 0.3
"""本单位设定. On the labelled set one of the two is reached by every copy, two thirds of the paraphrases, few others (tested)."""


def is_to_be_answered(similarity: float, containment: float) -> bool:
    """Whether it is like enough for a word about it. It is never like enough to refuse by itself."""
    return similarity >= ANSWER_SIMILARITY or containment >= ANSWER_CONTAINMENT

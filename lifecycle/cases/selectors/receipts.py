"""Computing the receipt of a filed row again, from the row alone: whether it still says what was filed."""

from functools import singledispatch
from typing import Any

from lifecycle.cases.models import Case, Decision, Review, Submission
from lifecycle.cases.receipts import sha256_of

Filed = Submission | Review | Decision | Case


def is_as_filed(row: Filed) -> bool:
    """Whether the content of a row has the SHA-256 that was noted when it was filed. A query for a review's scores."""
    noted = row.grounds_sha256 if isinstance(row, Case) else row.sha256
    return sha256_of(content_of(row)) == noted


@singledispatch
def content_of(row: Filed) -> Any:
    """What the receipt was made over; of a case its grounds."""
    raise NotImplementedError(type(row).__name__)


@content_of.register
def _(row: Case) -> Any:
    return row.grounds


@content_of.register
def _(row: Submission) -> Any:
    return {
        "case": row.case.number,
        "round": row.round,
        "content": row.content,
        "answers": row.answers,
        "grounds_sha256": row.case.grounds_sha256,
        "by": row.by.account,
        "at": row.at,
    }


@content_of.register
def _(row: Review) -> Any:
    scores = row.scores.select_related("criterion").order_by("criterion__position")
    return {
        "case": row.case.number,
        "round": row.round,
        "step": row.step,
        "rubric": row.rubric.code,
        "scores": [[each.criterion.code, each.value, each.maximum, str(each.weight), each.reason] for each in scores],
        "opinion": row.opinion,
        "reason": row.reason,
        "supersedes": row.supersedes.sha256 if row.supersedes else "",
        "by": row.by.account,
        "standing": row.standing,
        "at": row.at,
    }


@content_of.register
def _(row: Decision) -> Any:
    return {
        "case": row.case.number,
        "round": row.round,
        "outcome": row.outcome,
        "reason": row.reason,
        "details": row.details,
        "against": row.against,
        "by": row.by.account,
        "standing": row.standing,
        "countersigned_by": row.countersigned_by.account if row.countersigned_by else "",
        "countersign_reason": row.countersign_reason,
        "basis": row.basis,
        "at": row.at,
    }

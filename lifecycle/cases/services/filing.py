"""Rows for ever: filed reviews and decisions in force, with their receipts."""

from datetime import datetime
from typing import Any

from lifecycle.cases.models import Case, Decision, Proposal, Review, Score
from lifecycle.cases.receipts import sha256_of
from lifecycle.cases.rules.effects import Decided, ReviewFiled
from lifecycle.cases.rules.facts import Standing
from lifecycle.cases.selectors.facts import current_reviews, rubric_of
from lifecycle.rubrics.models import Rubric
from registry.organisations.models import Person


def store_review(filed: ReviewFiled, *, case: Case, by: Person, standing: Standing, at: datetime) -> Review:
    """A review with its scores, weights and maxima, in place of the step's current one if there is one."""
    rubric = rubric_of(case, filed.review.step)
    if rubric is None:
        raise Rubric.DoesNotExist(f"{case.process}/{filed.review.step}")
    earlier = next((review for review in current_reviews(case) if review.step == filed.review.step), None)
    scores = [
        Score(
            criterion=criterion,
            value=filed.scores[criterion.code],
            maximum=criterion.maximum,
            weight=criterion.weight,
            reason=filed.reasons.get(criterion.code, ""),
        )
        for criterion in rubric.criteria.all()
        if criterion.code in filed.scores
    ]
    content: dict[str, Any] = {
        "case": case.number,
        "round": case.round,
        "step": filed.review.step,
        "rubric": rubric.code,
        "scores": [
            [score.criterion.code, score.value, score.maximum, str(score.weight), score.reason] for score in scores
        ],
        "opinion": filed.review.opinion,
        "reason": filed.reasons.get("opinion", ""),
        "supersedes": earlier.sha256 if earlier else "",
        "by": by.account,
        "standing": standing.as_json(),
        "at": at,
    }
    review = Review.objects.create(
        case=case,
        round=case.round,
        step=filed.review.step,
        supersedes=earlier,
        rubric=rubric,
        opinion=filed.review.opinion,
        reason=content["reason"],
        by=by,
        standing=content["standing"],
        at=at,
        sha256=sha256_of(content),
    )
    for score in scores:
        score.review = review
    Score.objects.bulk_create(scores)
    return review


def store_decision(decided: Decided, *, case: Case, by: Person, standing: Standing, at: datetime) -> Decision:
    """A decision in force. Where it overrides an opinion, whoever proposed it decided and ``by`` countersigned."""
    proposal = Proposal.objects.select_related("by").filter(case=case).first() if decided.is_override else None
    content: dict[str, Any] = {
        "case": case.number,
        "round": case.round,
        "outcome": decided.outcome,
        "reason": decided.reason,
        "details": dict(decided.details),
        "against": list(decided.against),
        "by": proposal.by.account if proposal else by.account,
        "standing": proposal.standing if proposal else standing.as_json(),
        "countersigned_by": by.account if proposal else "",
        "countersign_reason": decided.countersign_reason,
        "basis": basis_of(case),
        "at": at,
    }
    return Decision.objects.create(
        case=case,
        round=case.round,
        outcome=decided.outcome,
        reason=decided.reason,
        details=content["details"],
        against=content["against"],
        is_override=decided.is_override,
        by_id=decided.by,
        standing=content["standing"],
        countersigned_by_id=decided.countersigned_by,
        countersign_reason=decided.countersign_reason,
        basis=content["basis"],
        at=at,
        sha256=sha256_of(content),
    )


def basis_of(case: Case) -> list[dict[str, Any]]:
    """What a decision taken now rests on: grounds, this round's submission and current reviews, each with its SHA-256."""
    submissions = case.submissions.filter(round=case.round)
    return [
        {"type": "grounds", "sha256": case.grounds_sha256},
        *({"type": "submission", "id": each.pk, "sha256": each.sha256} for each in submissions),
        *(
            {"type": "review", "step": each.step, "id": each.pk, "sha256": each.sha256}
            for each in current_reviews(case)
        ),
    ]

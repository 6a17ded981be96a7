"""Trace-back (倒查): from the decision to everything it rests on. Holds after people have left: rows keep their standing."""

from dataclasses import dataclass

from lifecycle.cases.models import Case, Clearance, Decision, Declaration, Duty, Review, Submission
from registry.ledger.models import Event


@dataclass(frozen=True)
class TracedReview:
    """One filed review with the declarations its author signed, and who gave it to whom."""

    review: Review
    declarations: list[Declaration]
    assignments: list[Event]


@dataclass(frozen=True)
class Trace:
    """From the newest to the oldest: decision, reviews (newest first), submissions, grounds; and the whole record."""

    case: Case
    decision: Decision | None
    clearances: list[Clearance]
    reviews: list[TracedReview]
    recusals: list[Declaration]
    submissions: list[Submission]
    grounds_sha256: str
    duties: list[Duty]
    events: list[Event]


_ASSIGNMENTS = frozenset({"cases.assigned", "cases.claimed", "cases.reassigned"})


def trace(case: Case) -> Trace:
    """Everything a case rests on, for those who may see all of it. Eight queries.

    The standing of each act (role and organisation, with the day it began) is on its row and event as it was that day.
    """
    events = list(Event.objects.filter(stream=case.stream).order_by("seq"))
    declarations = list(case.declarations.select_related("person"))
    reviews = case.reviews.select_related("by", "rubric", "supersedes").prefetch_related("scores__criterion")
    return Trace(
        case=case,
        decision=case.decisions.select_related("by", "countersigned_by").first(),
        clearances=list(case.clearances.select_related("attested_by", "verified_by")),
        reviews=[
            TracedReview(
                review,
                [each for each in declarations if _is_about(each, review)],
                [event for event in events if event.verb in _ASSIGNMENTS and _concerns(event, review)],
            )
            for review in reviews.order_by("-at", "-id")
        ],
        recusals=[each for each in declarations if each.answer == "conflict"],
        submissions=list(case.submissions.select_related("by").order_by("-round")),
        grounds_sha256=case.grounds_sha256,
        duties=list(case.duties.select_related("person")),
        events=events,
    )


def _is_about(declaration: Declaration, review: Review) -> bool:
    said, filed = declaration, review
    return (said.person_id, said.step, said.round) == (filed.by_id, filed.step, filed.round)


def _concerns(event: Event, review: Review) -> bool:
    return bool(event.data.get("target") == review.step and event.data.get("round") == [review.round, review.round])
